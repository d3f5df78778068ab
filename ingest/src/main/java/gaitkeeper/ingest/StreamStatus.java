package gaitkeeper.ingest;

import gaitkeeper.ingest.check.Check;
import gaitkeeper.ingest.check.StreamCheck;
import java.util.List;

/**
 * What is thought of one stream.
 *
 * @param sensor its sensor
 * @param session the sensor's run
 * @param format what it sends: a format's name, or {@code canonical}
 * @param state whether its frames pass
 * @param frames frames looked at
 * @param windows windows judged
 * @param silentMs since its last frame
 * @param reason why it is quarantined, else empty
 * @param hint what to change then, else empty
 * @param checks every check in its order
 */
public record StreamStatus(String sensor, String session, String format, StreamCheck.State state, int frames,
        int windows, long silentMs, String reason, String hint, List<Checked> checks) {
    /** Copies the list. */
    public StreamStatus {
        checks = List.copyOf(checks);
    }

    /**
     * What one check says.
     *
     * @param check which
     * @param verdict what it says
     * @param failures windows that failed it
     * @param measured what the last of them measured, or empty
     */
    public record Checked(Check check, Verdict verdict, int failures, String measured) {}

    /** What a check can say. */
    public enum Verdict {
        /** Nothing to judge by yet. */
        OPEN,
        /** No window speaks against it. */
        GOOD,
        /** Some do. */
        FAILED,
        /** An operator switched it off. */
        OVERRIDDEN
    }
}
