package gaitkeeper.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchedIndexTest extends VectorIndexContract {
    @Override
    VectorIndex empty(Metric metric, int width) {
        return new SketchedIndex(metric, width);
    }

    /** Large enough for two threads; some people stand close together, some values are far larger than others. */
    @ParameterizedTest
    @CsvSource({"COSINE,16,30000", "COSINE,128,20000", "EUCLIDEAN,16,30000", "EUCLIDEAN,128,20000"})
    void givesTheAnswersOfAFullComparisonToTheBit(Metric metric, int width, int rows) {
        var random = new Random(rows);
        var sketched = new SketchedIndex(metric, width);
        var flat = new FlatIndex(metric, width);
        float[] centre = vector(random, width);
        for (int row = 0; row < rows; row++) {
            float[] vector = vector(random, width);
            for (int i = 0; i < width; i++) {
                vector[i] = row % 2 == 0 ? vector[i] * (i % 7) : centre[i] + 0.05f * vector[i];
            }
            sketched.add(row / 2, vector);
            flat.add(row / 2, vector);
        }
        for (int round = 0; round < 10; round++) {
            float[] probe = round % 2 == 0 ? centre : vector(random, width);

            assertThat(sketched.search(probe, 10)).isEqualTo(flat.search(probe, 10)).hasSize(10);
        }
    }
}
