package gaitkeeper.core.wire;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts all tracks of a sensor on one partition, because who is seen together is decided together. Every producer of a topic
 * keyed by track must use it; other keys go where Kafka's own partitioner would put them.
 */
public final class BySensor implements Partitioner {
    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to set.
    }

    @Override
    public int partition(String topic, @Nullable Object key, byte @Nullable [] keyBytes, @Nullable Object value,
            byte @Nullable [] valueBytes, Cluster cluster) {
        int partitions = cluster.partitionsForTopic(topic).size();
        return keyBytes == null ? 0 : partition(keyBytes, partitions);
    }

    /** The partition of a key in its text form {@code sensor/session/track}. */
    static int partition(byte[] key, int partitions) {
        int end = 0;
        while (end < key.length && key[end] != '/') {
            end++;
        }
        return Utils.toPositive(Utils.murmur2(Arrays.copyOf(key, end))) % partitions;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
