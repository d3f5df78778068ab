package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.ExemplarMatrix.Best;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels against the formulas, in widths and counts that do not fit their steps. */
class ExemplarMatrixTest {
    private static final int OWNERS = 7;

    private final Random random = new Random(5);

    private float[] vector(int width) {
        float[] vector = new float[width];
        for (int i = 0; i < width; i++) {
            vector[i] = random.nextFloat(-2, 2);
        }
        return vector;
    }

    private static double score(Metric metric, float[] a, float[] b) {
        double dot = 0;
        double squares = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return metric == Metric.COSINE ? dot / Math.sqrt(aa * bb) : -Math.sqrt(squares);
    }

    @ParameterizedTest
    @CsvSource({"COSINE,1,1", "COSINE,13,20", "COSINE,16,1023", "COSINE,420,1024", "COSINE,30,1025", "COSINE,31,2500",
        "EUCLIDEAN,1,1", "EUCLIDEAN,13,20", "EUCLIDEAN,16,1023", "EUCLIDEAN,420,1024", "EUCLIDEAN,30,1025",
        "EUCLIDEAN,31,2500"})
    void scoresAreTheFormulas(Metric metric, int width, int rows) {
        var matrix = new ExemplarMatrix(metric, width);
        double[] best = new double[OWNERS];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        float[] probe = vector(width);
        for (int row = 0; row < rows; row++) {
            float[] vector = vector(width);
            matrix.append(row % OWNERS, vector);
            best[row % OWNERS] = Math.max(best[row % OWNERS], score(metric, vector, probe));
        }

        List<Best> found = matrix.search(probe, OWNERS);

        assertThat(found).hasSize(Math.min(rows, OWNERS))
                .isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
        assertThat(found)
                .allSatisfy(entry -> assertThat((double) entry.score()).isCloseTo(best[entry.owner()], within(1e-5)));
    }

    @ParameterizedTest
    @CsvSource({"COSINE", "EUCLIDEAN"})
    void equalRowsScoreEquallyWhereverTheyStand(Metric metric) {
        var matrix = new ExemplarMatrix(metric, 13);
        float[] same = vector(13);
        for (int row = 0; row < 1_500; row++) {
            matrix.append(row, same);
        }

        List<Best> found = matrix.search(vector(13), 1_500);

        assertThat(found).extracting(Best::score).containsOnly(found.getFirst().score());
        assertThat(found).extracting(Best::owner).isSorted();
    }
}
