package gaitkeeper.ingest;

import gaitkeeper.core.Reason;

/**
 * Events of ingest. At rest, every frame received was stored or rejected as {@code UNAVAILABLE}; other rejections never became
 * frames. Alert when received grows alone: the broker does not answer.
 */
public interface IngestMetrics {
    /** Counts nothing. */
    IngestMetrics NONE = new IngestMetrics() {
    };

    /** A well-formed frame was handed to the sink. */
    default void received() {}

    /**
     * The broker acknowledged a frame.
     *
     * @param sinceReceivedNs nanoseconds since ingest received it
     */
    default void stored(long sinceReceivedNs) {}

    /** A message or frame was refused. */
    default void rejected(Reason reason) {}
}
