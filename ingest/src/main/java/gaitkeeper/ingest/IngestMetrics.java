package gaitkeeper.ingest;

import gaitkeeper.core.Reason;

/**
 * Events of ingest. At rest, received = stored + rejected; alert when received grows alone (the broker does not answer).
 */
public interface IngestMetrics {
    /** Counts nothing. */
    IngestMetrics NONE = new IngestMetrics() {
    };

    /** A well-formed frame was handed to the sink. */
    default void received() {}

    /** The broker acknowledged a frame. */
    default void stored() {}

    /** A message or frame was refused. */
    default void rejected(Reason reason) {}
}
