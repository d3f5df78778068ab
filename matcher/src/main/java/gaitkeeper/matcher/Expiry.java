package gaitkeeper.matcher;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.GalleryCommand.Recognised;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent.Split;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.gallery.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * When who was seen last, and who is to be forgotten by it. Times are those at which the gallery's writer heard of it, by its own
 * clock: a recording that is replayed, or a sensor whose clock is wrong, makes nobody old.
 */
final class Expiry {
    static final String STORE = "registrar-seen";
    /** People looked at in one go, so that no command waits for long. */
    static final int AT_ONCE = 1_000;

    private final KeyValueStore<String, Long> seen;
    private final Retention retention;
    private final SteadyClock clock;
    private int looked;
    /** A process that took over does not know. */
    private boolean erased = true;

    /**
     * Prepares.
     *
     * @param seen nanoseconds since the epoch by identity; the store commits with the log
     */
    Expiry(KeyValueStore<String, Long> seen, Retention retention, SteadyClock clock) {
        this.seen = seen;
        this.retention = retention;
        this.clock = clock;
    }

    static StoreBuilder<KeyValueStore<String, Long>> builder() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
    }

    /** A matcher recognised somebody. */
    void hear(Recognised recognised, Ledger ledger, long nowNs) {
        ledger.resolved(recognised.identity()).ifPresent(person -> note(person.identity(), nowNs));
    }

    /** An entry was written to the log. */
    void follow(IdentityEvent event, long nowNs) {
        switch (event) {
            case Enrolled e -> note(e.identity(), nowNs);
            case VisitAdded e -> note(e.identity(), nowNs);
            case Split e -> note(e.to(), nowNs);
            case Merged e -> lastSeen(e.from()).ifPresent(timeNs -> note(e.into(), timeNs));
            case Erased _ -> erased = true;
            default -> {
                // Says nothing of when anybody was seen.
            }
        }
    }

    private void note(IdentityId identity, long timeNs) {
        seen.put(identity.toString(), Math.max(timeNs, lastSeen(identity).orElse(timeNs)));
    }

    private Optional<Long> lastSeen(IdentityId identity) {
        return Optional.ofNullable(seen.get(identity.toString()));
    }

    /** Whose time has come, among the next of all people; to be asked again and again. */
    List<IdentityId> due(Ledger ledger) {
        Optional<Instant> now = clock.now();
        if (now.isEmpty() || retention.equals(Retention.FOR_EVER)) {
            return List.of();
        }
        List<Candidate> some = ledger.after(looked, AT_ONCE);
        if (some.isEmpty()) {
            forgetErased(ledger);
        }
        looked = some.isEmpty() ? 0 : some.getLast().number();
        return some.stream().filter(person -> isDue(person, now.get())).map(Candidate::identity).toList();
    }

    /** They, and whoever had been merged into them. */
    private void forgetErased(Ledger ledger) {
        if (!erased) {
            return;
        }
        List<String> gone = new ArrayList<>();
        try (var all = seen.all()) {
            all.forEachRemaining(entry -> {
                if (ledger.resolved(new IdentityId(UUID.fromString(entry.key))).isEmpty()) {
                    gone.add(entry.key);
                }
            });
        }
        gone.forEach(seen::delete);
        erased = false;
    }

    private boolean isDue(Candidate person, Instant now) {
        Optional<Long> last = lastSeen(person.identity());
        if (last.isEmpty()) {
            // Known from before times were kept.
            note(person.identity(), EpochNanos.of(now));
        }
        Optional<Duration> kept = retention.of(person);
        return last.isPresent() && kept.isPresent() && last.get() < EpochNanos.of(now.minus(kept.get()));
    }
}
