package gaitkeeper.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
final class Waiting {
    private static final long LOOK_NS = 20_000_000;

    private Waiting() {}

    /**
     * Waits until something holds.
     *
     * @throws IllegalStateException if it does not in time
     */
    static void until(BooleanSupplier holds, Duration within) {
        if (!reached(holds, within)) {
            throw new IllegalStateException("not within " + within.toSeconds() + " s");
        }
    }

    /** Waits until something holds, and tells whether it did in time. */
    static boolean reached(BooleanSupplier holds, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return true;
    }

    /** Lets what goes on go on. */
    static void pause(int seconds) {
        reached(() -> false, Duration.ofSeconds(seconds));
    }
}
