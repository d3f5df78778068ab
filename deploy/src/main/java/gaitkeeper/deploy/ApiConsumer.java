package gaitkeeper.deploy;

import gaitkeeper.api.Api;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds the API: the identity log from its beginning, matches and refusals from now on. */
final class ApiConsumer implements PollingThread.Reader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiConsumer.class);
    private static final TopicPartition IDENTITIES = new TopicPartition(Topics.IDENTITIES.name(), 0);

    private final Consumer<byte[], byte[]> consumer;
    private final Api api;
    private final long identitiesEnd;
    private final PollingThread thread;
    private volatile boolean caughtUp;

    /** Continues with a consumer that {@link #start(Consumer)} has set up. */
    ApiConsumer(Consumer<byte[], byte[]> consumer, Api api) {
        this.consumer = consumer;
        this.api = api;
        this.identitiesEnd = Objects.requireNonNull(consumer.endOffsets(List.of(IDENTITIES)).get(IDENTITIES));
        this.thread = new PollingThread("api-reader", consumer, this);
    }

    /** Puts a consumer at its beginning, and says where that is. */
    static Map<Lane, Long> start(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>(KafkaClients.partitions(consumer,
                List.of(Topics.MATCHES.name(), Topics.REJECTED.name())));
        List<TopicPartition> fromNow = List.copyOf(all);
        all.add(IDENTITIES);
        consumer.assign(all);
        consumer.seekToEnd(fromNow);
        consumer.seekToBeginning(List.of(IDENTITIES));
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
        caughtUp = caughtUp || consumer.position(IDENTITIES) >= identitiesEnd;
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
