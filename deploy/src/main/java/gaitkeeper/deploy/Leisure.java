package gaitkeeper.deploy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps long work out of the way of answers: who calls {@link #rest} often works a quarter of the time, a millisecond or little more
 * in one go. On two processors, work without rests leaves the stages, their broker and its clients one, and each waits for the others.
 */
final class Leisure {
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Rest for each unit of work. */
    private static final long SHARE = 3;
    /** Longer work was waiting itself: for a disk, or for a processor. */
    private static final long MAX_REST_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LongSupplier clockNs;
    private final LongConsumer pauseNs;
    private long sinceNs;

    /**
     * Begins to work.
     *
     * @param pauseNs makes the thread wait
     */
    Leisure(LongSupplier clockNs, LongConsumer pauseNs) {
        this.clockNs = clockNs;
        this.pauseNs = pauseNs;
        this.sinceNs = clockNs.getAsLong();
    }

    /** Begins to work at leisure; a thread that is interrupted rests no more. */
    static Leisure begin() {
        return new Leisure(System::nanoTime, LockSupport::parkNanos);
    }

    /** For work that somebody waits for. */
    static Leisure none() {
        return new Leisure(System::nanoTime, _ -> {});
    }

    /** Rests, if it is time to. */
    void rest() {
        long worked = clockNs.getAsLong() - sinceNs;
        if (worked >= TURN_NS) {
            pauseNs.accept(Math.min(SHARE * worked, MAX_REST_NS));
            sinceNs = clockNs.getAsLong();
        }
    }
}
