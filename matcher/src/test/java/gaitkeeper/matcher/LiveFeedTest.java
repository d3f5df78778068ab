package gaitkeeper.matcher;

import static gaitkeeper.matcher.Scene.known;
import static gaitkeeper.matcher.Scene.stranger;
import static gaitkeeper.matcher.Scene.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private final Scene scene = new Scene();
    private final LiveFeed feed = scene.feed;

    private List<String> shown() {
        return feed.bodies().stream().map(body -> body.track.sensor() + "/" + body.track.track()).toList();
    }

    /** A simulated person, seen now. */
    private TrackId walker(String session, String name) {
        var track = new TrackId("cam-" + session, "sim", name);
        scene.seen(track);
        return track;
    }

    @Test
    void showsNobodyAtFirst() {
        assertThat(feed.bodies()).isEmpty();
        assertThat(feed.news()).isEmpty();
    }

    @Test
    void showsEveryoneBySensor() {
        scene.seen("cam-b", "2");
        scene.seen("cam", "1");
        scene.seen("cam-b", "1");
        scene.seen("cam", "3");

        List<String> sensors = feed.bodies().stream().map(body -> body.track.sensor()).toList();

        assertThat(shown()).containsExactlyInAnyOrder("cam/1", "cam/3", "cam-b/1", "cam-b/2");
        assertThat(sensors.indexOf("cam") + 1).isEqualTo(sensors.lastIndexOf("cam"));
    }

    @Test
    void showsTheLatestFrameAndTheLatestAnswer() {
        TrackId track = scene.seen("cam", "1");
        feed.match(track, undecided(track));
        feed.match(track, stranger(track));
        Frame latest = People.frame(2, 7);
        feed.frame(track, latest);

        assertThat(feed.bodies()).singleElement().satisfies(body -> {
            assertThat(body.frame).isEqualTo(latest);
            assertThat(body.match).isInstanceOf(Match.Stranger.class);
        });
    }

    @Test
    void dropsWhoeverStoppedMoving() {
        scene.seen("cam", "1");
        scene.pass(Duration.ofMillis(1_000));
        scene.seen("cam", "2");
        scene.pass(Duration.ofMillis(501));

        assertThat(shown()).containsExactly("cam/2");
    }

    @Test
    void ignoresAnswersAboutNobodyInSight() {
        TrackId track = People.track("1");

        feed.match(track, stranger(track));

        assertThat(feed.bodies()).isEmpty();
        assertThat(feed.news()).isEmpty();
    }

    @Test
    void staysBounded() {
        for (int n = 0; n < 3_000; n++) {
            scene.seen("cam", "t" + n);
        }

        assertThat(feed.bodies()).hasSize(2_000);
    }

    @Test
    void aNewcomerIsNotSweptAwayByAGlanceInBetween() {
        // The feed asks for the time while it adds somebody; that is when the page happens to look.
        var glance = new AtomicReference<Runnable>(() -> {});
        var busy = new LiveFeed(() -> {
            glance.getAndSet(() -> {}).run();
            return scene.clock.instant();
        }, track -> Optional.empty());
        glance.set(busy::bodies);

        busy.frame(People.track("1"), People.frame(1, 0));

        assertThat(busy.bodies()).hasSize(1);
    }

    @Test
    void aDecisionIsNewsOnce() {
        TrackId track = scene.seen("cam", "1");

        feed.match(track, undecided(track));
        feed.match(track, stranger(track));
        feed.match(track, stranger(track));
        feed.match(track, known(track, 1, ""));
        feed.match(track, known(track, 1, ""));

        assertThat(feed.news()).containsExactly(stranger(track), known(track, 1, ""));
        assertThat(feed.news()).isEmpty();
    }

    @Test
    void aNewNameIsNews() {
        TrackId track = scene.seen("cam", "1");

        feed.match(track, known(track, 1, ""));
        feed.match(track, known(track, 1, "Ann"));

        assertThat(feed.news()).hasSize(2);
    }

    @Test
    void keepsTheLatestNewsWhenNobodyReadsThem() {
        for (int n = 0; n < 300; n++) {
            TrackId track = scene.seen("cam", "t" + n);
            feed.match(track, stranger(track));
        }

        List<Match> news = feed.news();

        assertThat(news).hasSize(200);
        assertThat(news.getLast().sequence().track().track()).isEqualTo("t299");
    }

    @Test
    void knowsNoPurityBeforeTheFirstJudgement() {
        TrackId ann = walker("1", "ann");
        feed.match(ann, known(ann, 1, ""));

        assertThat(feed.purity()).isNaN();
    }

    @Test
    void purityIsTheShareOfTracksNamedRightly() {
        for (String session : List.of("1", "2", "3")) {
            TrackId ann = walker(session, "ann");
            feed.match(ann, known(ann, 1, ""));
        }
        TrackId bob = walker("4", "bob");
        feed.match(bob, known(bob, 1, ""));

        // The first walk of Ann made the identity; two of the other three are right.
        assertThat(feed.purity()).isEqualTo(2 / 3.0);
    }

    @Test
    void judgesATrackThatWaversOnce() {
        TrackId ann = walker("1", "ann");
        TrackId bob = walker("2", "bob");
        for (int n = 0; n < 5; n++) {
            feed.match(ann, known(ann, 1, ""));
            feed.match(ann, undecided(ann));
        }
        feed.match(bob, known(bob, 1, ""));

        assertThat(feed.purity()).isZero();
    }

    @Test
    void aNewNameIsNoNewJudgement() {
        TrackId ann = walker("1", "ann");
        feed.match(ann, known(ann, 1, ""));
        feed.match(ann, known(ann, 1, "Ann"));

        assertThat(feed.purity()).isNaN();
    }

    @Test
    void judgesNobodyWhoseTruthIsUnknown() {
        for (String id : List.of("1", "2")) {
            TrackId track = scene.seen("cam", id);
            feed.match(track, known(track, 1, ""));
        }

        assertThat(feed.purity()).isNaN();
    }
}
