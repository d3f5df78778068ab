package gaitkeeper.deploy;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import gaitkeeper.core.wire.BySensor;
import gaitkeeper.core.wire.Site;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running topology: exactly once, restarted thread by thread when infrastructure fails. */
final class PipelineStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStreams.class);

    private static final long FORGET_WITHIN_MS = Duration.ofMinutes(10).toMillis();
    /** Of frames that led to no result; {@link PromptCommit} asks for the commit of results. */
    private static final int FRAMES_COMMIT_MS = 1_000;

    private final KafkaStreams streams;

    /** Makes it; what was restored of the identity log is not read again. */
    PipelineStreams(Topology topology, String bootstrap, NodeConfig config, PipelineMetrics metrics,
            Restored restored) {
        streams = new KafkaStreams(topology, properties(bootstrap, config, metrics), new StageClients(restored.log()));
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.atError().addKeyValue("cause", String.valueOf(failure.getMessage())).setCause(failure)
                    .log("stream thread failed and is replaced; nothing is lost, its transaction was not committed");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    /** Name of the application, and so of its consumer group: its roles. */
    static String applicationId(NodeConfig config) {
        return Site.clientPrefix() + config.roles().stream().filter(role -> role != Role.INGEST).sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining("-"));
    }

    void start() {
        streams.start();
    }

    /** Whether tasks are running here: RUNNING alone is also said before any task was assigned. */
    boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING
                && streams.metadataForLocalThreads().stream().anyMatch(thread -> !thread.activeTasks().isEmpty());
    }

    String state() {
        return streams.state().name();
    }

    /** What Kafka Streams measures of itself. */
    Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    @Override
    public void close() {
        // Who only falls silent is waited for, by the next process as by the others, until its session has run out.
        streams.close(CloseOptions.timeout(Duration.ofSeconds(10)).withGroupMembershipOperation(LEAVE_GROUP));
    }

    private static Properties properties(String bootstrap, NodeConfig config, PipelineMetrics metrics) {
        var p = new Properties();
        p.putAll(KafkaClients.UNSEEN);
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config));
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(StreamsConfig.STATE_DIR_CONFIG, config.data().resolve("streams").toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, FRAMES_COMMIT_MS);
        p.put(StreamsConfig.POLL_MS_CONFIG, 5);
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4_000);
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.kafka().isPresent() ? -1 : 1);
        p.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, RejectUnreadable.class);
        p.put(RejectUnreadable.METRICS, metrics);
        p.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1);
        // What a stage has forgotten of a track must leave the disk, not at some time but soon.
        p.put(StreamsConfig.topicPrefix("max.compaction.lag.ms"), String.valueOf(FORGET_WITHIN_MS));
        p.put(StreamsConfig.topicPrefix("segment.ms"), String.valueOf(FORGET_WITHIN_MS));
        consumer(p);
        producer(p);
        return p;
    }

    private static void consumer(Properties p) {
        p.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        p.put(StreamsConfig.consumerPrefix("max.poll.records"), 2_000);
        p.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
        p.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 1_500);
        p.put(StreamsConfig.consumerPrefix("max.partition.fetch.bytes"), 4 << 20);
        // A partition that was just given waits until a fetch without it comes back empty: half a second by default.
        p.put(StreamsConfig.consumerPrefix("fetch.max.wait.ms"), 50);
    }

    private static void producer(Properties p) {
        // After a commit the next transaction's first request is told to come back; the default pause hides 100 ms.
        p.put(StreamsConfig.producerPrefix("retry.backoff.ms"), 5);
        p.put(StreamsConfig.producerPrefix("linger.ms"), 1);
        p.put(StreamsConfig.producerPrefix("partitioner.class"), BySensor.class.getName());
        // The first batch of a transaction may be told to come back, and then those behind it arrive out of order.
        p.put(StreamsConfig.producerPrefix("max.in.flight.requests.per.connection"), 1);
        p.put(StreamsConfig.producerPrefix("batch.size"), 512 << 10);
        // A crashed transaction holds readers of committed records back for this long.
        p.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 10_000);
    }
}
