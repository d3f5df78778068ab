package gaitkeeper.api;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.gallery.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * Who was where, the latest {@value #MAX} stays of what this process was told; older ones are in {@code gk.matches}. One thread
 * adds, any number read.
 */
final class Sightings {
    static final int MAX = 20_000;
    private static final long STAY_ENDS_NS = Duration.ofSeconds(60).toNanos();

    private final NavigableMap<Long, Sighting> all = new ConcurrentSkipListMap<>();
    private final Map<TrackId, Long> latest = new HashMap<>();
    private final Map<IdentityId, Sighting> seen = new ConcurrentHashMap<>();
    private final Map<String, SensorView> sensors = new ConcurrentHashMap<>();
    private long next = 1;

    /**
     * What a sensor showed.
     *
     * @param lastNs event time of the latest answer
     * @param answers since this process started
     */
    record SensorView(long lastNs, long answers) {
        SensorView plus(long timeNs) {
            return new SensorView(Math.max(lastNs, timeNs), answers + 1);
        }
    }

    synchronized void add(Match match) {
        TrackId track = match.sequence().track();
        Sighting before = Optional.ofNullable(latest.get(track)).map(all::get).orElse(null);
        boolean goesOn = before != null && match.sequence().firstTimeNs() - before.toNs() < STAY_ENDS_NS;
        Sighting now = before != null && goesOn ? before.then(match) : Sighting.begin(next++, match);
        all.put(now.number(), now);
        latest.put(track, now.number());
        if (match instanceof Match.Known known) {
            seen.put(known.person().identity(), now);
        }
        sensors.merge(track.sensor(), new SensorView(now.toNs(), 1), (view, _) -> view.plus(now.toNs()));
        if (all.size() > MAX) {
            Sighting dropped = all.pollFirstEntry().getValue();
            latest.remove(dropped.track(), dropped.number());
        }
    }

    /** Latest first, those numbered below {@code before}. */
    Stream<Sighting> before(long before) {
        return all.headMap(before, false).descendingMap().values().stream();
    }

    /** The present or last stay of a track. */
    synchronized Optional<Sighting> of(TrackId track) {
        return Optional.ofNullable(latest.get(track)).map(all::get);
    }

    /** The stay of a track that a correction would name so. */
    Optional<Sighting> of(TrackId track, String visit) {
        return before(Long.MAX_VALUE).filter(one -> one.track().equals(track))
                .filter(one -> one.identified().visit().toString().equals(visit)).findFirst();
    }

    /** Where everybody was named last, under the identities of today. */
    Map<IdentityId, Sighting> last(Ledger ledger) {
        Map<IdentityId, Sighting> last = new HashMap<>();
        seen.values().forEach(sighting -> sighting.person(ledger).ifPresent(
                person -> last.merge(person.identity(), sighting,
                        (one, other) -> one.toNs() > other.toNs() ? one : other)));
        return last;
    }

    /** Everything known of the sensors, by name. */
    List<Map.Entry<String, SensorView>> sensors() {
        return sensors.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
