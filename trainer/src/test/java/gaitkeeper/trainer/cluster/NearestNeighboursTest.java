package gaitkeeper.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNeighboursTest {
    @ParameterizedTest
    @CsvSource({"300, 3, 20", "600, 90, 20", "700, 256, 20", "5, 2, 20"})
    void findsWhatSortingAllDistancesFinds(int count, int width, int nearest) {
        float[] points = spread(count, width);

        Neighbours found = NearestNeighbours.find(points, width, nearest);

        assertThat(found.count()).isEqualTo(Math.min(count, nearest));
        for (int i = 0; i < count; i++) {
            assertThat(Arrays.copyOfRange(found.indices(), i * found.count(), (i + 1) * found.count()))
                    .containsExactly(sorted(points, width, i).limit(nearest).mapToInt(j -> j).toArray());
        }
    }

    @Test
    void ordersPointsAtTheSamePlaceByIndex() {
        float[] points = new float[40 * 8];
        for (int i = 0; i < points.length; i++) {
            points[i] = i / 8 % 4;
        }

        Neighbours found = NearestNeighbours.find(points, 8, 5);

        assertThat(Arrays.copyOf(found.indices(), 5)).containsExactly(0, 4, 8, 12, 16);
        assertThat(Arrays.copyOfRange(found.indices(), 39 * 5, 40 * 5)).containsExactly(3, 7, 11, 15, 19);
    }

    /** Far from the origin, a few long directions, some copies. */
    private static float[] spread(int count, int width) {
        var random = new Random(7);
        float[] points = new float[count * width];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) (5 + random.nextGaussian() / (1 + i % width));
        }
        System.arraycopy(points, 0, points, points.length / 2 / width * width, 2 * width);
        return points;
    }

    static Stream<Integer> sorted(float[] points, int width, int row) {
        return IntStream.range(0, points.length / width).boxed()
                .sorted(Comparator.<Integer>comparingDouble(j -> square(points, width, row, j))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static double square(float[] points, int width, int a, int b) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double d = (double) points[a * width + k] - points[b * width + k];
            sum += d * d;
        }
        return sum;
    }
}
