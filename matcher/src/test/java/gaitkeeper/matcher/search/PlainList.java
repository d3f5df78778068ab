package gaitkeeper.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors in a list, searched in double precision: what the indexes must agree with. */
final class PlainList {
    private final Metric metric;
    private final Map<Integer, float[]> vectors = new HashMap<>();
    private final Map<Integer, Integer> owners = new HashMap<>();

    PlainList(Metric metric) {
        this.metric = metric;
    }

    void add(int row, int owner, float[] vector) {
        assertThat(vectors).as("rows in use").doesNotContainKey(row);
        vectors.put(row, vector);
        owners.put(row, owner);
    }

    void assign(int row, int owner) {
        owners.put(row, owner);
    }

    void remove(int row) {
        vectors.remove(row);
        owners.remove(row);
    }

    List<Integer> rows() {
        return new ArrayList<>(vectors.keySet());
    }

    int owners() {
        return (int) owners.values().stream().filter(owner -> owner != VectorIndex.NOBODY).distinct().count();
    }

    private Map<Integer, Double> best(float[] probe) {
        Map<Integer, Double> best = new HashMap<>();
        vectors.forEach((row, vector) -> {
            if (owners.get(row) != VectorIndex.NOBODY) {
                best.merge(owners.get(row), score(metric, vector, probe), Math::max);
            }
        });
        return best;
    }

    /** Each rank's score is right, and so is each owner's; equals may stand in either order within what rounding changes. */
    void check(List<Nearest> found, float[] probe, int limit) {
        Map<Integer, Double> best = best(probe);
        List<Double> ranked = best.values().stream().sorted((a, b) -> Double.compare(b, a)).limit(limit).toList();
        assertThat(found).hasSize(ranked.size()).extracting(Nearest::owner).doesNotHaveDuplicates();
        for (int rank = 0; rank < found.size(); rank++) {
            VectorIndexContract.assertClose(found.get(rank).score(), ranked.get(rank));
            VectorIndexContract.assertClose(found.get(rank).score(), best.get(found.get(rank).owner()));
        }
    }

    static double score(Metric metric, float[] a, float[] b) {
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
}
