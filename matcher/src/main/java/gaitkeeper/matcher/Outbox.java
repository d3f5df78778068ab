package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.Gallery.Held;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Entries of the identity log that the registrar wrote and the replica does not show yet. */
final class Outbox {
    static final String STORE = "registrar-outbox";

    /** Stands for the track of people that the replica enrolled and the outbox only adds to. */
    private static final TrackId ELSEWHERE = new TrackId("-", "-", "elsewhere");

    private final KeyValueStore<Long, IdentityEvent> store;
    private final Gallery replica;
    private final Supplier<Gallery> galleries;
    private final Map<Long, IdentityEvent> unseen = new LinkedHashMap<>();
    private Gallery unseenGallery;
    private long next;
    private int lastNumber;

    Outbox(KeyValueStore<Long, IdentityEvent> store, Gallery replica, Supplier<Gallery> galleries) {
        this.store = store;
        this.replica = replica;
        this.galleries = galleries;
        this.unseenGallery = galleries.get();
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                unseen.put(entry.key, entry.value);
                next = Math.max(next, entry.key + 1);
            }
        }
        unseen.values().forEach(this::show);
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Long(),
                Topics.IDENTITY_EVENT.serde()).withCachingEnabled());
    }

    void add(IdentityEvent event) {
        store.put(next, event);
        unseen.put(next, event);
        next++;
        show(event);
    }

    /** The entry may concern somebody whom only the replica knows; they are introduced first. */
    private void show(IdentityEvent event) {
        if (unseenGallery.candidate(event.identity()).isEmpty()) {
            replica.candidate(event.identity()).ifPresent(person -> unseenGallery
                    .apply(new Enrolled(person.identity(), person.number(), person.name(), ELSEWHERE, 0)));
        }
        unseenGallery.apply(event);
    }

    /** Drops what the replica shows by now. */
    void prune() {
        // Of several names given to one identity the replica shows the last, so that one decides for all of them.
        Map<IdentityId, String> lastNames = new HashMap<>();
        unseen.values().forEach(event -> {
            if (event instanceof Named named) {
                lastNames.put(named.identity(), named.name());
            }
        });
        boolean changed = unseen.entrySet().removeIf(entry -> {
            boolean seen = seen(entry.getValue(), lastNames);
            if (seen) {
                store.delete(entry.getKey());
            }
            return seen;
        });
        if (changed) {
            unseenGallery = galleries.get();
            unseen.values().forEach(this::show);
        }
    }

    private boolean seen(IdentityEvent event, Map<IdentityId, String> lastNames) {
        return switch (event) {
            case Enrolled enrolled -> replica.candidate(enrolled.identity()).isPresent();
            case ExemplarAdded added -> replica.held(added.identity()).contains(Held.of(added.exemplar()));
            case Named named -> replica.candidate(named.identity())
                    .filter(person -> person.name().equals(lastNames.get(named.identity()))).isPresent();
        };
    }

    /** The gallery as the log stands: the replica and what it does not show yet. */
    Gallery view() {
        return new UnionGallery(replica, unseenGallery);
    }

    /** Numbers identities from 1. */
    int nextNumber() {
        int highest = view().everyone().stream().mapToInt(Candidate::number).max().orElse(0);
        lastNumber = Math.max(lastNumber, highest) + 1;
        return lastNumber;
    }
}
