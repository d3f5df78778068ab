package gaitkeeper.deploy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Histogram;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** Latency and rate of one stage: a Prometheus histogram for ever, exact quantiles of the last ten seconds for people. */
final class StageLatency {
    private static final int SECONDS = 10;
    private static final long MAX_US = 600_000_000L;

    private final Histogram histogram;
    private final Recorder recorder = new Recorder(MAX_US, 2);
    private final LongAdder events = new LongAdder();
    private final Deque<org.HdrHistogram.Histogram> seconds = new ArrayDeque<>();
    /** Of the seconds together; asked for more often than it changes. */
    private org.HdrHistogram.Histogram latest = new org.HdrHistogram.Histogram(MAX_US, 2);
    private long lastEvents;
    private double rate;

    StageLatency(CollectorRegistry registry, String name, String help) {
        histogram = Histogram.build(name, help)
                .buckets(0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 2, 5, 10)
                .register(registry);
    }

    /** Records one latency. Clocks of two hosts may disagree, so a negative one counts as 0. */
    void record(long ns) {
        long safe = Math.max(0, ns);
        histogram.observe(safe / 1e9);
        recorder.recordValue(Math.min(MAX_US, safe / 1_000));
        events.increment();
    }

    /** Closes a second; called once a second by one thread. */
    synchronized void tick() {
        seconds.addLast(recorder.getIntervalHistogram());
        if (seconds.size() > SECONDS) {
            seconds.removeFirst();
        }
        latest = new org.HdrHistogram.Histogram(MAX_US, 2);
        seconds.forEach(latest::add);
        long now = events.sum();
        rate = now - lastEvents;
        lastEvents = now;
    }

    /** Events in the last full second. */
    synchronized double rate() {
        return rate;
    }

    /** Quantile of the last ten seconds, milliseconds. */
    synchronized double quantileMs(double q) {
        return latest.getTotalCount() == 0 ? 0 : latest.getValueAtPercentile(q * 100) / 1_000.0;
    }
}
