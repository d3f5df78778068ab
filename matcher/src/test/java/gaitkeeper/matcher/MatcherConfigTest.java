package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherConfigTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void refusesAnErrorBudgetThatIsNoShare(double fpir) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MatcherConfig(fpir, 3, 20, true, 0.5f, MINUTE))
                .withMessageContaining("fpir");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "6, 5", "1, 201"})
    void refusesWindowsOutOfOrder(int minWindows, int probation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatcherConfig(0.01, minWindows, probation, true, 0.5f, MINUTE))
                .withMessageContaining("probation");
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.1f, Float.NaN})
    void refusesAQualityThatIsNoShare(float quality) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MatcherConfig(0.01, 3, 20, true, quality, MINUTE))
                .withMessageContaining("quality");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesToForgetAtOnce(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatcherConfig(0.01, 3, 20, true, 0.5f, Duration.ofSeconds(seconds)))
                .withMessageContaining("forget");
    }

    @Test
    void takesTheBounds() {
        assertThatNoException().isThrownBy(() -> new MatcherConfig(0.5, 1, 1, false, 0, Duration.ofNanos(1)));
        assertThatNoException().isThrownBy(() -> new MatcherConfig(0.5, 200, 200, true, 1, MINUTE));
    }

    @Test
    void longerWindowsAreFewer() {
        MatcherConfig seconds = MatcherConfig.DEFAULT.forFrames(30);

        assertThat(seconds.minWindows()).isEqualTo(2);
        assertThat(seconds.probation()).isEqualTo(5);
        assertThat(MatcherConfig.DEFAULT.forFrames(6)).isEqualTo(MatcherConfig.DEFAULT);
    }
}
