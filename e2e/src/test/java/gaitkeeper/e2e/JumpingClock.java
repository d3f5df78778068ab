package gaitkeeper.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A broker's clock that a test sets by a file; what measures intervals goes on, as on a real machine. */
final class JumpingClock implements Time {
    private static final long LOOKS_EVERY_NS = 100_000_000;

    private final Path file;
    private volatile long aheadMs;
    private volatile long lookedNs = System.nanoTime() - LOOKS_EVERY_NS;

    JumpingClock(Path folder) {
        file = file(folder);
    }

    private static Path file(Path folder) {
        return folder.resolveSibling("clock");
    }

    /** Sets the clock of the broker that keeps its data in a folder: so far ahead of the right time, or behind it. */
    static void set(Path folder, Duration ahead) {
        try {
            Files.writeString(file(folder), String.valueOf(ahead.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long milliseconds() {
        if (System.nanoTime() - lookedNs >= LOOKS_EVERY_NS) {
            lookedNs = System.nanoTime();
            aheadMs = read();
        }
        return Time.SYSTEM.milliseconds() + aheadMs;
    }

    private long read() {
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
        } catch (IOException | NumberFormatException _) {
            // Somebody is writing it; it is read again soon.
            return aheadMs;
        }
    }

    @Override
    public long nanoseconds() {
        return Time.SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long ms) {
        Time.SYSTEM.sleep(ms);
    }

    @Override
    public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        Time.SYSTEM.waitObject(lock, condition, deadlineMs - aheadMs);
    }
}
