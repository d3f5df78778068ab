package gaitkeeper.core;

/**
 * When the last frame of a sequence passed each stage: nanoseconds since the epoch on the clock of the host that did the work.
 * Differences are the stages' latencies; a value of 0 means "not reached yet".
 *
 * @param receivedNs ingest received the frame that completed the window
 * @param windowedNs the windower closed the window
 * @param encodedNs the encoder finished the embedding
 * @param matchedNs the matcher decided
 */
public record Timing(long receivedNs, long windowedNs, long encodedNs, long matchedNs) {
    /** The same times with the encoder's. */
    public Timing encodedAt(long ns) {
        return new Timing(receivedNs, windowedNs, ns, matchedNs);
    }

    /** The same times with the matcher's. */
    public Timing matchedAt(long ns) {
        return new Timing(receivedNs, windowedNs, encodedNs, ns);
    }
}
