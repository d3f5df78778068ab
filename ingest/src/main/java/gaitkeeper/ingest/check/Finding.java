package gaitkeeper.ingest.check;

/**
 * What a check says of one window.
 *
 * @param check which
 * @param evidence -1 (wrong) to 1 (right)
 * @param measured what was measured, in words without coordinates
 */
public record Finding(Check check, double evidence, String measured) {
    /** Whether the window speaks against the stream. */
    public boolean failed() {
        return evidence < 0;
    }
}
