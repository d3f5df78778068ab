package gaitkeeper.api;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.gallery.Ledger;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;

/** Names the person a sensor shows, if the track has been recognised: a name never lands on whoever walked by meanwhile. */
final class TrackRoutes {
    private final IdentityBook book;
    private final Sightings sightings;
    private final Corrections corrections;
    private final EventJson json;

    TrackRoutes(IdentityBook book, Sightings sightings, Corrections corrections, EventJson json) {
        this.book = book;
        this.sightings = sightings;
        this.corrections = corrections;
        this.json = json;
    }

    void mount(Operations operations) {
        operations.on("nameTrack", this::name);
    }

    private Future<Answer> name(Call call) {
        TrackId track = track(call);
        call.about(track.toString());
        String name = call.body().path("name").asText();
        return corrections.ask(call, () -> new GalleryCommand.Rename(whoIs(track, name), name))
                .map(entry -> Answer.of(json.entry(entry)));
    }

    /** The guard: who the track shows for certain, and nobody whom the name belongs to already. */
    private IdentityId whoIs(TrackId track, String name) {
        Ledger ledger = book.ledger();
        Match match = sightings.of(track).orElseThrow(() -> Problem.notFound("track " + track)).last();
        if (!(match instanceof Match.Known known)) {
            throw new Problem(409, "track-" + EventJson.kind(match), undecided(match));
        }
        Candidate shown = ledger.resolved(known.person().identity())
                .orElseThrow(() -> Problem.notFound("identity " + known.person().identity()));
        Optional<IdentityId> owner = ledger.named(name.strip()).filter(other -> !other.equals(shown.identity()));
        if (owner.isPresent()) {
            throw new Problem(409, "does-not-match", "this track matches " + shown.label() + ", not the " + name.strip()
                    + " you know (" + figures(match.evidence()) + "); merge the two if they are one person");
        }
        return shown.identity();
    }

    private static String undecided(Match match) {
        return match instanceof Match.Stranger
                ? "this track matches nobody known (" + figures(match.evidence())
                        + "); it can be named when it has been enrolled"
                : "it is not certain yet whom this track shows (" + figures(match.evidence())
                        + "); wait for more windows";
    }

    private static String figures(Evidence evidence) {
        return String.format(Locale.ROOT, "score %.3f, needed %.3f, after %d windows", evidence.score(),
                evidence.threshold(), evidence.windows());
    }

    static TrackId track(Call call) {
        try {
            return new TrackId(call.text("sensor").orElseThrow(), call.text("session").orElseThrow(),
                    call.text("track").orElseThrow());
        } catch (MalformedException e) {
            throw new Problem(400, "bad-track", String.valueOf(e.getMessage()));
        }
    }
}
