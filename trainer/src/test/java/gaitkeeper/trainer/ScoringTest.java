package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.ExemplarBlock;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "13, 5", "16, 256", "17, 31", "64, 3", "65, 3", "420, 7"})
    void blocksGiveTheScoresOfPlainLoops(int width, int count) {
        float[] rows = random(1, width * count);
        float[] probes = random(2, 4 * width);
        float[][] cosines = new float[2][count];
        float[][] distances = new float[2][count];

        new ExemplarBlock(Metric.COSINE, width, rows).score(probes, 1, cosines);
        new ExemplarBlock(Metric.EUCLIDEAN, width, rows).score(probes, 1, distances);

        for (int probe = 0; probe < 2; probe++) {
            assertScores(Arrays.copyOfRange(probes, (1 + probe) * width, (2 + probe) * width), rows, cosines[probe],
                    distances[probe]);
        }
    }

    private static void assertScores(float[] probe, float[] rows, float[] cosines, float[] distances) {
        int width = probe.length;
        for (int row = 0; row < cosines.length; row++) {
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
