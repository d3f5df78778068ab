package gaitkeeper.deploy;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Part of a partition.
 *
 * @param from offset, inclusive
 * @param to offset, exclusive; not after the partition's end, or reading waits for it
 */
record PartitionRange(TopicPartition partition, long from, long to) {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Takes records; says whether it wants more of them. */
    @FunctionalInterface
    interface Visitor<V, E extends Exception> {
        boolean visit(ConsumerRecord<byte[], V> record) throws E;
    }

    /** All that a partition holds now. */
    static PartitionRange whole(Consumer<?, ?> consumer, TopicPartition partition) {
        return from(consumer, partition,
                consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L));
    }

    /** What a partition holds now from an offset on. */
    static PartitionRange from(Consumer<?, ?> consumer, TopicPartition partition, long from) {
        return new PartitionRange(partition, from,
                consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
    }

    /**
     * Hands over the committed records, each once and in their order, for as long as they are wanted.
     *
     * @param consumer is given the partition
     * @param patience how long the broker may be silent
     * @throws TimeoutException if it is silent for longer
     */
    <V, E extends Exception> void read(Consumer<byte[], V> consumer, Duration patience, Visitor<V, E> visitor)
            throws E {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long heard = System.nanoTime();
        for (long before = from; before < to; before = consumer.position(partition)) {
            for (ConsumerRecord<byte[], V> record : consumer.poll(POLL)) {
                if (record.offset() >= to || !visitor.visit(record)) {
                    return;
                }
            }
            if (consumer.position(partition) != before) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > patience.toNanos()) {
                throw new TimeoutException(partition + " gives nothing beyond offset " + before + " of " + to + " for "
                        + patience.toSeconds() + " s; is the broker well?");
            }
        }
    }
}
