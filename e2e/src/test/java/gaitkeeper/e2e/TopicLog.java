package gaitkeeper.e2e;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.wire.Codec;
import gaitkeeper.deploy.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Everything readable that was committed to one topic, from its beginning. Used by one thread. */
final class TopicLog<V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Codec<V> codec;
    private final List<V> values = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    TopicLog(String bootstrap, String topic, Codec<V> codec) {
        this.consumer = new KafkaClients(bootstrap).reader();
        this.codec = codec;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on, and returns all that was read so far. */
    List<V> read() {
        consumer.poll(POLL).forEach(this::add);
        return values;
    }

    /** Keys of all that was read so far, as text. */
    List<String> keys() {
        return keys;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                values.add(codec.decode(record.value()));
                keys.add(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8));
            }
        } catch (MalformedException _) {
            // Garbage that a test wrote.
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
