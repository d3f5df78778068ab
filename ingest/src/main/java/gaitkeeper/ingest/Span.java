package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A length of time drawn uniformly.
 *
 * @param least shortest, more than 0
 * @param most longest, {@code least} or more, at most a day
 */
public record Span(Duration least, Duration most) {
    /**
     * Checks the bounds.
     *
     * @throws MalformedException if they do not hold
     */
    public Span {
        if (!least.isPositive() || most.compareTo(least) < 0 || most.compareTo(Duration.ofDays(1)) > 0) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "a span needs 0 < least <= most <= 24 h, was " + least + " to " + most);
        }
    }

    /** A span given in seconds. */
    public static Span seconds(double least, double most) {
        return new Span(Duration.ofMillis(Math.round(least * 1000)), Duration.ofMillis(Math.round(most * 1000)));
    }

    /** Draws a number of frames, 1 or more. */
    int frames(RandomGenerator random, int framesPerSecond) {
        long ms = random.nextLong(least.toMillis(), most.toMillis() + 1);
        return (int) Math.max(1, ms * framesPerSecond / 1000);
    }
}
