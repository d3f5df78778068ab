package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;

/**
 * How fast event time passes while a recording is played or people are simulated.
 *
 * @param factor seconds of event time a second; infinite to not wait at all
 */
public record Pace(double factor) {
    /** As it happened. */
    public static final Pace REAL_TIME = new Pace(1);
    /** As fast as the sink takes it. */
    public static final Pace AS_FAST_AS_POSSIBLE = new Pace(Double.POSITIVE_INFINITY);

    /**
     * Checks the factor.
     *
     * @throws MalformedException if it is not positive
     */
    public Pace {
        if (!(factor > 0)) {
            throw new MalformedException(Reason.BAD_FIELD, "pace must be a positive factor, such as 1 for real time");
        }
    }

    /** Whether there is anything to wait for. */
    public boolean waits() {
        return Double.isFinite(factor);
    }

    /** How long a span of event time takes, both in nanoseconds; 0 if nothing waits. */
    public long wallNs(long eventNs) {
        return waits() ? (long) (eventNs / factor) : 0;
    }
}
