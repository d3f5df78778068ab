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

/** The audit log as Kafka keeps it. Read rarely, so each reading has a consumer of its own. */
final class KafkaAudit implements AuditArchive {
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
            PartitionRange.from(consumer, AUDIT, from).read(consumer, PATIENCE, record -> {
                add(record, entries);
                return entries.size() < limit;
            });
        }
        return entries;
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, List<Placed> entries) {
        try {
            entries.add(new Placed(record.offset(), Topics.AUDIT_ENTRY.decode(record.value())));
        } catch (MalformedException _) {
            // Somebody else wrote to the topic; it is no entry of ours.
        }
    }
}
