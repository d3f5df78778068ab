package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final int WIDTH = 2;
    private static final TrackId TRACK = People.track("probe");

    /** Stricter for a larger gallery: one false positive in a hundred at 0.8 for 10 people, at 0.9 for 100. */
    private static final Calibration BY_SIZE = new Calibration("nobody", 10,
            List.of(new Point(1, 0.001, 0.9f, 1), new Point(1, 0.01, 0.8f, 1)));

    /** More lenient for a longer track. */
    private static final Calibration BY_WINDOWS = new Calibration("nobody", 10,
            List.of(new Point(1, 0.01, 0.95f, 1), new Point(4, 0.01, 0.7f, 1)));

    private final ExactGallery gallery = new ExactGallery(Metric.COSINE);

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
        decision.compare(evidence, window);
        return decision.answer(evidence, window, 7);
    }

    @Test
    void theThresholdFollowsTheSizeOfTheGallery() {
        var decision = new Decision(gallery, BY_SIZE, config(1, 9));
        crowd(0, 10, 0);
        float small = next(decision, new TrackEvidence(0), 30).evidence().threshold();

        crowd(10, 100, 0);
        float large = next(decision, new TrackEvidence(0), 30).evidence().threshold();

        assertThat(small).isCloseTo(0.8f, within(1e-5f));
        assertThat(large).isCloseTo(0.9f, within(1e-5f));
    }

    @Test
    void aGalleryThatGrowsInBetweenMayTakeAnAnswerBack() {
        var decision = new Decision(gallery, BY_SIZE, config(1, 9));
        var evidence = new TrackEvidence(0);
        crowd(0, 10, 0);
        // cos 30 is 0.87.
        Match before = next(decision, evidence, 30);

        crowd(10, 100, 180);
        Match after = next(decision, evidence, 30);

        assertThat(before).isInstanceOf(Match.Known.class);
        assertThat(after).isInstanceOf(Match.Undecided.class);
    }

    @Test
    void theThresholdFollowsTheWindowsCompared() {
        var decision = new Decision(gallery, BY_WINDOWS, config(1, 9));
        var evidence = new TrackEvidence(0);
        next(decision, evidence, 30);
        next(decision, evidence, 30);
        crowd(0, 10, 0);

        for (int compared = 1; compared < 4; compared++) {
            assertThat(next(decision, evidence, 30)).isInstanceOf(Match.Undecided.class);
        }

        assertThat(next(decision, evidence, 30)).isInstanceOf(Match.Known.class);
    }

    @Test
    void aScoreAtTheThresholdIsEnough() {
        var decision = new Decision(gallery, new Calibration("nobody", 1, List.of(new Point(1, 0.01, 1, 1))),
                config(1, 9));
        gallery.apply(enrolled(1));
        gallery.apply(shown(1, 0, 1, 0));

        assertThat(next(decision, new TrackEvidence(0), 0)).isInstanceOf(Match.Known.class);
    }

    @Test
    void anEmptyGalleryLeavesAStrangerWithoutAScore() {
        var decision = new Decision(gallery, BY_SIZE, config(1, 2));
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
    void probationCountsWindowsThatMetAnEmptyGallery() {
        var decision = new Decision(gallery, BY_SIZE, config(2, 3));
        var evidence = new TrackEvidence(0);
        next(decision, evidence, 0);
        next(decision, evidence, 0);
        crowd(0, 1, 0);

        // One window compared is not enough to name anyone, and three seen end the probation.
        assertThat(next(decision, evidence, 0)).isInstanceOf(Match.Stranger.class);
        assertThat(next(decision, evidence, 0)).isInstanceOf(Match.Known.class);
    }
}
