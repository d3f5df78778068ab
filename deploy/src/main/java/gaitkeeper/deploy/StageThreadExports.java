package gaitkeeper.deploy;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What the threads of the stages spend their time on, as Kafka Streams has measured it in the last half minute to minute. */
final class StageThreadExports extends Collector {
    private static final String GROUP = "stream-thread-metrics";
    private static final Map<String, String> SHARES = Map.of("poll-ratio", "poll", "process-ratio", "process",
            "punctuate-ratio", "punctuate", "commit-ratio", "commit");
    private static final String COMMIT = "commit-latency-avg";

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;

    /**
     * Makes them.
     *
     * @param metrics of Kafka Streams, asked at every scrape
     */
    StageThreadExports(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var share = new GaugeMetricFamily("gaitkeeper_stages_thread_share",
                "Share of its time that a thread of the stages spends on an activity.", List.of("thread", "activity"));
        var commit = new GaugeMetricFamily("gaitkeeper_stages_commit_seconds",
                "How long a commit holds up a thread of the stages, on average.", List.of("thread"));
        metrics.get().forEach((name, metric) -> {
            if (name.group().equals(GROUP) && metric.metricValue() instanceof Double value && !value.isNaN()) {
                String thread = number(name.tags().getOrDefault("thread-id", ""));
                String activity = SHARES.get(name.name());
                if (activity != null) {
                    share.addMetric(List.of(thread, activity), value);
                } else if (name.name().equals(COMMIT)) {
                    commit.addMetric(List.of(thread), value / 1e3);
                }
            }
        });
        return List.of(share, commit);
    }

    /** The last part of {@code <application>-<uuid>-StreamThread-1}. */
    private static String number(String thread) {
        return thread.substring(thread.lastIndexOf('-') + 1);
    }
}
