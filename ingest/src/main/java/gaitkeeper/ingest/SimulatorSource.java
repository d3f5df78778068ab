package gaitkeeper.ingest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a simulator into a sink on a thread of its own. When the sink holds it back it falls behind its pace, and catches up
 * when it can; it skips no frame. Safe for use by several threads.
 */
public final class SimulatorSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorSource.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Simulator simulator;
    private final Pace pace;
    private final Ticker ticker;
    private final Outstanding outstanding;
    private final Thread thread = Thread.ofPlatform().name("simulator").daemon().unstarted(this::runForEver);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long lagNs;

    /**
     * Makes a source; it does nothing yet.
     *
     * @param simulator run by this source alone from now on
     * @param pace how fast event time passes
     * @param maxOutstanding frames handed over and not stored yet, 1 or more; the source waits beyond
     * @param ticker stamps, paces and waits
     */
    public SimulatorSource(Simulator simulator, FrameSink sink, Pace pace, int maxOutstanding, Ticker ticker) {
        this.simulator = simulator;
        this.pace = pace;
        this.ticker = ticker;
        outstanding = new Outstanding(sink, maxOutstanding);
    }

    /**
     * Starts the thread.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    public void start() {
        thread.start();
    }

    private void runForEver() {
        try {
            run(Long.MAX_VALUE);
        } catch (InterruptedException _) {
            LOG.debug("simulator stopped");
        } catch (RuntimeException failure) {
            LOG.atError().setCause(failure).addKeyValue("frames", frames()).log("simulator failed");
        }
    }

    /** Simulates a number of ticks on the calling thread, without waiting for the last frames to be stored. */
    void run(long ticks) throws InterruptedException {
        long firstNs = simulator.nextEventNs();
        long startedNs = ticker.nanoTime();
        for (long tick = 0; tick < ticks; tick++) {
            for (int sensor = 0; sensor < simulator.sensors(); sensor++) {
                long dueNs = startedNs + pace.wallNs(simulator.nextEventNs() - firstNs);
                if (pace.waits()) {
                    ticker.sleep(dueNs - ticker.nanoTime());
                }
                turn();
                lagNs = pace.waits() ? Math.max(0, ticker.nanoTime() - dueNs) : 0;
            }
        }
    }

    private void turn() throws InterruptedException {
        if (closed.get()) {
            throw new InterruptedException("closed");
        }
        outstanding.awaitRoom();
        for (TimedFrame frame : simulator.turn(ticker.epochNs())) {
            outstanding.awaitRoom();
            outstanding.send(frame.track(), frame.frame());
        }
    }

    /** Frames handed over so far. */
    public long frames() {
        return outstanding.sent();
    }

    /** Frames the broker has so far. */
    public long stored() {
        return outstanding.stored();
    }

    /** Frames the sink gave up so far. */
    public long lost() {
        return outstanding.lost();
    }

    /** How far behind its pace the source is; zero when it does not wait at all. */
    public Duration lag() {
        return Duration.ofNanos(lagNs);
    }

    /** Stops, and waits up to 10 s for the last frames to be stored. */
    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
        try {
            thread.join();
            outstanding.drain(DRAIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
