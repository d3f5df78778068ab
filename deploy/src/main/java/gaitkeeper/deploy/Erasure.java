package gaitkeeper.deploy;

import gaitkeeper.core.wire.Topic;
import gaitkeeper.core.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What becomes of somebody on Kafka's topics after they were erased. */
final class Erasure {
    /** What passes through: kept for a time, by track, so that one person cannot be taken out of it. */
    private static final List<Topic<?, ?>> STREAMS = List.of(Topics.FRAMES, Topics.SEQUENCES, Topics.EMBEDDINGS,
            Topics.MATCHES, Topics.REJECTED);

    private final KafkaClients kafka;
    private final Snapshots snapshots;

    Erasure(KafkaClients kafka) {
        this.kafka = kafka;
        this.snapshots = new Snapshots(kafka);
    }

    /**
     * A topic that may still tell of somebody.
     *
     * @param topic its name
     * @param records how many it holds
     * @param kept how long it keeps a record at most
     */
    record Left(String topic, long records, Duration kept) {}

    /**
     * Waits until the log before the erasure is gone and a snapshot without the person stands in its place.
     *
     * @param entry number of the entry that erased them
     * @return false if nobody did it in time: no matcher runs
     */
    boolean awaitCleanLog(long entry, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        do {
            var newest = snapshots.newest(Snapshots::namesOnly);
            if (newest.isPresent() && newest.get().content().head().last() >= entry
                    && begins(LogCompactor.LOG) >= newest.get().place().log()
                    && begins(Snapshots.PARTITION) >= newest.get().place().head()) {
                return true;
            }
        } while (System.nanoTime() < until);
        return false;
    }

    private long begins(TopicPartition partition) {
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /** Empties the topics that everything passes through, of everybody. What a stage has not read yet is lost with it. */
    void emptyStreams() throws IOException {
        try (var cutter = new TopicCutter(kafka); Consumer<byte[], byte[]> consumer = kafka.reader()) {
            for (Topic<?, ?> topic : STREAMS) {
                cutter.cutForGood(topic, consumer.endOffsets(KafkaClients.partitions(consumer, List.of(topic.name()))));
            }
        }
    }

    /** What is left on the topics that everything passes through. */
    List<Left> left() throws IOException {
        List<Left> left = new ArrayList<>();
        try (Admin admin = kafka.admin(); Consumer<byte[], byte[]> consumer = kafka.reader()) {
            for (Topic<?, ?> topic : STREAMS) {
                Collection<TopicPartition> partitions = KafkaClients.partitions(consumer, List.of(topic.name()));
                Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
                long records = consumer.endOffsets(partitions).entrySet().stream()
                        .mapToLong(end -> end.getValue() - begin.getOrDefault(end.getKey(), 0L)).sum();
                left.add(new Left(topic.name(), records, kept(admin, topic)));
            }
        }
        return left;
    }

    private static Duration kept(Admin admin, Topic<?, ?> topic) throws IOException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try {
            var config = Objects.requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
            return Duration.ofMillis(Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value()));
        } catch (ExecutionException e) {
            throw new IOException("cannot read how long " + topic.name() + " is kept: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading settings", e);
        }
    }
}
