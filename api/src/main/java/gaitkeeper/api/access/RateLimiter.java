package gaitkeeper.api.access;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Token buckets by name. Bounded: of too many names, those that have not asked for long are forgotten. */
public final class RateLimiter {
    private static final int MAX_NAMES = 10_000;

    private final double perSecond;
    private final int burst;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * Makes a limiter.
     *
     * @param perSecond asked for lastingly
     * @param burst asked for at once after a rest
     */
    public RateLimiter(double perSecond, int burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Whether {@code who} may ask once more now. */
    public boolean take(String who) {
        if (buckets.size() >= MAX_NAMES) {
            buckets.values().removeIf(bucket -> bucket.filled(clock.millis()) >= burst);
        }
        return (buckets.containsKey(who) || buckets.size() < MAX_NAMES)
                && buckets.computeIfAbsent(who, _ -> new Bucket(clock.millis())).take(clock.millis());
    }

    /** Takes the last question back. */
    public void give(String who) {
        Bucket bucket = buckets.get(who);
        if (bucket != null) {
            bucket.give();
        }
    }

    /** Seconds until {@code who} should ask again, 1 or more. */
    public long retryAfterSeconds() {
        return Math.max(1, (long) Math.ceil(1 / perSecond));
    }

    private final class Bucket {
        private double tokens = burst;
        private long filledMs;

        Bucket(long nowMs) {
            filledMs = nowMs;
        }

        synchronized double filled(long nowMs) {
            tokens = Math.min(burst, tokens + Math.max(0, nowMs - filledMs) * perSecond / 1_000);
            filledMs = nowMs;
            return tokens;
        }

        synchronized boolean take(long nowMs) {
            boolean any = filled(nowMs) >= 1;
            tokens -= any ? 1 : 0;
            return any;
        }

        synchronized void give() {
            tokens = Math.min(burst, tokens + 1);
        }
    }
}
