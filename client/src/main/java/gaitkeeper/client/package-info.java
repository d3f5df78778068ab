/** A typed client of {@code /api/v1}. */
@NullMarked
package gaitkeeper.client;

import org.jspecify.annotations.NullMarked;
