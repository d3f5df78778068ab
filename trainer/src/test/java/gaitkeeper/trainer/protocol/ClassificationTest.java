package gaitkeeper.trainer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.Metric;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static Classification of(int[] labels, float... scores) {
        return Classification.evaluate(scores, scores.length / labels.length, labels);
    }

    @Test
    void nAucFollowsTheWorkedCases() {
        assertThat(of(new int[]{0, 1}, 2, 1, 0, 3).nAuc()).isEqualTo(1.0);
        assertThat(of(new int[]{0, 1}, 1, 2, 0, 3).nAuc()).isEqualTo(0.75);
        assertThat(of(new int[]{0, 1}, 2, 1, 1.5f, .5f).nAuc()).isEqualTo(0.5);
    }

    @Test
    void tiesOfTheRocAreHalfWins() {
        assertThat(of(new int[]{0, 1}, 1, 1, 1, 1).nAuc()).isEqualTo(.5);
        assertThat(of(new int[]{0, 0}, 2, 1, 1, 0).nAuc()).isEqualTo(3.5 / 4);
    }

    @Test
    void ranksCountTheClassesAboveAndTiesAgainst() {
        Classification result = of(new int[]{0, 1, 2}, 3, 2, 1, 3, 2, 1, 1, 1, 1);

        assertThat(result.rank()).containsExactly(1 / 3., 2 / 3., 1.);
    }

    @Test
    void aClassNobodyKnowsIsAMiss() {
        assertThat(of(new int[]{0, -1}, 3, 2, 3, 2).rank()).containsExactly(.5, .5);
    }

    @Test
    void nAucIsTheTrapezoidAreaOfTheFlattenedRoc() {
        var random = new Random(5);
        float[] scores = new float[40 * 4];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(12);
        }
        int[] labels = IntStream.range(0, 40).map(i -> i % 4).toArray();

        assertThat(Classification.evaluate(scores, 4, labels).nAuc()).isCloseTo(trapezoids(scores, labels),
                offset(1e-12));
    }

    private static double trapezoids(float[] scores, int[] labels) {
        double area = 0;
        double lastX = 0;
        double lastY = 0;
        for (int threshold = 11; threshold >= 0; threshold--) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < scores.length; i++) {
                boolean right = labels[i / 4] == i % 4;
                x += !right && scores[i] >= threshold ? 1 / 120. : 0;
                y += right && scores[i] >= threshold ? 1 / 40. : 0;
            }
            area += (x - lastX) * (y + lastY) / 2;
            lastX = x;
            lastY = y;
        }
        return area;
    }

    @Test
    void sumsPrefixes() {
        assertThat(Classification.sum(List.of(new float[]{1, 2}, new float[]{.5f, -4}))).containsExactly(1.5f, -2);
        assertThatThrownBy(() -> Classification.sum(List.of(new float[1], new float[2])))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void theNearestNeighbourIsAClassifier() {
        var train = Sets.line(new int[]{5, 5, 7}, 0, 1, 4);
        var probe = Sets.line(new int[]{5, 7, 9}, 1.5f, 2, 0);

        Classification result = Classification
                .nearestNeighbour(Comparison.of(probe, train, Metric.EUCLIDEAN).persons());

        assertThat(result.rank()).containsExactly(1 / 3., 2 / 3.);
        assertThat(result.classes()).isEqualTo(2);
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThatThrownBy(() -> Classification.evaluate(new float[0], 2, new int[0]))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> of(new int[]{0}, 1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> of(new int[]{0, 1}, 1, 2, Float.NaN, 1)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("sequence 1 for class 0");
    }
}
