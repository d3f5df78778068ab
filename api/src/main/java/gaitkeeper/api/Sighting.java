package gaitkeeper.api;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import java.util.Optional;

/**
 * One stay of a track before a sensor, as far as it was answered.
 *
 * @param number counts sightings of this process
 * @param fromNs event time of the first window
 * @param last the latest answer
 * @param identified the latest answer that named somebody, or the latest one
 */
record Sighting(long number, long fromNs, Match last, Match identified) {
    static Sighting begin(long number, Match match) {
        return new Sighting(number, match.sequence().firstTimeNs(), match, match);
    }

    Sighting then(Match match) {
        boolean names = match instanceof Match.Known || !(identified instanceof Match.Known);
        return new Sighting(number, fromNs, match, names ? match : identified);
    }

    /** Who it was, as far as is known today: what operators said of the visit, else who was named, after merges. */
    Optional<Candidate> person(Ledger ledger) {
        Visit visit = identified.visit();
        Optional<IdentityId> named = identified instanceof Match.Known known
                ? Optional.of(known.person().identity())
                : Optional.empty();
        return ledger.owner(visit).or(() -> named).flatMap(ledger::resolved)
                .filter(person -> !ledger.isApart(visit, person.identity()));
    }

    TrackId track() {
        return last.sequence().track();
    }

    /** Event time of the last window. */
    long toNs() {
        return last.sequence().firstTimeNs();
    }
}
