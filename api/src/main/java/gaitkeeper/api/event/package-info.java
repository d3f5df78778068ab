/** What happens, in one order that a client can come back to: matches and changes of identities, from memory or from Kafka. */
@NullMarked
package gaitkeeper.api.event;

import org.jspecify.annotations.NullMarked;
