/** Tables, charts and a page of what the protocols measured. Renders {@link gaitkeeper.trainer.protocol.Measurement}s only. */
@NullMarked
package gaitkeeper.trainer.report;

import org.jspecify.annotations.NullMarked;
