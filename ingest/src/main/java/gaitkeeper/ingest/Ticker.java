package gaitkeeper.ingest;

import java.time.Duration;
import java.time.InstantSource;

/** The three faces of time a player needs, in one place so that a test can replace them. Safe for use by several threads. */
public interface Ticker {
    /** The host's clocks. */
    Ticker SYSTEM = of(InstantSource.system());

    /** Nanoseconds since the epoch, to stamp frames with. */
    long epochNs();

    /** Nanoseconds of a clock that never jumps, to pace with. */
    long nanoTime();

    /** Waits; returns at once if {@code ns} is 0 or less. */
    void sleep(long ns) throws InterruptedException;

    /** Stamps with the given clock; paces and waits with the host's. */
    static Ticker of(InstantSource clock) {
        return new Ticker() {
            @Override
            public long epochNs() {
                var now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long ns) throws InterruptedException {
                if (ns > 0) {
                    // Waiting is what is asked for: a recording is played at its own pace.
                    Thread.sleep(Duration.ofNanos(ns));
                }
            }
        };
    }
}
