package gaitkeeper.core.wire;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic's name with the types of its keys and values.
 *
 * @param <K> key type
 * @param <V> value type
 * @param name the Kafka topic
 * @param keys how keys are written
 * @param values how values are written
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {}
