package gaitkeeper.api;

import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;

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

    TrackId track() {
        return last.sequence().track();
    }

    /** Event time of the last window. */
    long toNs() {
        return last.sequence().firstTimeNs();
    }
}
