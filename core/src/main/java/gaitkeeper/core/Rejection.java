package gaitkeeper.core;

/**
 * Something refused, as published on {@code gk.rejected}. Never holds the refused data itself: it is biometric.
 *
 * @param stage who refused it
 * @param reason why
 * @param detail what to change, at most {@value #MAX_DETAIL} characters
 * @param timeNs when, nanoseconds since the epoch, host clock
 * @param sizeBytes size of what was refused
 * @param hash the first 8 bytes of its SHA-256, to recognise repeats
 * @param count how many alike this record stands for, 1 or more
 */
public record Rejection(Stage stage, Reason reason, String detail, long timeNs, long sizeBytes, long hash, int count) {
    /** Longest detail in characters. */
    public static final int MAX_DETAIL = 200;

    /** Shortens the detail. */
    public Rejection {
        detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
    }

    /** Who refuses. The ordinal is the wire code. */
    public enum Stage {
        /** Sensor feeds and recordings. */
        INGEST,
        /** Frames to sequences. */
        WINDOWER,
        /** Sequences to embeddings. */
        ENCODER,
        /** Embeddings to matches. */
        MATCHER,
        /** The gallery's one writer. */
        REGISTRAR
    }
}
