package gaitkeeper.matcher;

import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.wire.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** Keeps a gallery equal to the identity log: everything in it is applied before the first match, and as it grows. */
public final class GalleryReplica {
    private static final String STORE = "gallery-replica";

    private GalleryReplica() {}

    /**
     * Attaches a gallery to the log. The log is read from its beginning at every start (nothing is stored beside it), by every
     * process that matches.
     */
    public static void attach(StreamsBuilder builder, Gallery gallery) {
        // A global store gives what is wanted, the order "log first, then matching"; its key-value store stays empty.
        var empty = Stores
                .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
        builder.addGlobalStore(empty, Topics.IDENTITIES.name(),
                Consumed.with(Topics.IDENTITIES.keys(), Topics.IDENTITIES.values()).withName("identities"),
                () -> new Apply(gallery));
    }

    private record Apply(Gallery gallery) implements Processor<String, IdentityEvent, Void, Void> {
        @Override
        public void process(Record<String, IdentityEvent> record) {
            // The log is read at every start, so one foreign tombstone in it must not stop the process for ever.
            if (record.value() != null) {
                gallery.apply(record.value());
            }
        }
    }
}
