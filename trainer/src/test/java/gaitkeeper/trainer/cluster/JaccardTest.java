package gaitkeeper.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JaccardTest {
    private static final float[] FOUR = {1, 0, 0.9f, 0.1f, 0, 1, 0.1f, 0.9f};

    @Test
    void weighsTheWorkedCase() {
        SparseRows weights = Jaccard.weights(FOUR, 2, NearestNeighbours.find(FOUR, 2, 2), 2, 1);

        assertThat(weights.columns()).isDeepEqualTo(new int[][]{{0, 1}, {0, 1}, {2, 3}, {2, 3}});
        assertThat(weights.values()[0]).containsExactly(new float[]{0.549834f, 0.450166f}, offset(1e-6f));
        assertThat(weights.values()[1]).containsExactly(new float[]{0.539915f, 0.460085f}, offset(1e-6f));
    }

    @Test
    void measuresTheWorkedCase() {
        assertThat(dense(FOUR, 2, 2, 1)[0][1]).isCloseTo(0.019643f, offset(1e-5f));
        assertThat(dense(FOUR, 2, 2, 1)[0][2]).isEqualTo(1);
        assertThat(dense(FOUR, 2, 2, 2)[0][1]).isCloseTo(0, offset(1e-6f));
    }

    @Test
    void clustersTheWorkedCase() {
        assertThat(Dbscan.labels(graph(FOUR, 2, 2, 1, 0.6), 2)).containsExactly(0, 0, 1, 1);
    }

    @Test
    void leavesAStrayPointAlone() {
        float[] five = Arrays.copyOf(FOUR, 10);
        five[8] = 5;
        five[9] = 5;

        Neighbours ranks = NearestNeighbours.find(five, 2, 2);

        assertThat(Arrays.copyOfRange(ranks.indices(), 8, 10)).containsExactly(4, 1);
        assertThat(Jaccard.weights(five, 2, ranks, 2, 1).columns()[4]).containsExactly(4);
        assertThat(Dbscan.labels(graph(five, 2, 2, 1, 0.6), 2)).containsExactly(0, 0, 1, 1, -1);
    }

    @Test
    void weighsOnlyTheLongestWhenPointsAreLong() {
        float[] long4 = new float[8];
        for (int i = 0; i < 8; i++) {
            long4[i] = 10 * FOUR[i];
        }

        SparseRows weights = Jaccard.weights(long4, 2, NearestNeighbours.find(long4, 2, 2), 2, 1);

        assertThat(weights.values()[0][0]).isCloseTo(1, offset(1e-6f));
        assertThat(weights.values()[1][0]).isCloseTo(1, offset(1e-6f));
        assertThat(dense(long4, 2, 2, 1)[0][1]).isCloseTo(0, offset(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.7, 0.75, 0.8})
    void findsWhatTheDenseDistancesGive(double eps) {
        float[] points = points(200, 5);

        NeighbourGraph sparse = graph(points, 5, 20, 6, eps);

        float[][] dense = dense(points, 5, 20, 6);
        for (int i = 0; i < 200; i++) {
            int row = i;
            assertThat(sparse.neighbours()[i]).containsExactly(
                    IntStream.range(0, 200).filter(j -> j == row || dense[row][j] <= (float) eps).toArray());
        }
        assertThat(Arrays.stream(sparse.neighbours()).mapToInt(n -> n.length).max().orElseThrow()).isBetween(2, 199);
    }

    @Test
    void isSymmetric() {
        NeighbourGraph graph = graph(points(200, 5), 5, 20, 6, 0.7);

        for (int i = 0; i < 200; i++) {
            for (int j : graph.neighbours()[i]) {
                assertThat(graph.neighbours()[j]).contains(i);
            }
        }
    }

    @Test
    void doesNotDependOnTheOrderOfThePoints() {
        float[] points = points(150, 4);
        int[] order = IntStream.range(0, 150).map(i -> i * 37 % 150).toArray();
        float[] permuted = new float[points.length];
        for (int i = 0; i < 150; i++) {
            System.arraycopy(points, order[i] * 4, permuted, i * 4, 4);
        }

        NeighbourGraph plain = graph(points, 4, 20, 6, 0.7);
        NeighbourGraph other = graph(permuted, 4, 20, 6, 0.7);

        for (int i = 0; i < 150; i++) {
            assertThat(Arrays.stream(other.neighbours()[i]).map(j -> order[j]).sorted().toArray())
                    .containsExactly(plain.neighbours()[order[i]]);
        }
    }

    @Test
    void refusesAnEpsThatEveryPairWouldReach() {
        assertThatThrownBy(() -> graph(FOUR, 2, 2, 1, 1)).hasMessageContaining("eps");
    }

    private static NeighbourGraph graph(float[] points, int width, int k1, int k2, double eps) {
        return Jaccard.within(points, width, NearestNeighbours.find(points, width, k1), k1, k2, eps);
    }

    static float[] points(int count, int width) {
        var random = new Random(11);
        float[] points = new float[count * width];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) random.nextGaussian() + i / width % 7;
        }
        return points;
    }

    /** The published steps with full matrices and sets, step by step. */
    private static float[][] dense(float[] points, int width, int k1, int k2) {
        int n = points.length / width;
        int[][] ranks = ranks(points, width, k1);
        float[][] weights = new float[n][n];
        for (int i = 0; i < n; i++) {
            Set<Integer> members = members(ranks, i, k1);
            double sum = 0;
            for (int j : members) {
                sum += Math.exp(2 * product(points, width, i, j) - 2 * product(points, width, i, i));
            }
            for (int j : members) {
                weights[i][j] = (float) (Math
                        .exp(2 * product(points, width, i, j) - 2 * product(points, width, i, i)) / sum);
            }
        }
        return distances(expanded(weights, ranks, k2));
    }

    private static float[][] expanded(float[][] weights, int[][] ranks, int k2) {
        if (k2 == 1) {
            return weights;
        }
        int n = weights.length;
        float[][] expanded = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int rank = 0; rank < k2; rank++) {
                    sum += weights[ranks[i][rank]][j];
                }
                expanded[i][j] = (float) (sum / k2);
            }
        }
        return expanded;
    }

    private static float[][] distances(float[][] weights) {
        int n = weights.length;
        float[][] distances = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                float shared = 0;
                for (int c = 0; c < n; c++) {
                    shared += Math.min(weights[i][c], weights[j][c]);
                }
                distances[i][j] = Math.max(0, 1 - shared / (2 - shared));
            }
        }
        return distances;
    }

    private static Set<Integer> members(int[][] ranks, int i, int k1) {
        Set<Integer> own = reciprocal(ranks, i, k1 + 1);
        Set<Integer> all = new HashSet<>(own);
        for (int candidate : own) {
            Set<Integer> its = reciprocal(ranks, candidate, (int) Math.rint(k1 / 2.0) + 1);
            Set<Integer> both = new HashSet<>(its);
            both.retainAll(own);
            if (both.size() > 2.0 / 3 * its.size()) {
                all.addAll(its);
            }
        }
        return all;
    }

    private static Set<Integer> reciprocal(int[][] ranks, int i, int first) {
        Set<Integer> found = new HashSet<>();
        for (int j : Arrays.copyOf(ranks[i], Math.min(first, ranks[i].length))) {
            if (Arrays.stream(ranks[j]).limit(first).anyMatch(k -> k == i)) {
                found.add(j);
            }
        }
        return found;
    }

    private static int[][] ranks(float[] points, int width, int k1) {
        int n = points.length / width;
        int[][] ranks = new int[n][];
        for (int i = 0; i < n; i++) {
            ranks[i] = NearestNeighboursTest.sorted(points, width, i).limit(k1).mapToInt(j -> j).toArray();
        }
        return ranks;
    }

    private static double product(float[] points, int width, int a, int b) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += (double) points[a * width + k] * points[b * width + k];
        }
        return sum;
    }
}
