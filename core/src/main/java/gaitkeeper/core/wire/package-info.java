/** The versioned binary form of every type that crosses a topic, and the one table of topics. */
@NullMarked
package gaitkeeper.core.wire;

import org.jspecify.annotations.NullMarked;
