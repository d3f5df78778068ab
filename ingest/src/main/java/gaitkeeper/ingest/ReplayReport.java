package gaitkeeper.ingest;

/**
 * What became of a replay.
 *
 * @param walks walks played
 * @param frames frames handed over
 * @param stored frames the broker has
 * @param lost frames given up by the sink or not heard of in time; {@code frames - stored}
 * @param seconds how long it took, the wait for the last frames included
 */
public record ReplayReport(int walks, long frames, long stored, long lost, double seconds) {
    /** Frames handed over a second. */
    public double framesPerSecond() {
        return seconds > 0 ? frames / seconds : 0;
    }
}
