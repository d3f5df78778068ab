package gaitkeeper.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.Calibration.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private final Calibration calibration = new Calibration("made up", 100, List.of(new Point(1, 0.01, 0.9f, 0.3),
            new Point(1, 0.1, 0.7f, 0.6), new Point(8, 0.01, 0.8f, 0.5), new Point(8, 0.1, 0.6f, 0.8)));

    @Test
    void givesTheMeasuredThresholdAtAMeasuredPoint() {
        assertThat(calibration.threshold(8, 100, 0.01)).isEqualTo(0.8f);
    }

    @Test
    void interpolatesOnTheLogarithmOfTheRate() {
        assertThat(calibration.threshold(8, 100, Math.sqrt(0.001))).isCloseTo(0.7f, within(1e-6f));
    }

    @Test
    void takesTheMeasuredWindowsAtOrBelow() {
        assertThat(calibration.threshold(7, 100, 0.1)).isEqualTo(0.7f);
    }

    @Test
    void asksForMoreInALargerGallery() {
        assertThat(calibration.threshold(8, 1_000, 0.1)).isEqualTo(calibration.threshold(8, 100, 0.01));
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration("", 1, List.of()));
    }
}
