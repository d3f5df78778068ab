/** The body as a graph at several scales: what models pool, attend over and encode positions with. */
@NullMarked
package gaitkeeper.core.graph;

import org.jspecify.annotations.NullMarked;
