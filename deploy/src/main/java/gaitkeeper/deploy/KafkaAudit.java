package gaitkeeper.deploy;

import gaitkeeper.api.AuditArchive;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The audit log as Kafka keeps it. Read rarely, so each reading has a consumer of its own. */
final class KafkaAudit implements AuditArchive {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TopicPartition AUDIT = new TopicPartition(Topics.AUDIT.name(), 0);

    private final KafkaClients kafka;

    KafkaAudit(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public List<Placed> read(long from, int limit) {
        List<Placed> entries = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            consumer.assign(List.of(AUDIT));
            long end = consumer.endOffsets(List.of(AUDIT)).getOrDefault(AUDIT, 0L);
            consumer.seek(AUDIT, from);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (entries.size() < limit && consumer.position(AUDIT) < end) {
                if (System.nanoTime() > until) {
                    throw new TimeoutException("the broker gives nothing");
                }
                consumer.poll(POLL).forEach(record -> add(record, entries));
            }
        }
        return entries.subList(0, Math.min(limit, entries.size()));
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, List<Placed> entries) {
        try {
            entries.add(new Placed(record.offset(), Topics.AUDIT_ENTRY.decode(record.value())));
        } catch (MalformedException _) {
            // Somebody else wrote to the topic; it is no entry of ours.
        }
    }
}
