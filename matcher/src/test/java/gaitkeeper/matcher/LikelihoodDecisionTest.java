package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Crowd.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Calibration.Row;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decisions by likelihood ratio, on embeddings of two values. */
class LikelihoodDecisionTest {
    private static final TrackId TRACK = People.track("probe");

    /** People differ by 1 along either axis; visits and windows err by 0.1 each. */
    private static final Plda PLDA = new Plda(new float[2], new float[]{1, 0, 0, 1}, new float[]{1, 1},
            new float[]{0.01f, 0.01f}, new float[]{0.01f, 0.01f});
    private static final Calibration CALIBRATION = Calibration.ofMeans("nobody", PLDA, List
            .of(new Calibration.Gallery(1, List.of(new Row(1, 1, -2, List.of(new Point(0.01, 1.5f, 1)))))));

    private final TestGallery gallery = TestGallery.of(Metric.COSINE, PLDA);
    private final Decision decision = new Decision(gallery, Crowd.spec(2, Metric.COSINE, CALIBRATION),
            new MatcherConfig(0.01, 2, 3, true, 0.5f, Duration.ofSeconds(60)), () -> 1);

    @BeforeEach
    void enrolsTwo() {
        gallery.apply(enrolled(1));
        gallery.apply(enrolled(2));
        for (int n = 0; n < 4; n++) {
            gallery.apply(shown(1, n, 1, 0.1f * n));
            gallery.apply(shown(2, n, -1, 0));
        }
    }

    private Match next(TrackEvidence evidence, float x, float y) {
        Embedding window = People.embedding(TRACK, evidence.windows(), MODEL, x, y);
        decision.compare(evidence, new Visit(TRACK, evidence.firstTimeNs()), window.vector(), window.lastTimeNs());
        return decision.answer(evidence, window, Set.of(), 7);
    }

    @Test
    void namesWhomTheMeanIsLikelyOf() {
        var evidence = new TrackEvidence(0);

        // Either window alone is off, their mean is not.
        assertThat(next(evidence, 1.3f, -0.2f)).isInstanceOf(Match.Undecided.class);
        assertThat(next(evidence, 0.7f, 0.5f)).isInstanceOfSatisfying(Match.Known.class, known -> {
            assertThat(known.person().identity()).isEqualTo(person(1));
            assertThat(known.evidence().score()).isCloseTo(PLDA.likelihood(new float[]{1, 0.15f}, 2,
                    new float[]{1, 0.15f}, 4), within(1e-5f));
            assertThat(known.evidence().threshold()).isEqualTo(1.5f);
            assertThat(known.evidence().runnerUp()).isLessThan(-20);
        });
    }

    @Test
    void whoIsFarFromEverybodyIsAStranger() {
        var evidence = new TrackEvidence(0);

        assertThat(next(evidence, 0, 1)).isInstanceOf(Match.Undecided.class);
        assertThat(next(evidence, 0, 1)).isInstanceOf(Match.Undecided.class);
        assertThat(next(evidence, 0, 1)).isInstanceOf(Match.Stranger.class);
    }

    @Test
    void decidesTheSameFromTheStore() {
        var straight = new TrackEvidence(0);
        var stored = new TrackEvidence(0);
        for (int n = 0; n < 5; n++) {
            Match expected = next(straight, 1 - 0.1f * n, 0.2f);
            stored = TrackEvidence.decode(stored.encode());
            assertThat(next(stored, 1 - 0.1f * n, 0.2f)).isEqualTo(expected);
        }
    }

    @Test
    void beginsAnewWithAModelThatWasRolledOutInTheMiddleOfATrack() {
        var before = new TrackEvidence(0);
        before.add(List.of(), 1);
        before.add(List.of(), 2);
        TrackEvidence evidence = TrackEvidence.decode(before.encode());

        next(evidence, 1, 0.15f);
        evidence = TrackEvidence.decode(evidence.encode());
        Match match = next(evidence, 1, 0.15f);

        assertThat(match).isInstanceOf(Match.Known.class);
        assertThat(evidence.windows()).isEqualTo(4);
        assertThat(evidence.compared()).isEqualTo(2);
    }

    @Test
    void anExemplarMoreMovesThePersonsMean() {
        List<Gallery.Hit> before = gallery.likeliest(MODEL, track(0, 1), 2);
        for (int n = 4; n < 60; n++) {
            gallery.apply(shown(2, n, 0, 1));
        }

        List<Gallery.Hit> after = gallery.likeliest(MODEL, track(0, 1), 2);

        assertThat(before.getFirst().identity()).isEqualTo(person(1));
        assertThat(after.getFirst().identity()).isEqualTo(person(2));
        assertThat(gallery.likeliest(Crowd.OTHER_MODEL, track(0, 1), 2)).isEmpty();
    }

    @Test
    void growsWithTheGallery() {
        for (int who = 3; who < 300; who++) {
            gallery.apply(enrolled(who));
            gallery.apply(shown(who, 0, 0, who == 250 ? 2 : -2));
        }

        assertThat(gallery.likeliest(MODEL, track(0, 2), 1).getFirst().identity()).isEqualTo(person(250));
    }

    @Test
    void aGalleryOfExemplarsSaysThatItHasNoMeans() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestGallery.of(Metric.COSINE).likeliest(MODEL, track(0, 1), 1));
    }

    private static TrackMean track(float... embedding) {
        var mean = new TrackMean(2);
        mean.add(embedding);
        return mean;
    }

    @Test
    void whoWasToldApartIsPassedOver() {
        var evidence = new TrackEvidence(0);
        next(evidence, 1, 0.1f);
        assertThat(next(evidence, 1, 0.1f)).isInstanceOf(Match.Known.class);

        gallery.apply(new IdentityEvent.ToldApart(new Visit(TRACK, 0), person(1)));

        assertThat(next(evidence, 1, 0.1f)).isNotInstanceOf(Match.Known.class);
        assertThat(decision.claims(evidence, new Visit(TRACK, 0))).extracting(Company.Claim::identity)
                .doesNotContain(person(1));
        assertThat(decision.alike(evidence)).as("counts as a false positive").contains(person(1));
    }
}
