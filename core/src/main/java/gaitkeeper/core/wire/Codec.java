package gaitkeeper.core.wire;

import gaitkeeper.core.MalformedException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One type's binary form, version byte first.
 *
 * @param <T> the type
 */
public interface Codec<T> {
    /** Writes {@code value}. */
    byte[] encode(T value);

    /**
     * Reads a value back.
     *
     * @throws MalformedException if the bytes are anything else than a value of a known version; never another exception, and
     *     never an allocation larger than a small multiple of the input
     */
    T decode(byte[] bytes);

    /** The same as a Kafka serde; a tombstone stays {@code null}. */
    @SuppressWarnings("NullAway") // Kafka's serdes hand null through for tombstones and are not annotated.
    default Serde<T> serde() {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : encode(value),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }
}
