package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.gallery.SnapshotReader;
import gaitkeeper.core.wire.LogEntries;
import gaitkeeper.core.wire.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** A gallery that follows an identity log. One thread applies entries; any number search meanwhile. */
public final class LoggedGallery implements Gallery {
    private static final String STORE = "gallery-replica";

    private final Supplier<ExemplarIndex> indices;
    private volatile ExemplarIndex index;
    private volatile Ledger ledger = Ledger.EMPTY;
    private volatile long erased;

    /**
     * Makes the gallery of an empty log.
     *
     * @param indices makes empty ones
     */
    LoggedGallery(Supplier<ExemplarIndex> indices) {
        this.indices = indices;
        this.index = indices.get();
    }

    /** The gallery of an empty log, for embeddings by this model. */
    public static LoggedGallery of(ModelSpec model) {
        return new LoggedGallery(() -> index(model));
    }

    private static ExemplarIndex index(ModelSpec model) {
        return new ExactIndex(model.metric(), model.calibration().comparison());
    }

    /** What a snapshot says people look like. */
    public static final class Looks implements BiConsumer<List<Exemplar>, Optional<IdentityId>> {
        private final ExemplarIndex index;

        private Looks(ExemplarIndex index) {
            this.index = index;
        }

        @Override
        public void accept(List<Exemplar> alike, Optional<IdentityId> owner) {
            owner.ifPresentOrElse(identity -> index.addAll(identity, alike), () -> alike.forEach(index::keep));
        }
    }

    /** Takes the exemplars of a snapshot, apart from this gallery: it may turn out to be damaged. */
    public Looks looks() {
        return new Looks(indices.get());
    }

    /**
     * Makes this the gallery of a snapshot. Before it follows the log, which may begin after the snapshot then.
     *
     * @throws MalformedException if the snapshot is not whole; this gallery is as it was
     */
    public void restore(SnapshotReader<Looks> snapshot) {
        Ledger restored = snapshot.ledger();
        index = snapshot.exemplars().index;
        ledger = restored;
    }

    /**
     * Keeps this gallery equal to the log: everything in it is applied before the first match, and as it grows. What is left of
     * the log is read from its beginning at every start, by every process that matches; what a snapshot has of it is passed over.
     */
    public void follow(StreamsBuilder builder) {
        // A global store gives what is wanted, the order "log first, then matching"; its key-value store stays empty.
        var empty = Stores
                .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
        builder.addGlobalStore(empty, Topics.IDENTITIES.name(),
                Consumed.with(Topics.IDENTITIES.keys(), LogEntries.after(() -> ledger.last())).withName("identities"),
                () -> new Apply(this));
    }

    private record Apply(LoggedGallery gallery) implements Processor<String, LogEntry, Void, Void> {
        @Override
        public void process(Record<String, LogEntry> record) {
            // What is known already is as a tombstone; and one in the log must not stop the process at every start.
            if (record.value() != null) {
                gallery.apply(record.value());
            }
        }
    }

    /**
     * Applies the next entry of the log; one that was applied already changes nothing.
     *
     * @throws IllegalStateException if entries before it are missing
     */
    public void apply(LogEntry entry) {
        if (entry.number() > ledger.last() + 1) {
            throw new IllegalStateException("the identity log goes on with entry " + entry.number() + " where entry "
                    + (ledger.last() + 1)
                    + " is due: those between were removed, and no snapshot that could be read has"
                    + " them; restore gk.snapshots, or import an export into a new cluster");
        }
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
        if (entry.event() instanceof Erased) {
            erased = ledger.last();
        }
    }

    /** Number of the last entry that erased somebody and was not in the snapshot; 0 if there was none. */
    public long erased() {
        return erased;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    /** The vectors of some exemplars; of those it does not hold (any more), none. */
    List<float[]> vectors(Collection<ExemplarId> exemplars) {
        return index.vectors(exemplars);
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
