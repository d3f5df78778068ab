package gaitkeeper.trainer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.protocol.OpenSet.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenSetTest {
    private static final OpenSetResult.Setting SETTING = new OpenSetResult.Setting(2, 2, 2, 0, 1, 14,
            "mean score");

    private static Trial trial(int draw, double score, boolean known, boolean right) {
        return new Trial(draw, new TrackVote.Standing(1, 0, 1, score, 0, 0, 0), known, right);
    }

    private static OpenSetResult measured(List<Trial> trials) {
        return OpenSetResult.of(trials, trial -> trial.standing().score(), SETTING);
    }

    /** Two draws of ten strangers, 1 to 10, and four enrolled people's tracks, one of them nearest to somebody else. */
    private static List<Trial> worked() {
        List<Trial> trials = new ArrayList<>();
        for (int draw = 0; draw < 2; draw++) {
            for (int score = 1; score <= 10; score++) {
                trials.add(trial(draw, score + 100 * draw, false, false));
            }
            trials.add(trial(draw, 9.5 + 100 * draw, true, true));
            trials.add(trial(draw, 10.5 + 100 * draw, true, true));
            trials.add(trial(draw, 1 + 100 * draw, true, true));
            trials.add(trial(draw, 99 + 100 * draw, true, false));
        }
        return trials;
    }

    @Test
    void countsEnrolledPeopleNamedRightlyAboveWhatFewStrangersReach() {
        OpenSetResult result = measured(worked());

        assertThat(result.knownTracks()).isEqualTo(8);
        assertThat(result.strangerTracks()).isEqualTo(20);
        assertThat(result.rank1()).isEqualTo(.75);
        // Of all 20 strangers two may pass: 109 and 110. Of the six right ones only 109.5 and 110.5 reach 109.
        assertThat(result.at(.1).threshold()).isEqualTo(109);
        assertThat(result.at(.1).tpir()).isEqualTo(2 / 8.);
        // Of one draw's ten strangers one may: 10.5 passes, and nothing else; so in both draws.
        assertThat(result.at(.1).drawMean()).isEqualTo(1 / 4.);
        assertThat(result.at(.1).drawDeviation()).isZero();
    }

    @Test
    void saysWhenThereAreTooFewStrangersForABudget() {
        OpenSetResult result = measured(worked());

        assertThat(result.at(.1).resolved()).isTrue();
        assertThat(result.at(.01).resolved()).isFalse();
        assertThat(result.at(.01).tpir()).isEqualTo(1 / 8.);
    }

    @Test
    void theTradeRunsFromOneStrangerToAll() {
        List<OpenSetResult.Trade> det = measured(worked()).det();

        assertThat(det).extracting(OpenSetResult.Trade::fpir).isSorted();
        assertThat(det.getFirst().fpir()).isCloseTo(1 / 20., offset(1e-9));
        assertThat(det.getLast().fnir()).isCloseTo(.25, offset(1e-9));
        for (int i = 1; i < det.size(); i++) {
            assertThat(det.get(i).fnir()).isLessThanOrEqualTo(det.get(i - 1).fnir());
        }
    }

    private static OpenSet openSet(long seed) {
        var probe = Sets.random(1, 12, 16, 4);
        var gallery = Sets.random(2, 12, 20, 4);
        return new OpenSet(Comparison.of(probe, gallery, Metric.EUCLIDEAN).persons(), 6, 5, seed);
    }

    @Test
    void strangersAreThoseOutsideEachGallery() {
        OpenSetResult windows = openSet(1).ask(1).plain();
        OpenSetResult walks = openSet(1).ask(Tracks.WHOLE).plain();

        assertThat(windows.knownTracks()).isEqualTo(5 * 6 * 16);
        assertThat(windows.strangerTracks()).isEqualTo(5 * 6 * 16);
        assertThat(walks.knownTracks()).isEqualTo(5 * 6 * 4);
        assertThat(walks.rank1()).isGreaterThan(windows.rank1());
        assertThat(windows.setting().strangers()).isEqualTo(6);
    }

    @Test
    void aLaxerBudgetNamesNobodyLess() {
        for (OpenSetResult result : List.of(openSet(1).ask(4).live(), openSet(1).ask(4).plain())) {
            assertThat(result.points()).extracting(OpenSetResult.Point::tpir).isSorted();
            assertThat(result.at(.1).tpir()).isLessThanOrEqualTo(result.rank1());
        }
    }

    @Test
    void likelihoodsAreAskedLikeVotes() {
        var plda = new Plda(new float[4], new float[]{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1},
                new float[]{.1f, .1f, .1f, .1f}, new float[]{.01f, .01f, .01f, .01f}, new float[]{.3f, .3f, .3f, .3f});
        var scores = new LikelihoodScores(Sets.random(1, 12, 16, 4), Sets.random(2, 12, 20, 4), plda);

        OpenSetResult walks = new OpenSet(scores, 6, 5, 1).ask(Tracks.WHOLE).live();

        assertThat(walks.setting().score()).isEqualTo("likelihood ratio");
        assertThat(walks.knownTracks()).isEqualTo(5 * 6 * 4);
        assertThat(walks.rank1()).isGreaterThan(openSet(1).ask(1).live().rank1());
        assertThat(walks.at(.1).tpir()).isGreaterThan(openSet(1).ask(1).plain().at(.1).tpir());
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        assertThat(openSet(1).ask(1).live().points()).isEqualTo(openSet(1).ask(1).live().points())
                .isNotEqualTo(openSet(50).ask(1).live().points());
    }

    @Test
    void allowsNoMoreThanTheRate() {
        double[] scores = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();

        assertThat(OpenSetResult.threshold(scores, 0.01)).isEqualTo(990);
        assertThat(OpenSetResult.threshold(scores, 0.0001)).isGreaterThan(999);
        assertThat(OpenSetResult.threshold(scores, 1)).isZero();
    }

    @Test
    void refusesAllOfATieThatWouldExceedTheRate() {
        double[] scores = {0, 1, 1, 1, 2};

        assertThat(OpenSetResult.threshold(scores, 0.4)).isEqualTo(2);
    }

    @Test
    void refusesGalleriesWithoutStrangersOrChoice() {
        PersonScores scores = Comparison.of(Sets.random(1, 4, 4, 2), Sets.random(2, 4, 4, 2), Metric.EUCLIDEAN)
                .persons();

        assertThatThrownBy(() -> new OpenSet(scores, 4, 1, 0)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("enrol 2 to 3");
        assertThatThrownBy(() -> new OpenSet(scores, 1, 1, 0)).isInstanceOf(MalformedException.class);
    }
}
