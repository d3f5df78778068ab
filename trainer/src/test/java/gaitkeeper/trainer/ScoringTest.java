package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.ExemplarBlock;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "13, 5", "16, 256", "17, 31", "420, 7"})
    void blocksGiveTheScoresOfPlainLoops(int width, int count) {
        float[] rows = random(1, width * count);
        float[] probe = random(2, width);
        float[] cosines = new float[count];
        float[] distances = new float[count];

        new ExemplarBlock(Metric.COSINE, width, rows).score(probe, 0, cosines);
        new ExemplarBlock(Metric.EUCLIDEAN, width, rows).score(probe, 0, distances);

        for (int row = 0; row < count; row++) {
            double dot = 0;
            double square = 0;
            for (int i = 0; i < width; i++) {
                dot += rows[row * width + i] * (double) probe[i];
                square += Math.pow(rows[row * width + i] - (double) probe[i], 2);
            }
            assertThat((double) cosines[row]).isCloseTo(dot, offset(1e-4));
            assertThat((double) distances[row]).isCloseTo(-Math.sqrt(square), offset(1e-4));
        }
    }

    private static float[] random(long seed, int count) {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
