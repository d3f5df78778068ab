package gaitkeeper.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Calibration.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private final Calibration calibration = new Calibration("made up", 100,
            List.of(new Row(8, 0.5f, List.of(new Point(0.1, 0.2f, 0.8), new Point(0.01, 0.4f, 0.5))),
                    new Row(1, 0.5f, List.of(new Point(0.01, 0.6f, 0.3)))));

    @Test
    void asksToBeNearerThanTheRunnerUpByTheMargin() {
        // distance 1 - 0.7 = 0.3; 0.4 nearer is 0.18, a score of 0.82
        assertThat(calibration.threshold(Metric.COSINE, 8, 0.7f, 0.01)).isCloseTo(0.82f, within(1e-6f));
    }

    @Test
    void takesTheReferenceWhereThereIsNoRunnerUp() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 8, Float.NEGATIVE_INFINITY, 0.01)).isCloseTo(-0.3f,
                within(1e-6f));
    }

    @Test
    void takesTheReferenceWhereTheRunnerUpIsFurther() {
        assertThat(calibration.threshold(Metric.EUCLIDEAN, 8, -7, 0.01)).isCloseTo(-0.3f, within(1e-6f));
    }

    @Test
    void interpolatesOnTheLogarithmOfTheRate() {
        assertThat(calibration.row(8).margin(Math.sqrt(0.001))).isCloseTo(0.3, within(1e-6));
    }

    @Test
    void staysAtTheNearestMeasuredRateBeyondThem() {
        assertThat(calibration.row(8).margin(1e-6)).isEqualTo(0.4f);
    }

    @Test
    void takesTheMeasuredWindowsAtOrBelow() {
        assertThat(calibration.row(7).windows()).isEqualTo(1);
        assertThat(calibration.row(900).windows()).isEqualTo(8);
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration("", 1, List.of()));
    }
}
