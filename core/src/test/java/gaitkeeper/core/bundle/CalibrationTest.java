package gaitkeeper.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Calibration.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double ALONE = Double.NEGATIVE_INFINITY;

    private final Calibration calibration = new Calibration("made up", 100,
            List.of(new Row(8, 0.5f, List.of(new Point(0.1, 0.25f, 0.8), new Point(0.01, 0.5f, 0.5))),
                    new Row(1, 0.5f, List.of(new Point(0.01, 0.75f, 0.3), new Point(0.1, 0.5f, 0.6)))));

    @Test
    void asksForTheMeasuredLeadOverTheRunnerUp() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 8, -0.4, 0.1)).isEqualTo(-0.3f);
        assertThat(calibration.threshold(Metric.COSINE, 8, 0.6, 0.1)).isEqualTo(0.7f);
    }

    @Test
    void takesTheReferenceForARunnerUpFartherAway() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 8, -2, 0.01)).isEqualTo(-0.25f);
    }

    @Test
    void takesTheReferenceWhenThereIsNoRunnerUp() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 8, ALONE, 0.01)).isEqualTo(-0.25f);
        assertThat(calibration.threshold(Metric.COSINE, 8, ALONE, 0.01)).isEqualTo(0.75f);
    }

    @Test
    void interpolatesOnTheLogarithmOfTheRate() {
        assertThat(calibration.row(8).margin(Math.sqrt(0.001))).isCloseTo(0.375, within(1e-6));
    }

    @Test
    void staysWithTheOutermostRates() {
        assertThat(calibration.row(8).margin(0.0001)).isEqualTo(0.5);
        assertThat(calibration.row(8).margin(0.9)).isEqualTo(0.25);
    }

    @Test
    void takesTheMeasuredWindowsAtOrBelow() {
        assertThat(calibration.row(7).windows()).isEqualTo(1);
        assertThat(calibration.row(99).windows()).isEqualTo(8);
    }

    @Test
    void aScoreAtTheThresholdHasTheMargin() {
        float threshold = calibration.threshold(Metric.COSINE, 8, 0.6, 0.1);

        double margin = calibration.row(8).margin(Metric.COSINE.distance(threshold), Metric.COSINE.distance(0.6));

        assertThat(margin).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration("", 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Row(1, 0.5f, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Row(1, Float.NaN, List.of(new Point(0.1, 0, 1))));
    }
}
