package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.List;

/**
 * Probes compared by a bundle's metric. Scores are cosines or negative squared distances, which order like distances and are cheaper;
 * beside each row stands what {@link #factor} tells.
 */
final class MetricQuery implements Query {
    private final Kernels kernels = Kernels.best();
    private final Metric metric;
    private final int width;
    private final int count;
    private final float[] probes;

    MetricQuery(Metric metric, int width, List<float[]> probes) {
        this.metric = metric;
        this.width = width;
        this.count = probes.size();
        this.probes = new float[count * width];
        for (int i = 0; i < count; i++) {
            float[] probe = probes.get(i);
            float factor = factor(metric, probe);
            for (int j = 0; j < width; j++) {
                this.probes[i * width + j] = probe[j] * factor;
            }
        }
    }

    /** What a vector's products are multiplied with: 1 over its length for the cosine, or 0 if it has none. */
    static float factor(Metric metric, float[] vector) {
        if (metric == Metric.EUCLIDEAN) {
            return 1;
        }
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void score(Block block, float[] scores) {
        switch (metric) {
            case COSINE -> {
                kernels.dots(block.values, block.at, width, probes, count, scores);
                for (int at = 0; at < count * Kernels.ROWS; at += Kernels.ROWS) {
                    multiply(scores, at, block.beside);
                }
            }
            case EUCLIDEAN -> {
                kernels.distances(block.values, block.at, width, probes, count, scores);
                for (int i = 0; i < count * Kernels.ROWS; i++) {
                    scores[i] = -scores[i];
                }
            }
        }
    }

    private static void multiply(float[] scores, int at, float[] factors) {
        for (int row = 0; row < Kernels.ROWS; row++) {
            scores[at + row] *= factors[row];
        }
    }

    /** Compares the first probe with one row, which gives the same bits as comparing it with the block. */
    float score(Block block, int lane) {
        float[] row = new float[width];
        Lanes.read(block, lane, row);
        return score(row, block.beside[lane]);
    }

    /** Compares the first probe with a vector, of which the factor is known; again the same bits. */
    float score(float[] vector, float factor) {
        float sum = 0;
        for (int i = 0; i < width; i++) {
            sum = switch (metric) {
                case COSINE -> Math.fma(vector[i], probes[i], sum);
                case EUCLIDEAN -> Math.fma(vector[i] - probes[i], vector[i] - probes[i], sum);
            };
        }
        return metric == Metric.COSINE ? sum * factor : -sum;
    }

    /** A ranking as callers see it: with cosines, or negative distances. */
    static List<Nearest> shown(Metric metric, List<Nearest> ranking) {
        return metric == Metric.COSINE
                ? ranking
                : ranking.stream().map(n -> new Nearest(n.owner(), shown(metric, n.score()))).toList();
    }

    /** A score as callers see it. */
    static float shown(Metric metric, float score) {
        return metric == Metric.COSINE ? score : -(float) Math.sqrt(Math.abs(score));
    }
}
