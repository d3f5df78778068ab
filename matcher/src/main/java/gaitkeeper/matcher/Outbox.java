package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The identity log as its writer sees it: what a replica shows, and the entries it does not show yet. Those are kept in a store
 * that commits with them, so that after a crash or a move to another process both fit together again.
 */
final class Outbox {
    static final String STORE = "registrar-outbox";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NS = 1_000_000;

    private final KeyValueStore<Long, LogEntry> store;
    private final Gallery replica;
    private final Supplier<ExemplarIndex> indices;
    private final SortedMap<Long, LogEntry> unseen = new TreeMap<>();
    /** Made when it is searched: most commands search nothing. */
    private @Nullable ExemplarIndex unseenIndex;
    private Ledger ledger;

    Outbox(KeyValueStore<Long, LogEntry> store, Gallery replica, Supplier<ExemplarIndex> indices) {
        this.store = store;
        this.replica = replica;
        this.indices = indices;
        try (var all = store.all()) {
            all.forEachRemaining(entry -> unseen.put(entry.key, entry.value));
        }
        ledger = replicaUpTo(unseen.isEmpty() ? 0 : unseen.firstKey() - 1);
        unseen.values().forEach(entry -> ledger = ledger.apply(entry).after());
    }

    /** Another process may have written the log until now and seen more of it than the replica here. */
    private Ledger replicaUpTo(long number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (replica.ledger().last() < number) {
            if (System.nanoTime() > deadline) {
                throw new StreamsException("the gallery shows entry " + replica.ledger().last()
                        + " of the identity log, but its writer needs " + number);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        return replica.ledger();
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Long(),
                Topics.LOG_ENTRY.serde()).withCachingEnabled());
    }

    /** Makes the next entry of the log. */
    LogEntry add(UUID command, String by, long timeNs, IdentityEvent event) {
        var entry = new LogEntry(ledger.last() + 1, command, by, timeNs, event);
        store.put(entry.number(), entry);
        unseen.put(entry.number(), entry);
        ledger = ledger.apply(entry).after();
        unseenIndex = null;
        return entry;
    }

    private void show(LogEntry entry, ExemplarIndex index) {
        if (entry.event() instanceof ExemplarAdded added) {
            Exemplar exemplar = added.exemplar();
            ledger.owner(exemplar.id()).ifPresent(owner -> index.add(owner, exemplar));
        }
    }

    private ExemplarIndex unseenIndex() {
        ExemplarIndex known = unseenIndex;
        if (known == null) {
            ExemplarIndex index = indices.get();
            unseen.values().forEach(entry -> show(entry, index));
            unseenIndex = index;
            return index;
        }
        return known;
    }

    /** Drops what the replica shows by now, but for the latest entry: it tells how far the log had come. */
    void prune() {
        Ledger shown = replica.ledger();
        if (shown.last() >= ledger.last()) {
            ledger = shown;
        }
        List<Long> seen = List.copyOf(unseen.headMap(Math.min(shown.last() + 1, ledger.last())).keySet());
        if (!seen.isEmpty()) {
            seen.forEach(store::delete);
            unseen.keySet().removeAll(seen);
            unseenIndex = null;
        }
    }

    /** The gallery as the log stands. */
    Gallery view() {
        return new View(ledger, replica, this::unseenIndex);
    }

    /**
     * Two sets of exemplars read as one. What was moved or split and is not shown by the replica yet is still found where it
     * was, for as long as the replica lags: some milliseconds.
     */
    private record View(Ledger ledger, Gallery older, Supplier<ExemplarIndex> newer) implements Gallery {
        @Override
        public List<Hit> search(ModelId model, float[] probe, int limit) {
            return united(older.search(model, probe, limit), newer.get().search(model, probe, limit), limit);
        }

        @Override
        public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
            return united(older.likeliest(model, track, limit), newer.get().likeliest(model, track, limit), limit);
        }

        private List<Hit> united(List<Hit> olderHits, List<Hit> newerHits, int limit) {
            Map<IdentityId, Hit> best = new LinkedHashMap<>();
            Stream.concat(olderHits.stream(), newerHits.stream()).flatMap(hit -> now(hit).stream())
                    .forEach(hit -> best.merge(hit.identity(), hit, (a, b) -> a.score() >= b.score() ? a : b));
            List<Hit> hits = new ArrayList<>(best.values());
            hits.sort(Comparator.comparing(Hit::score).reversed());
            return hits.subList(0, Math.min(hits.size(), limit));
        }

        private Optional<Hit> now(Hit hit) {
            return ledger.resolved(hit.identity()).map(Candidate::identity)
                    .map(identity -> new Hit(identity, hit.score()));
        }

        /** At most this many: an identity in both counts twice while the older catches up. */
        @Override
        public int size(ModelId model) {
            return older.size(model) + newer.get().size(model);
        }
    }
}
