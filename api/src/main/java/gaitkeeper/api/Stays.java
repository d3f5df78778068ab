package gaitkeeper.api;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.util.List;

/** The stay that a question is about, and the windows that it was answered by. */
record Stays(Sightings sightings, MotionArchive archive) {
    private static final long LATEST_NS = Duration.ofSeconds(5).toNanos();

    /** The stay of the track that {@code visit} names; without, the present or last one. */
    Sighting of(Call call) {
        TrackId track = TrackRoutes.track(call);
        call.about(call.text("visit").orElse(track.toString()));
        return call.text("visit").map(visit -> sightings.of(track, visit)).orElseGet(() -> sightings.of(track))
                .orElseThrow(() -> Problem.notFound("such stay of track " + track));
    }

    /** The windows of the last five seconds that were answered; none if they are not kept any more. Blocks. */
    List<Sequence> windows(Sighting stay) {
        long from = Math.max(stay.fromNs(), stay.toNs() - LATEST_NS);
        return archive.read(stay.track(), from, stay.toNs() + LATEST_NS).stream()
                .filter(window -> window.firstTimeNs() <= stay.toNs()).toList();
    }
}
