package gaitkeeper.matcher;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A live feed with a clock that a test moves, and the answers to put into it. */
final class Scene {
    static final Evidence EVIDENCE = new Evidence(9, 4, Optional.empty(), 3, 0.9347f, 0.25f, 0.8f);
    private static final Timing TIMING = new Timing(1, 2, 3, 1_700_000_000_123_000_000L);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));
    final InstantSource clock = now::get;

    /** People whose truth is known walk on session "sim", under their name. */
    final LiveFeed feed = new LiveFeed(clock,
            track -> track.session().equals("sim") ? Optional.of(track.track()) : Optional.empty());

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** A frame of somebody on a sensor, now. */
    TrackId seen(String sensor, String track) {
        var id = new TrackId(sensor, "s1", track);
        seen(id);
        return id;
    }

    void seen(TrackId track) {
        feed.frame(track, People.frameAt(1, EpochNanos.now(clock)));
    }

    static Match known(TrackId track, int person, String name) {
        return new Match.Known(sequence(track), Crowd.MODEL, EVIDENCE, TIMING,
                new Candidate(Crowd.person(person), person, name), 1_250);
    }

    static Match stranger(TrackId track) {
        return new Match.Stranger(sequence(track), Crowd.MODEL, EVIDENCE, TIMING);
    }

    static Match undecided(TrackId track, Evidence evidence) {
        return new Match.Undecided(sequence(track), Crowd.MODEL, evidence, TIMING);
    }

    static Match undecided(TrackId track) {
        return undecided(track, EVIDENCE);
    }

    private static SequenceId sequence(TrackId track) {
        return new SequenceId(track, People.START_NS, WindowSpec.of(6));
    }
}
