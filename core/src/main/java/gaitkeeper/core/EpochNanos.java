package gaitkeeper.core;

import java.time.Instant;
import java.time.InstantSource;

/** The unit of all times in Gaitkeeper: nanoseconds since the epoch, UTC, in a {@code long} (good until the year 2262). */
public final class EpochNanos {
    private EpochNanos() {}

    /** The present time of a clock. */
    public static long now(InstantSource clock) {
        return of(clock.instant());
    }

    /** An instant in nanoseconds. */
    public static long of(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    /** A time in milliseconds, as Kafka's record timestamps want it. */
    public static long toMillis(long epochNanos) {
        return Math.floorDiv(epochNanos, 1_000_000L);
    }
}
