package gaitkeeper.deploy;

import gaitkeeper.core.wire.Codec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads committed records of one topic from where it ended when this was made. Used by one thread. */
final class TopicTail<V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Codec<V> codec;

    TopicTail(KafkaClients kafka, String topic, Codec<V> codec) {
        this.consumer = kafka.reader();
        this.codec = codec;
        Collection<TopicPartition> partitions = KafkaClients.partitions(consumer, List.of(topic));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position makes "the end" be now.
        partitions.forEach(consumer::position);
    }

    /**
     * Hands records over until {@code done}, or until none came for as long as {@code patience}.
     *
     * @return whether it was done
     */
    boolean readUntil(BooleanSupplier done, Duration patience, BiConsumer<byte[], V> to) {
        long last = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (read(to)) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > patience.toNanos()) {
                return false;
            }
        }
        return true;
    }

    /** Hands over what is there, or comes soon; tells whether there was anything. */
    boolean read(BiConsumer<byte[], V> to) {
        var records = consumer.poll(POLL);
        records.forEach(record -> to.accept(record.key(), codec.decode(record.value())));
        return !records.isEmpty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
