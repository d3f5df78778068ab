/** Who may ask what: credentials, roles, rate limits, and the handler that stands before every route. */
@NullMarked
package gaitkeeper.api.access;

import org.jspecify.annotations.NullMarked;
