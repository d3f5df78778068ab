/** {@code /api/v1}: what its document promises, one class of routes per resource, and the streams of what happens. */
@NullMarked
package gaitkeeper.api;

import org.jspecify.annotations.NullMarked;
