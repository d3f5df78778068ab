package gaitkeeper.deploy;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of the stages. As Kafka Streams makes them, but that what a snapshot has of the identity log is not read again (of
 * 100,000 people that took 0.6 s), and that a thread with something to commit does not wait for frames.
 *
 * @param known offset of the first entry of the identity log that is not known yet
 */
record StageClients(long known) implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new Attentive(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new FromKnown(config, known);
    }

    /** Tells the {@link Burst} of its thread that it is over, and does not wait for frames while an answer waits for its commit. */
    private static final class Attentive extends KafkaConsumer<byte[], byte[]> {
        private static final Duration SHORT = Duration.ofMillis(1);

        Attentive(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Burst burst = Burst.ofThread();
            burst.polled();
            return super.poll(burst.awaitsCommit() ? SHORT : timeout);
        }
    }

    /** Begins behind what is known of the identity log, unless the log begins even later. */
    private static final class FromKnown extends KafkaConsumer<byte[], byte[]> {
        private final long known;

        FromKnown(Map<String, Object> config, long known) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.known = known;
        }

        @Override
        public void seekToBeginning(Collection<TopicPartition> partitions) {
            super.seekToBeginning(partitions);
            if (partitions.contains(LogCompactor.LOG) && position(LogCompactor.LOG) < known) {
                seek(LogCompactor.LOG, known);
            }
        }
    }
}
