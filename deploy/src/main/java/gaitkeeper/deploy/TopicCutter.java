package gaitkeeper.deploy;

import gaitkeeper.core.wire.Site;
import gaitkeeper.core.wire.Topic;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Removes the beginnings of partitions. */
final class TopicCutter implements AutoCloseable {
    private static final String WRITER = Site.clientPrefix() + "cutter";
    private static final int CONFIG_LOOKS = 200;

    private final KafkaClients kafka;
    private final Admin admin;

    TopicCutter(KafkaClients kafka) {
        this.kafka = kafka;
        this.admin = kafka.admin();
    }

    /** Removes what lies before some offsets: nobody can read it any more. Its bytes leave the disk when their file is full. */
    void cut(Map<TopicPartition, Long> before) throws IOException {
        await(admin.deleteRecords(before.entrySet().stream().collect(Collectors
                .toMap(Map.Entry::getKey, entry -> RecordsToDelete.beforeOffset(entry.getValue())))).all());
    }

    /**
     * Removes what lies before some offsets of one topic so that its bytes leave the disks too: when the brokers look for old files
     * next, after five minutes at most unless they are told otherwise.
     */
    void cutForGood(Topic<?, ?> topic, Map<TopicPartition, Long> before) throws IOException {
        beginFiles(topic, before.keySet());
        cut(before);
    }

    /** Lets what is written next begin a new file of each partition: a file is removed whole, when all in it was cut off. */
    void beginFiles(Topic<?, ?> topic, Collection<TopicPartition> partitions) throws IOException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        String earlier = setting(resource);
        set(resource, Optional.of("1"));
        try {
            awaitSetting(resource, "1");
            append(partitions);
        } finally {
            set(resource, earlier.isEmpty() ? Optional.empty() : Optional.of(earlier));
        }
    }

    /** How far a group has read a topic. */
    Map<TopicPartition, Long> read(String group, Topic<?, ?> topic) throws IOException {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic.name()) && entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** An aborted record is seen by no reader of committed ones; there is no other way to make a broker begin a file. */
    private void append(Collection<TopicPartition> partitions) throws IOException {
        Map<String, ?> overrides = Map.of("transactional.id", WRITER, "linger.ms", "0");
        try (Producer<byte[], byte[]> producer = kafka.bytesProducer(overrides)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (TopicPartition partition : partitions) {
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), new byte[0], new byte[0]))
                        .get();
            }
            producer.abortTransaction();
        } catch (ExecutionException e) {
            throw new IOException("the broker does not begin new files: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void set(ConfigResource resource, Optional<String> segmentMs) throws IOException {
        var entry = new ConfigEntry(TopicConfig.SEGMENT_MS_CONFIG, segmentMs.orElse(""));
        await(admin.incrementalAlterConfigs(Map.of(resource,
                List.of(new AlterConfigOp(entry, segmentMs.isPresent() ? OpType.SET : OpType.DELETE)))).all());
    }

    private void awaitSetting(ConfigResource resource, String wanted) throws IOException {
        for (int look = 0; !setting(resource).equals(wanted); look++) {
            if (look == CONFIG_LOOKS) {
                throw new IOException("the brokers do not take a setting of " + resource.name());
            }
        }
    }

    /** The topic's own setting, or nothing if it has the brokers'. */
    private String setting(ConfigResource resource) throws IOException {
        Config config = Objects.requireNonNull(await(admin.describeConfigs(List.of(resource)).all()).get(resource));
        ConfigEntry entry = config.get(TopicConfig.SEGMENT_MS_CONFIG);
        return entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG ? entry.value() : "";
    }

    private static <T> T await(KafkaFuture<T> future) throws IOException {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker does not do as it is asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while removing records", e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
