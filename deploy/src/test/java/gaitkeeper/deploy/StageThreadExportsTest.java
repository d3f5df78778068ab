package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/** Kafka Streams' own figures, as Prometheus gets them. */
class StageThreadExportsTest {
    private static final String GROUP = "stream-thread-metrics";

    private static Metric metric(String group, String name, String thread, Object value) {
        var full = new MetricName(name, group, "", Map.of("thread-id", thread));
        return new Metric() {
            @Override
            public MetricName metricName() {
                return full;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }

    private static CollectorRegistry exported(Metric metric) {
        var registry = new CollectorRegistry();
        new StageThreadExports(() -> Map.of(metric.metricName(), metric)).register(registry);
        return registry;
    }

    @Test
    void sharesAreToldByThreadAndActivity() {
        CollectorRegistry registry = exported(metric(GROUP, "commit-ratio", "gk-app-0af-StreamThread-2", 0.25));

        assertThat(registry.getSampleValue("gaitkeeper_stages_thread_share", new String[]{"thread", "activity"},
                new String[]{"2", "commit"})).isEqualTo(0.25);
    }

    @Test
    void commitsAreToldInSeconds() {
        CollectorRegistry registry = exported(metric(GROUP, "commit-latency-avg", "gk-app-0af-StreamThread-1", 3.0));

        assertThat(registry.getSampleValue("gaitkeeper_stages_commit_seconds", new String[]{"thread"},
                new String[]{"1"})).isEqualTo(0.003);
    }

    @Test
    void whatWasNeverMeasuredIsLeftOut() {
        CollectorRegistry registry = exported(metric(GROUP, "commit-ratio", "gk-app-0af-StreamThread-2", Double.NaN));

        assertThat(registry.getSampleValue("gaitkeeper_stages_thread_share", new String[]{"thread", "activity"},
                new String[]{"2", "commit"})).isNull();
    }

    @Test
    void otherFiguresOfKafkaAreNotShown() {
        CollectorRegistry registry = exported(metric("stream-task-metrics", "commit-ratio", "a-StreamThread-2", 0.5));

        assertThat(registry.metricFamilySamples().nextElement().samples).isEmpty();
    }
}
