package gaitkeeper.ingest;

import java.time.Duration;

/**
 * How far a player is.
 *
 * @param done frames handed over
 * @param total frames to hand over
 * @param framesPerSecond mean rate since the start
 * @param lag how far behind its pace the player is; zero when it does not wait at all
 */
public record Progress(long done, long total, double framesPerSecond, Duration lag) {
    /** Whole per cent done; 100 only at the end. */
    public int percent() {
        return total == 0 ? 100 : (int) (done * 100 / total);
    }
}
