package gaitkeeper.matcher;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The time of day, unless it was set just now: a clock that jumps ahead by a year would else end every period at once. After a
 * jump it is trusted again when it went on evenly for a day.
 */
final class SteadyClock {
    static final Duration TOLERANCE = Duration.ofMinutes(1);
    static final Duration DOUBT = Duration.ofDays(1);

    private final InstantSource clock;
    private final InstantSource ticker;
    private Duration offset;
    private Instant trustedFrom = Instant.MIN;

    /**
     * Begins to watch.
     *
     * @param clock the time of day, which somebody may set
     * @param ticker a time of any origin that only goes on
     */
    SteadyClock(InstantSource clock, InstantSource ticker) {
        this.clock = clock;
        this.ticker = ticker;
        offset = Duration.between(ticker.instant(), clock.instant());
    }

    /** The time of day; nothing while it is in doubt. To be asked more often than {@link #TOLERANCE}. */
    Optional<Instant> now() {
        Instant tick = ticker.instant();
        Instant now = clock.instant();
        Duration gap = Duration.between(tick, now);
        if (gap.minus(offset).abs().compareTo(TOLERANCE) > 0) {
            trustedFrom = tick.plus(DOUBT);
        }
        offset = gap;
        return tick.isBefore(trustedFrom) ? Optional.empty() : Optional.of(now);
    }
}
