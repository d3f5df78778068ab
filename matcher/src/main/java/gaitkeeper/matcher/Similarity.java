package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;
import java.util.Arrays;

/** Scores of a probe against many vectors at once; higher is nearer. */
final class Similarity {
    private Similarity() {}

    /** Makes a vector comparable by {@link #raw}: unit length for the cosine, unchanged otherwise. Copies. */
    static float[] prepared(Metric metric, float[] vector) {
        float[] copy = vector.clone();
        if (metric == Metric.COSINE) {
            double squares = 0;
            for (float value : copy) {
                squares += (double) value * value;
            }
            float norm = (float) Math.sqrt(squares);
            for (int i = 0; i < copy.length; i++) {
                copy[i] = norm > 0 ? copy[i] / norm : 0;
            }
        }
        return copy;
    }

    /**
     * Raw scores, which order like scores but are cheaper: dot products, or negative squared distances.
     *
     * @param columns {@code [width][n]}, dimension by dimension
     * @param probe {@code [width]}
     * @param scores {@code [n]}, overwritten
     */
    static void raw(Metric metric, float[][] columns, float[] probe, float[] scores) {
        Arrays.fill(scores, 0);
        for (int d = 0; d < probe.length; d++) {
            if (metric == Metric.COSINE) {
                addProducts(columns[d], probe[d], scores);
            } else {
                subtractSquares(columns[d], probe[d], scores);
            }
        }
    }

    private static void addProducts(float[] column, float probe, float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += column[i] * probe;
        }
    }

    private static void subtractSquares(float[] column, float probe, float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            float difference = column[i] - probe;
            scores[i] -= difference * difference;
        }
    }

    /** The score itself, from its raw form. */
    static float score(Metric metric, float raw) {
        return metric == Metric.COSINE ? raw : -(float) Math.sqrt(Math.abs(raw));
    }
}
