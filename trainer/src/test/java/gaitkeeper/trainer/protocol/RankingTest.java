package gaitkeeper.trainer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
    @ParameterizedTest
    @ValueSource(floats = {1, 1e30f, 1e-30f, Float.MIN_VALUE})
    void tellsScoresApartHoweverNearTheyAre(float step) {
        float[] scores = {-step, -5 * step, -3 * step, -2 * step, -4 * step, -6 * step};
        var ranking = new Ranking(3);

        ranking.rank(scores, scores.length, 0, 3, -1);

        assertThat(ranking.before()).isZero();
        assertThat(ranking.averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 5.0) / 3, offset(1e-9));
    }
}
