package gaitkeeper.deploy;

import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Events as Kafka keeps them. One reader at a time; its consumer is made when somebody first asks. */
final class KafkaArchive implements Archive, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClients kafka;
    private @Nullable Consumer<byte[], byte[]> consumer;

    KafkaArchive(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public synchronized Page read(Cursor from, Cursor to, int limit) {
        Consumer<byte[], byte[]> reader = consumer == null ? kafka.reader() : consumer;
        consumer = reader;
        Map<TopicPartition, Long> wanted = new HashMap<>();
        to.lanes().stream().filter(lane -> from.next(lane) < to.next(lane))
                .forEach(lane -> wanted.put(partition(lane), to.next(lane)));
        reader.assign(wanted.keySet());
        wanted.keySet().forEach(partition -> reader.seek(partition, from.next(lane(partition))));
        List<Event> events = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (events.size() < limit && wanted.keySet().stream().anyMatch(p -> reader.position(p) < end(wanted, p))) {
            if (System.nanoTime() > until) {
                throw new TimeoutException("the broker gives nothing");
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                add(record, wanted, events);
            }
        }
        Map<Lane, Long> reached = new HashMap<>();
        wanted.forEach((partition, end) -> reached.put(lane(partition), Math.min(end, reader.position(partition))));
        return new Page(events, Cursor.at(reached));
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> wanted,
            List<Event> events) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < end(wanted, partition) && record.value() != null) {
            try {
                events.add(ApiConsumer.event(lane(partition), record));
            } catch (MalformedException _) {
                // The pipeline has reported it; there is no event in it.
            }
        }
    }

    private static long end(Map<TopicPartition, Long> wanted, TopicPartition partition) {
        return Objects.requireNonNull(wanted.get(partition));
    }

    private static TopicPartition partition(Lane lane) {
        return new TopicPartition(
                lane.kind() == Lane.Kind.MATCH ? Topics.MATCHES.name() : Topics.IDENTITIES.name(), lane.partition());
    }

    private static Lane lane(TopicPartition partition) {
        return ApiConsumer.lane(partition).orElseThrow();
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
