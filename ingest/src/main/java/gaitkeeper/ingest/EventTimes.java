package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Times;
import java.time.Duration;

/** Judges event times at one instant. */
final class EventTimes {
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final long nowNs;
    private final Times times;

    EventTimes(long nowNs, Times times) {
        this.nowNs = nowNs;
        this.times = times;
    }

    void check(long eventTimeNs) {
        if (eventTimeNs < 0) {
            throw bad("is negative; send nanoseconds since 1970, UTC");
        }
        // Neither difference overflows: both times are positive.
        if (eventTimeNs - nowNs > times.maxAhead().toNanos()) {
            throw bad("is more than " + times.maxAhead().toSeconds()
                    + " s in the future; set the device's clock, or send the host's time");
        }
        if (nowNs - eventTimeNs > times.maxAge().toNanos()) {
            throw bad(unitHint(eventTimeNs));
        }
    }

    private String unitHint(long time) {
        if (isNearNow(time, 1_000)) {
            return "looks like microseconds; multiply by 1000";
        }
        if (isNearNow(time, 1_000_000)) {
            return "looks like milliseconds; multiply by 1000000";
        }
        if (isNearNow(time, 1_000_000_000)) {
            return "looks like seconds; multiply by 1000000000";
        }
        return "is more than " + times.maxAge().toSeconds()
                + " s in the past; set the device's clock, or use replay for recordings";
    }

    private boolean isNearNow(long time, long factor) {
        return time <= Long.MAX_VALUE / factor && Math.abs(time * factor - nowNs) < DAY;
    }

    private static MalformedException bad(String how) {
        return new MalformedException(Reason.BAD_TIME, "event_time_ns " + how);
    }
}
