package gaitkeeper.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.Cluster;
import org.apache.commons.math3.ml.clustering.DBSCANClusterer;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbscanTest {
    private static final double[][] CHAIN = {{0, .6, 1}, {.6, 0, .7}, {1, .7, 0}};

    @ParameterizedTest
    @CsvSource({".6, 2, '0,0,-1'", ".7, 2, '0,0,0'", ".7, 3, '0,0,0'", ".6, 3, '-1,-1,-1'"})
    void labelsTheWorkedCases(double eps, int minSamples, String labels) {
        assertThat(Dbscan.labels(graph(CHAIN, eps), minSamples))
                .containsExactly(Arrays.stream(labels.split(",")).mapToInt(Integer::parseInt).toArray());
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3, 2", "2, 0.3, 4", "3, 0.5, 4", "4, 0.15, 3", "5, 0.8, 6"})
    void agreesWithAnotherImplementation(int seed, double eps, int minSamples) {
        var random = new Random(seed);
        List<DoublePoint> points = IntStream.range(0, 300).mapToObj(
                i -> new DoublePoint(new double[]{i % 5 + random.nextGaussian() / 2, random.nextGaussian()})).toList();
        double[][] distances = new double[300][300];
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < 300; j++) {
                distances[i][j] = Math.hypot(points.get(i).getPoint()[0] - points.get(j).getPoint()[0],
                        points.get(i).getPoint()[1] - points.get(j).getPoint()[1]);
            }
        }

        int[] labels = Dbscan.labels(graph(distances, eps), minSamples);

        assertThat(labels).containsExactly(oracle(points, eps, minSamples));
    }

    @Test
    void givesABorderPointToTheFirstClusterThatReachesIt() {
        double[][] distances = new double[7][7];
        for (double[] row : distances) {
            Arrays.fill(row, 1);
        }
        for (int[] pair : new int[][]{{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {4, 6}, {5, 6}}) {
            distances[pair[0]][pair[1]] = 0.1;
            distances[pair[1]][pair[0]] = 0.1;
        }

        assertThat(Dbscan.labels(graph(distances, 0.5), 4)).containsExactly(0, 0, 0, 0, 1, 1, 1);
    }

    /** Labels by the oracle's clusters, which it finds in the same order; its own point does not count there. */
    private static int[] oracle(List<DoublePoint> points, double eps, int minSamples) {
        Map<DoublePoint, Integer> at = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            at.put(points.get(i), i);
        }
        int[] labels = new int[points.size()];
        Arrays.fill(labels, Dbscan.NOISE);
        List<Cluster<DoublePoint>> clusters = new DBSCANClusterer<DoublePoint>(eps, minSamples - 1).cluster(points);
        for (int label = 0; label < clusters.size(); label++) {
            for (DoublePoint point : clusters.get(label).getPoints()) {
                labels[at.get(point)] = label;
            }
        }
        return labels;
    }

    static NeighbourGraph graph(double[][] distances, double eps) {
        int n = distances.length;
        int[][] neighbours = new int[n][];
        for (int i = 0; i < n; i++) {
            double[] row = distances[i];
            int self = i;
            neighbours[i] = IntStream.range(0, n).filter(j -> j == self || row[j] <= eps).toArray();
        }
        return new NeighbourGraph(neighbours);
    }
}
