package gaitkeeper.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PldaTest {
    /** People vary by 4, visits by 1, windows by 3, along one axis that halves what lies above 2. */
    private final Plda plda = new Plda(new float[]{2}, new float[]{0.5f}, new float[]{4}, new float[]{1},
            new float[]{3});

    /** Worked by hand: the densities of a pair of normal values, with and without a common part. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "3, 2, 1, 8", "-2, -2, 12, 12", "0.3, 4, 6, 256"})
    void isTheRatioOfTheDensities(double track, double person, int n, int m) {
        double a = 4 + 1 + 3.0 / n;
        double c = 4 + 1 + 3.0 / m;
        double together = density(track, person, a, c, 4);
        double apart = density(track, person, a, c, 0);

        assertThat((double) plda.likelihood(new float[]{(float) track}, n, new float[]{(float) person}, m))
                .isCloseTo(together - apart, within(1e-5));
    }

    private static double density(double x, double y, double a, double c, double b) {
        double determinant = a * c - b * b;
        return -0.5 * Math.log(determinant) - 0.5 * (c * x * x - 2 * b * x * y + a * y * y) / determinant;
    }

    @Test
    void aLongerTrackSaysMore() {
        float[] same = {3};

        assertThat(plda.likelihood(same, 64, same, 64)).isGreaterThan(plda.likelihood(same, 1, same, 64));
    }

    @Test
    void aNumberOfWindowsBetweenTwoCountsAsTheLower() {
        float[] value = {1};

        assertThat(plda.likelihood(value, 5, value, 7)).isEqualTo(plda.likelihood(value, 4, value, 6));
        assertThat(plda.likelihood(value, 10_000, value, 1)).isEqualTo(plda.likelihood(value, 256, value, 1));
    }

    @Test
    void projectsAboutTheMean() {
        assertThat(plda.project(new float[]{8})).containsExactly(3);
    }

    @Test
    void comesBackFromItsText() {
        Plda read = Plda.of(plda.text());

        assertThat(read.text()).isEqualTo(plda.text());
        assertThat(read.width()).isEqualTo(1);
        assertThat(read.likelihood(new float[]{1}, 1, new float[]{2}, 1))
                .isEqualTo(plda.likelihood(new float[]{1}, 1, new float[]{2}, 1));
    }

    @Test
    void refusesWhatIsNone() {
        String text = plda.text();
        assertThatIllegalArgumentException().isThrownBy(() -> Plda.of(text.substring(0, text.length() - 4)));
        assertThatIllegalArgumentException().isThrownBy(() -> Plda.of("?"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plda.of(Base64.getEncoder().encodeToString(new byte[]{0, 0, 0, 127, 0, 0, 0, 127})));
        assertThatIllegalArgumentException().isThrownBy(() -> new Plda(new float[]{2}, new float[]{1}, new float[]{0},
                new float[]{1}, new float[]{1})).withMessageContaining("axis 0");
    }
}
