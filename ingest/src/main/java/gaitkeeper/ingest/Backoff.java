package gaitkeeper.ingest;

import java.time.Duration;

/**
 * Growing pauses between attempts: each is twice the one before.
 *
 * @param first after the first failure
 * @param most that a pause ever takes
 */
public record Backoff(Duration first, Duration most) {
    /** A second, growing to two minutes. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2));

    /** Checks that the pauses are some. */
    public Backoff {
        if (!first.isPositive() || first.compareTo(most) > 0) {
            throw new IllegalArgumentException("pauses must be positive and grow, not " + first + " to " + most);
        }
    }

    /**
     * The pause after a failure.
     *
     * @param before failures in a row before this one
     */
    Duration after(int before) {
        Duration pause = first;
        for (int i = 0; i < before && pause.compareTo(most) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(most) < 0 ? pause : most;
    }
}
