package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.OpenSetTrials.Trial;
import gaitkeeper.trainer.protocol.LiveScore;
import gaitkeeper.trainer.protocol.TrackVote;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    @Test
    void calibratesSoThatTheShareOfStrangersAcceptedIsTheRate() {
        List<Trial> trials = IntStream.range(0, 4000).mapToObj(CalibratorTest::trial).toList();

        List<TrackVote.Standing> strangers = trials.stream().filter(trial -> !trial.known()).map(Trial::standing)
                .toList();

        Calibration.Row row = Calibrator.row(8, trials,
                LiveScore.CappedLead.of(strangers, Metric.EUCLIDEAN));

        assertThat(row.reference()).isEqualTo(2);
        double margin = row.margin(0.1);
        long accepted = trials.stream().filter(trial -> !trial.known())
                .filter(trial -> row.margin(-trial.standing().score(), -trial.standing().runnerUp()) >= margin).count();
        assertThat(accepted / 2000.0).isCloseTo(0.1, offset(0.002));
        // Acquaintances are 0.1 to 0.6 away; one in five is farther than 0.5.
        assertThat(row.stranger()).isCloseTo((float) (1 - 0.5 / 2), offset(0.002f));
        assertThat(row.points()).extracting(Calibration.Point::tpir).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void calibratesLikelihoodsAsTheyAre() {
        List<Trial> trials = IntStream.range(0, 4000).mapToObj(CalibratorTest::trial).toList();

        Calibration.Row row = Calibrator.row(8, trials, new LiveScore.LikelihoodRatio());

        assertThat(row.reference()).isOne();
        long accepted = trials.stream().filter(trial -> !trial.known())
                .filter(trial -> trial.standing().score() >= row.margin(0.1)).count();
        assertThat(accepted / 2000.0).isCloseTo(0.1, offset(0.002));
        // One in twenty acquaintances is farther than 0.575 away.
        assertThat(row.stranger()).isCloseTo(-0.575f, offset(0.002f));
    }

    @Test
    void acceptsByTheThresholdWhereTheMarginIsReached() {
        var row = new Calibration.Row(4, .5f, 0, List.of(new Calibration.Point(.01, .25f, .5)));
        var calibration = Calibration.ofExemplars("made up", List.of(new Calibration.Gallery(10, List.of(row))));

        float euclidean = calibration.threshold(Metric.EUCLIDEAN, 10, 5, -.4, .01);
        float cosine = calibration.threshold(Metric.COSINE, 10, 5, .6, .01);
        float alone = calibration.threshold(Metric.COSINE, 10, 5, Double.NEGATIVE_INFINITY, .01);

        assertThat(euclidean).isEqualTo(-.3f);
        assertThat(cosine).isEqualTo(.7f);
        assertThat(alone).isEqualTo(.625f);
        assertThat(row.margin(.3, .4)).isCloseTo(.25, offset(1e-9));
    }

    /** Even ones are strangers, whose nearest is between 1 and 2 away; known people's is within 1. */
    private static Trial trial(int i) {
        boolean known = i % 2 == 1;
        double distance = (known ? 0.1 : 1) + i / 4000.0 * 0.5;
        return new Trial(new TrackVote.Standing(8, 0, 8, -distance, -2, 0, 0), known, known);
    }
}
