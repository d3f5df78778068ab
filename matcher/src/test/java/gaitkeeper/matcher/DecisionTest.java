package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Crowd.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Calibration.Row;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final int WIDTH = 2;
    private static final TrackId TRACK = People.track("probe");

    private static final Calibration PLAIN = Crowd.calibration(Crowd.row(1, 0.5));

    /** The looks at one track share its error budget. */
    private static final Calibration BY_BUDGET = Crowd.calibration(
            new Row(1, 0.2f, 0, List.of(new Point(0.003, 0.5f, 1), new Point(0.03, 0.1f, 1))));

    /** More lenient for a longer track: 0.98 at first, 0.8 after four windows. */
    private static final Calibration BY_WINDOWS = Crowd.calibration(Crowd.row(1, 0.9), Crowd.row(4, 0));

    private final TestGallery gallery = TestGallery.of(Metric.COSINE);

    private static MatcherConfig config(int minWindows, int probation) {
        return new MatcherConfig(0.01, minWindows, probation, true, 0.5f, Duration.ofSeconds(60));
    }

    private void crowd(int from, int to, double degrees) {
        for (int who = from; who < to; who++) {
            gallery.apply(enrolled(who));
            gallery.apply(shown(who, 0, People.facing(degrees, WIDTH)));
        }
    }

    private static Match next(Decision decision, TrackEvidence evidence, double degrees) {
        Embedding window = People.embedding(TRACK, evidence.windows(), MODEL, People.facing(degrees, WIDTH));
        decision.compare(evidence, new Visit(TRACK, evidence.firstTimeNs()), window.vector(), window.lastTimeNs());
        return decision.answer(evidence, window, Set.of(), 7);
    }

    private Decision decision(Calibration calibration, MatcherConfig config) {
        return new Decision(gallery, Crowd.spec(WIDTH, Metric.COSINE, calibration), config, () -> 1);
    }

    @Test
    void theFirstOfTwoMustBeClearlyNearer() {
        Decision decision = decision(PLAIN, config(1, 9));
        crowd(1, 2, 0);
        crowd(2, 3, 30);

        // Distances from 12 degrees: 0.022 and 0.049, so the first would have to be nearer than 0.024.
        Match clear = next(decision, new TrackEvidence(0), 12);
        Match between = next(decision, new TrackEvidence(0), 14);

        assertThat(clear).isInstanceOf(Match.Known.class);
        assertThat(between).isInstanceOf(Match.Undecided.class);
        assertThat(between.evidence().score()).isGreaterThan(Crowd.THRESHOLD);
    }

    @Test
    void theLooksShareTheBudget() {
        Decision decision = decision(BY_BUDGET, config(1, 9));
        crowd(1, 2, 0);

        // 0.01 / 3 lies just above the first point.
        assertThat(next(decision, new TrackEvidence(0), 0).evidence().threshold()).isCloseTo(0.9f, within(0.005f));
    }

    @Test
    void aGalleryThatGrowsInBetweenMayTakeAnAnswerBack() {
        Decision decision = decision(PLAIN, config(1, 9));
        var evidence = new TrackEvidence(0);
        crowd(1, 2, 0);
        Match before = next(decision, evidence, 14);

        crowd(2, 3, 28);
        Match after = next(decision, evidence, 14);

        assertThat(before).isInstanceOf(Match.Known.class);
        assertThat(after).isInstanceOf(Match.Undecided.class);
    }

    @Test
    void theThresholdFollowsTheWindowsCompared() {
        Decision decision = decision(BY_WINDOWS, config(1, 9));
        var evidence = new TrackEvidence(0);
        next(decision, evidence, 30);
        next(decision, evidence, 30);
        crowd(1, 2, 0);

        for (int compared = 1; compared < 4; compared++) {
            assertThat(next(decision, evidence, 30)).isInstanceOf(Match.Undecided.class);
        }

        assertThat(next(decision, evidence, 30)).isInstanceOf(Match.Known.class);
    }

    @Test
    void aScoreAtTheThresholdIsEnough() {
        Decision decision = decision(Crowd.calibration(Crowd.row(1, 1)), config(1, 9));
        gallery.apply(enrolled(1));
        gallery.apply(shown(1, 0, 1, 0));

        assertThat(next(decision, new TrackEvidence(0), 0)).isInstanceOf(Match.Known.class);
    }

    @Test
    void anEmptyGalleryLeavesAStrangerWithoutAScore() {
        Decision decision = decision(PLAIN, config(1, 2));
        var evidence = new TrackEvidence(0);

        assertThat(next(decision, evidence, 0)).isInstanceOf(Match.Undecided.class);
        assertThat(next(decision, evidence, 0)).isInstanceOfSatisfying(Match.Stranger.class, stranger -> {
            Evidence shown = stranger.evidence();
            assertThat(shown.nearest()).isEmpty();
            assertThat(shown.score()).isEqualTo(Float.NEGATIVE_INFINITY);
            assertThat(shown.windows()).isEqualTo(2);
            assertThat(shown.threshold()).isFinite();
        });
    }

    @Test
    void isNoStrangerWhileItResemblesSomebody() {
        Decision decision = decision(PLAIN, config(2, 3));
        var evidence = new TrackEvidence(0);
        next(decision, evidence, 0);
        next(decision, evidence, 0);
        crowd(1, 2, 0);

        // One window compared is not enough to name anyone, and enrolling now would make the same person known twice.
        assertThat(next(decision, evidence, 0)).isInstanceOf(Match.Undecided.class);
        assertThat(next(decision, evidence, 0)).isInstanceOf(Match.Known.class);
    }

    @Test
    void whoWasToldApartIsPassedOver() {
        Decision decision = decision(PLAIN, config(1, 9));
        crowd(1, 2, 0);
        var evidence = new TrackEvidence(0);
        assertThat(next(decision, evidence, 0)).isInstanceOf(Match.Known.class);

        gallery.apply(new IdentityEvent.ToldApart(new Visit(TRACK, 0), person(1)));

        assertThat(next(decision, evidence, 0)).isNotInstanceOf(Match.Known.class);
        assertThat(decision.claims(evidence, new Visit(TRACK, 0))).isEmpty();
        assertThat(decision.alike(evidence)).as("counts as a false positive").containsExactly(person(1));
    }
}
