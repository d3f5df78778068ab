package gaitkeeper.deploy;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a process until it is told to stop. From its making to its closing, a signal to stop waits for an orderly end. */
final class NodeRunner implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration TELL_EVERY = Duration.ofSeconds(20);

    private final PrintStream out;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    NodeRunner(PrintStream out) {
        this.out = out;
        // The JVM ends when its hooks do, so this one waits for the node to close.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            stop.countDown();
            await(stopped, Duration.ofSeconds(30));
        }));
    }

    /** Waits until matches can be made, but not for ever; now and then says what it waits for. */
    void awaitReady(Node node) {
        long began = System.nanoTime();
        Duration told = Duration.ZERO;
        while (!node.ready() && told.compareTo(READY_WITHIN) < 0) {
            if (await(stop, Duration.ofMillis(50))) {
                return;
            }
            if (System.nanoTime() - began >= told.plus(TELL_EVERY).toNanos()) {
                told = told.plus(TELL_EVERY);
                out.println("Not ready after " + told.toSeconds() + " s: " + String.join(", ", node.notReady())
                        + " not yet; see " + node.url() + "health/ready");
            }
        }
    }

    /** Waits for Ctrl-C or a TERM signal, then closes everything given, the last first. */
    int runUntilStopped(AutoCloseable... parts) throws Exception {
        stop.await();
        out.println("Stopping.");
        for (int i = parts.length - 1; i >= 0; i--) {
            parts[i].close();
        }
        return 0;
    }

    /** Nothing is left to be ended in order: the JVM may exit at once. */
    @Override
    public void close() {
        stopped.countDown();
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
