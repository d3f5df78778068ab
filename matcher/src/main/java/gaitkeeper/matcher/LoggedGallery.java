package gaitkeeper.matcher;

import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** A gallery that follows an identity log. One thread applies entries; any number search meanwhile. */
public final class LoggedGallery implements Gallery {
    private static final String STORE = "gallery-replica";

    private final ExemplarIndex index;
    private volatile Ledger ledger = Ledger.EMPTY;

    /** Makes the gallery of an empty log. */
    LoggedGallery(ExemplarIndex index) {
        this.index = index;
    }

    /** The gallery of an empty log, for embeddings by this model. */
    public static LoggedGallery of(ModelSpec model) {
        return new LoggedGallery(new ExactIndex(model.metric(), model.calibration().comparison()));
    }

    /**
     * Keeps this gallery equal to the log: everything in it is applied before the first match, and as it grows. The log is
     * read from its beginning at every start, by every process that matches.
     */
    public void follow(StreamsBuilder builder) {
        // A global store gives what is wanted, the order "log first, then matching"; its key-value store stays empty.
        var empty = Stores
                .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
        builder.addGlobalStore(empty, Topics.IDENTITIES.name(),
                Consumed.with(Topics.IDENTITIES.keys(), Topics.IDENTITIES.values()).withName("identities"),
                () -> new Apply(this));
    }

    private record Apply(LoggedGallery gallery) implements Processor<String, LogEntry, Void, Void> {
        @Override
        public void process(Record<String, LogEntry> record) {
            // The log is read at every start, so one foreign tombstone in it must not stop the process for ever.
            if (record.value() != null) {
                gallery.apply(record.value());
            }
        }
    }

    /** Applies the next entry of the log; one that was applied already changes nothing. */
    public void apply(LogEntry entry) {
        Ledger.Step step = ledger.apply(entry);
        if (entry.event() instanceof ExemplarAdded added && !step.shown().isEmpty()) {
            index.add(added.identity(), added.exemplar());
            ledger = step.after();
        } else {
            // Before the vectors, so that whoever a search finds can be looked up.
            ledger = step.after();
            if (!step.shown().isEmpty()) {
                index.assign(step.shown());
            }
        }
        index.forget(step.forgotten());
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public List<Hit> search(ModelId model, float[] probe, int limit) {
        return index.search(model, probe, limit);
    }

    @Override
    public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
        return index.likeliest(model, track, limit);
    }

    @Override
    public int size(ModelId model) {
        return index.size(model);
    }
}
