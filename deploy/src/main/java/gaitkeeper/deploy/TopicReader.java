package gaitkeeper.deploy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Codec;
import gaitkeeper.core.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads all committed records that a topic holds now, one partition after the other. Unreadable ones are skipped and counted. */
final class TopicReader {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaClients kafka;
    private long unreadable;

    TopicReader(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Takes records of one partition in their order. */
    interface Reader<V> {
        void read(byte[] key, V value) throws IOException;

        /** A partition has been read. */
        default void endOfPartition() throws IOException {}
    }

    <V> void read(String topic, Codec<V> codec, Reader<V> to) throws IOException {
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            for (TopicPartition partition : KafkaClients.partitions(consumer, List.of(topic))) {
                PartitionRange.whole(consumer, partition).<byte[], IOException>read(consumer, PATIENCE, record -> {
                    read(record, codec, to);
                    return true;
                });
                to.endOfPartition();
            }
        }
    }

    private <V> void read(ConsumerRecord<byte[], byte[]> record, Codec<V> codec, Reader<V> to) throws IOException {
        if (record.key() == null || record.value() == null) {
            return;
        }
        V value;
        try {
            value = codec.decode(record.value());
        } catch (MalformedException _) {
            unreadable++;
            return;
        }
        to.read(record.key(), value);
    }

    /** The track a record belongs to. */
    static TrackId track(byte[] key) {
        return Topics.TRACK.decode(key);
    }

    /** Records that were no value of their topic. */
    long unreadable() {
        return unreadable;
    }
}
