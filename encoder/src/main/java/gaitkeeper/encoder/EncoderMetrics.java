package gaitkeeper.encoder;

import gaitkeeper.core.Reason;

/** Events of the encoder. At rest, submitted = encoded + rejected; alert when the left side grows alone. */
public interface EncoderMetrics {
    /** Counts nothing. */
    EncoderMetrics NONE = new EncoderMetrics() {
    };

    /** A sequence was handed to the encoder. */
    default void submitted() {}

    /**
     * A sequence was embedded.
     *
     * @param sinceWindowedNs nanoseconds since its window was closed
     */
    default void encoded(long sinceWindowedNs) {}

    /** A sequence was refused. */
    default void rejected(Reason reason) {}

    /**
     * The model ran once.
     *
     * @param size sequences in the batch
     * @param ns how long it took, nanoseconds
     */
    default void batch(int size, long ns) {}

    /** Another model took over. */
    default void swapped() {}
}
