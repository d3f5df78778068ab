package gaitkeeper.deploy;

import gaitkeeper.core.wire.BySensor;
import gaitkeeper.core.wire.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The only place where plain Kafka clients are made.
 *
 * @param bootstrap {@code host:port[,host:port...]}
 */
public record KafkaClients(String bootstrap) {
    /**
     * One request at a time: a new partition may tell the first batch to come back and take those behind it, and then the first is
     * out of order for ever. For producers that write much at once where nothing was written before.
     */
    static final Map<String, ?> ONE_BY_ONE = Map.of("max.in.flight.requests.per.connection", "1");
    /** What a client measures of itself is shown to nobody, and showing it by JMX takes much of the time in which a client is made. */
    static final Map<String, String> UNSEEN = Map.of("metric.reporters", "", "enable.metrics.push", "false");
    /** Buffer of a producer, bytes; sinks keep what is under way well below it so that {@code send} never blocks on it. */
    static final long PRODUCER_BUFFER = 64L << 20;

    /** A client for topics and groups. */
    public Admin admin() {
        return Admin.create(config(Map.of("default.api.timeout.ms", "15000", "request.timeout.ms", "10000")));
    }

    /**
     * These clients, if the cluster answers within some seconds.
     *
     * @throws IllegalStateException if it does not
     */
    KafkaClients reached() {
        try (Admin admin = admin()) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(5_000)).nodes().get();
            return this;
        } catch (ExecutionException e) {
            throw new IllegalStateException("no Kafka answers at " + bootstrap
                    + "; ./gaitkeeper up and demo print their address when they are ready", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting", e);
        }
    }

    /** An idempotent producer: acknowledged records are stored once, in order per key. */
    public <K, V> Producer<K, V> producer(Topic<K, V> topic) {
        return producer(topic, Map.of());
    }

    /** The same with other settings. */
    public <K, V> Producer<K, V> producer(Topic<K, V> topic, Map<String, ?> overrides) {
        return new KafkaProducer<>(producing(overrides), topic.keys().serializer(), topic.values().serializer());
    }

    /** The same for records that are bytes already. */
    Producer<byte[], byte[]> bytesProducer(Map<String, ?> overrides) {
        return new KafkaProducer<>(producing(overrides), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producing(Map<String, ?> overrides) {
        Map<String, Object> config = config(Map.of());
        config.put("acks", "all");
        config.put("partitioner.class", BySensor.class.getName());
        config.put("enable.idempotence", "true");
        config.put("linger.ms", "5");
        config.put("batch.size", "65536");
        config.put("buffer.memory", String.valueOf(PRODUCER_BUFFER));
        config.put("max.block.ms", "10000");
        config.put("delivery.timeout.ms", "120000");
        config.put("retry.backoff.ms", "50");
        config.putAll(overrides);
        return config;
    }

    /** A consumer of committed records that belongs to no group; bytes, because not all readers want all topics decoded. */
    public Consumer<byte[], byte[]> reader() {
        return reader(new ByteArrayDeserializer());
    }

    /** {@link #reader()} of values in another form. */
    <V> Consumer<byte[], V> reader(Deserializer<V> values) {
        return new KafkaConsumer<>(
                config(Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false", "max.poll.records", "2000",
                        "fetch.max.wait.ms", "100",
                        // The next fetch comes in while this one is worked on: larger than 64 KB, and as much as the system likes.
                        "max.partition.fetch.bytes", String.valueOf(4 << 20), "receive.buffer.bytes", "-1")),
                new ByteArrayDeserializer(), values);
    }

    private Map<String, Object> config(Map<String, ?> settings) {
        Map<String, Object> config = new HashMap<>(UNSEEN);
        config.put("bootstrap.servers", bootstrap);
        config.putAll(settings);
        return config;
    }

    /** All partitions of some topics. */
    static Collection<TopicPartition> partitions(Consumer<?, ?> consumer, Collection<String> topics) {
        return topics.stream().flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    }
}
