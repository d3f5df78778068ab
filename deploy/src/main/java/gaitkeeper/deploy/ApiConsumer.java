package gaitkeeper.deploy;

import gaitkeeper.api.Api;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the API: the identity log, from its beginning or from the latest entries that a snapshot has, the latest matches once more,
 * so that it knows who was where before this process started, and refusals from now on.
 */
final class ApiConsumer implements PollingThread.Reader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiConsumer.class);
    private static final TopicPartition IDENTITIES = new TopicPartition(Topics.IDENTITIES.name(), 0);

    /** Of each partition; about an hour of twenty people in view, read in under a second. */
    private static final long MATCHES_AGAIN = 100_000;
    /** Of those that a snapshot has; for clients who want to know what happened last. */
    private static final long ENTRIES_AGAIN = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Api api;
    private final Map<TopicPartition, Long> ends;
    private final PollingThread thread;
    private volatile boolean caughtUp;

    /** Continues with a consumer that {@link #start(Consumer, long)} has set up. */
    ApiConsumer(Consumer<byte[], byte[]> consumer, Api api) {
        this.consumer = consumer;
        this.api = api;
        this.ends = consumer.endOffsets(
                consumer.assignment().stream().filter(partition -> lane(partition).isPresent()).toList());
        this.thread = new PollingThread("api-reader", consumer, this);
    }

    /**
     * Puts a consumer at its beginning, and says where that is.
     *
     * @param known offset of the first entry of the identity log that is not known yet
     */
    static Map<Lane, Long> start(Consumer<byte[], byte[]> consumer, long known) {
        Collection<TopicPartition> refusals = KafkaClients.partitions(consumer, List.of(Topics.REJECTED.name()));
        Collection<TopicPartition> matches = KafkaClients.partitions(consumer, List.of(Topics.MATCHES.name()));
        List<TopicPartition> all = new ArrayList<>(refusals);
        all.addAll(matches);
        all.add(IDENTITIES);
        consumer.assign(all);
        consumer.seekToEnd(refusals);
        consumer.seekToBeginning(List.of(IDENTITIES));
        if (consumer.position(IDENTITIES) < known - ENTRIES_AGAIN) {
            consumer.seek(IDENTITIES, known - ENTRIES_AGAIN);
        }
        Map<TopicPartition, Long> first = consumer.beginningOffsets(matches);
        consumer.endOffsets(matches).forEach(
                (partition, end) -> consumer.seek(partition,
                        Math.max(end - MATCHES_AGAIN, first.getOrDefault(partition, 0L))));
        Map<Lane, Long> start = new HashMap<>();
        all.forEach(partition -> lane(partition).ifPresent(lane -> start.put(lane, consumer.position(partition))));
        return start;
    }

    /** The lane of a partition, if its records are events. */
    static Optional<Lane> lane(TopicPartition partition) {
        return Optional.ofNullable(
                partition.topic().equals(Topics.MATCHES.name())
                        ? new Lane(Lane.Kind.MATCH, partition.partition())
                        : partition.topic().equals(Topics.IDENTITIES.name())
                                ? new Lane(Lane.Kind.IDENTITY, partition.partition())
                                : null);
    }

    /**
     * The event in a record.
     *
     * @throws MalformedException if it is none
     */
    static Event event(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        return switch (lane.kind()) {
            case MATCH -> new Event.Matched(lane, record.offset(), Topics.MATCH.decode(record.value()));
            case IDENTITY -> new Event.Logged(lane, record.offset(), Topics.LOG_ENTRY.decode(record.value()));
        };
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.alive();
    }

    boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void look() {
        if (!caughtUp && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            api.caughtUp();
            caughtUp = true;
        }
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            Optional<Lane> lane = lane(new TopicPartition(record.topic(), record.partition()));
            if (lane.isPresent()) {
                api.heard(event(lane.get(), record));
            } else {
                api.refused(new String(record.key(), StandardCharsets.UTF_8), Topics.REJECTION.decode(record.value()));
            }
        } catch (MalformedException e) {
            LOG.atDebug().addKeyValue("topic", record.topic()).log("unreadable record; the pipeline reports it");
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
