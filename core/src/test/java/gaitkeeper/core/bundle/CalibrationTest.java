package gaitkeeper.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.Calibration.Gallery;
import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Calibration.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double ALONE = Double.NEGATIVE_INFINITY;

    private final Gallery hundred = new Gallery(100,
            List.of(new Row(8, 0.5f, 0.2f, List.of(new Point(0.1, 0.25f, 0.8), new Point(0.01, 0.5f, 0.5))),
                    new Row(1, 0.5f, 0, List.of(new Point(0.01, 0.75f, 0.3), new Point(0.1, 0.5f, 0.6)))));
    private final Gallery four = new Gallery(4, List.of(new Row(1, 1, 0.8f, List.of(new Point(0.1, 0.75f, 0.8)))));
    private final Calibration calibration = Calibration.ofExemplars("made up", List.of(hundred, four));

    @Test
    void asksForTheMeasuredLeadOverTheRunnerUp() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 100, 8, -0.4, 0.1)).isEqualTo(-0.3f);
        assertThat(calibration.threshold(Metric.COSINE, 100, 8, 0.6, 0.1)).isEqualTo(0.7f);
    }

    @Test
    void takesTheReferenceForARunnerUpFartherAway() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 100, 8, -2, 0.01)).isEqualTo(-0.25f);
    }

    @Test
    void takesTheReferenceWhenThereIsNoRunnerUp() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 100, 8, ALONE, 0.01)).isEqualTo(-0.25f);
        assertThat(calibration.threshold(Metric.COSINE, 100, 8, ALONE, 0.01)).isEqualTo(0.75f);
    }

    @Test
    void interpolatesOnTheLogarithmOfTheRate() {
        assertThat(hundred.row(8).margin(Math.sqrt(0.001))).isCloseTo(0.375, within(1e-6));
    }

    @Test
    void goesOnBelowTheSmallestRateAndStaysWithTheLargest() {
        assertThat(hundred.row(8).margin(0.001)).isCloseTo(0.75, within(1e-9));
        assertThat(hundred.row(8).margin(0.9)).isEqualTo(0.25);
        assertThat(four.row(8).margin(0.001)).isEqualTo(0.75);
    }

    @Test
    void takesTheMeasuredWindowsAtOrBelow() {
        assertThat(hundred.row(7).windows()).isEqualTo(1);
        assertThat(hundred.row(99).windows()).isEqualTo(8);
    }

    @Test
    void aScoreAtTheThresholdHasTheMargin() {
        float threshold = calibration.threshold(Metric.COSINE, 100, 8, 0.6, 0.1);

        double margin = hundred.row(8).margin(Metric.COSINE.distance(threshold), Metric.COSINE.distance(0.6));

        assertThat(margin).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void interpolatesOnTheLogarithmOfTheGallerySize() {
        // Alone, four ask for a distance of at most 0.25 and a hundred for 0.375.
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 4, 8, ALONE, 0.1)).isEqualTo(-0.25f);
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 20, 8, ALONE, 0.1)).isCloseTo(-0.3125f, within(1e-6f));
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 100, 8, ALONE, 0.1)).isEqualTo(-0.375f);
    }

    @Test
    void staysWithTheSmallestGallery() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 0, 8, ALONE, 0.1)).isEqualTo(-0.25f);
    }

    /** Fifty times a hundred: 1 - 0.9^(1/50) = 0.002105 of each hundred, log(0.2105) / log(10) = -0.6768, a margin of 0.6692. */
    @Test
    void inALargerGalleryAStrangerHasMoreChances() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 5000, 8, ALONE, 0.1)).isCloseTo(-0.1654f, within(1e-4f));
    }

    @Test
    void whoIsFartherThanTheEnrolledResemblesNobody() {
        assertThat(calibration.stranger(Metric.EUCLIDEAN, 100, 8)).isEqualTo(-0.4f);
        assertThat(calibration.stranger(Metric.EUCLIDEAN, 4, 8)).isCloseTo(-0.2f, within(1e-6f));
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.ofExemplars("", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gallery(1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Row(1, 0.5f, 0, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Row(1, Float.NaN, 0, List.of(new Point(0.1, 0, 1))));
    }

    @Test
    void aComparisonIsATextInModelJson() {
        var plda = new Plda(new float[]{1}, new float[]{1}, new float[]{4}, new float[]{1}, new float[]{2});

        assertThat(TrackComparison.of("")).isEqualTo(new TrackComparison.Exemplars());
        assertThat(TrackComparison.of(plda.text()).text()).isEqualTo(plda.text());
        assertThat(Calibration.ofMeans("nobody", plda, calibration.galleries()).comparison()).contains(plda);
        assertThatIllegalArgumentException().isThrownBy(() -> TrackComparison.of("AAAA"));
    }
}
