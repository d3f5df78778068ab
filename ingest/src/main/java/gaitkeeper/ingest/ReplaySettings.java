package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.time.Duration;

/**
 * How walks are played.
 *
 * @param baseNs event time at which the first walk starts, nanoseconds since the epoch; the same base gives the same
 *     sequence ids again
 * @param naming names the tracks
 * @param lanes walks played at the same time, 1 or more
 * @param pace how fast event time passes
 * @param framesPerSecond nominal rate of the recording, 1 to 1000
 * @param pause event time between two walks of a lane, 0 or more
 * @param maxOutstanding frames handed over and not stored yet, 1 or more; the player waits beyond
 * @param drain how long to wait for the last frames to be stored; frames not heard of by then count as lost
 */
public record ReplaySettings(long baseNs, TrackNaming naming, int lanes, Pace pace, int framesPerSecond, Duration pause,
        int maxOutstanding, Duration drain) {
    /**
     * Checks the bounds.
     *
     * @throws MalformedException if one does not hold; the message names it
     */
    public ReplaySettings {
        check(baseNs >= 0, "baseNs must not be negative");
        check(lanes >= 1, "lanes must be 1 or more");
        check(framesPerSecond >= 1 && framesPerSecond <= 1000, "framesPerSecond must be 1 to 1000");
        check(!pause.isNegative(), "pause must not be negative");
        check(maxOutstanding >= 1, "maxOutstanding must be 1 or more");
        check(!drain.isNegative(), "drain must not be negative");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new MalformedException(Reason.BAD_FIELD, message);
        }
    }

    /** One lane in real time at 30 frames/s, 2 s between walks, 8192 frames under way, 2 minutes to drain. */
    public static ReplaySettings from(long baseNs, TrackNaming naming) {
        return new ReplaySettings(baseNs, naming, 1, Pace.REAL_TIME, 30, Duration.ofSeconds(2), 8192,
                Duration.ofMinutes(2));
    }

    /** The same with another number of walks at a time. */
    public ReplaySettings withLanes(int number) {
        return new ReplaySettings(baseNs, naming, number, pace, framesPerSecond, pause, maxOutstanding, drain);
    }

    /** The same for recordings of another rate, frames per second. */
    public ReplaySettings withRate(int other) {
        return new ReplaySettings(baseNs, naming, lanes, pace, other, pause, maxOutstanding, drain);
    }

    /** The same at another pace. */
    public ReplaySettings withPace(Pace other) {
        return new ReplaySettings(baseNs, naming, lanes, other, framesPerSecond, pause, maxOutstanding, drain);
    }

    /** The same with another pause between the walks of a lane. */
    public ReplaySettings withPause(Duration other) {
        return new ReplaySettings(baseNs, naming, lanes, pace, framesPerSecond, other, maxOutstanding, drain);
    }

    /** The same with another bound on frames under way and another wait for the last of them. */
    public ReplaySettings withOutstanding(int most, Duration wait) {
        return new ReplaySettings(baseNs, naming, lanes, pace, framesPerSecond, pause, most, wait);
    }
}
