package gaitkeeper.core.wire;

import gaitkeeper.core.LogEntry;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The identity log for those who know its beginning, from a snapshot. */
public final class LogEntries {
    private LogEntries() {}

    /**
     * As {@link Topics#LOG_ENTRY}, but gives {@code null}, as for a tombstone, for entries that are known: they are mostly vectors, and
     * reading those takes time that a restart does not have.
     *
     * @param last number of the last entry that is known, asked for each one
     */
    @SuppressWarnings("NullAway") // Kafka's serdes hand null through for tombstones and are not annotated.
    public static Serde<LogEntry> after(LongSupplier last) {
        Serde<LogEntry> all = Topics.LOG_ENTRY.serde();
        return Serdes.serdeFrom(all.serializer(),
                (topic, bytes) -> bytes == null || isKnown(LogEntryCodec.number(bytes), last)
                        ? null
                        : all.deserializer().deserialize(topic, bytes));
    }

    private static boolean isKnown(long number, LongSupplier last) {
        return number != 0 && number <= last.getAsLong();
    }
}
