package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;
import java.util.Arrays;

/** Scores of a probe against many vectors; higher is nearer. */
final class Similarity {
    private static final int AT_ONCE = 4;

    private Similarity() {}

    /** Dimensions that a vector of this width has once it is prepared. */
    static int dimensions(int width) {
        return (width + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
    }

    /** Makes a vector comparable by {@link #raw}: unit length for the cosine, and zeros up to a whole number of steps. */
    static float[] prepared(Metric metric, float[] vector) {
        float[] copy = Arrays.copyOf(vector, dimensions(vector.length));
        if (metric == Metric.COSINE) {
            float norm = norm(copy);
            for (int i = 0; i < vector.length; i++) {
                copy[i] = norm > 0 ? copy[i] / norm : 0;
            }
        }
        return copy;
    }

    private static float norm(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return (float) Math.sqrt(squares);
    }

    /**
     * Compares a probe with vectors kept by columns. The result orders like the score but is cheaper: the dot product, or the
     * negative squared distance.
     *
     * @param columns one array per dimension, one element per vector
     * @param probe prepared
     * @param raw overwritten, one element per vector
     * @param count how many vectors
     */
    static void raw(Metric metric, float[][] columns, float[] probe, float[] raw, int count) {
        Arrays.fill(raw, 0, count, 0);
        for (int i = 0; i < probe.length; i += AT_ONCE) {
            switch (metric) {
                case COSINE -> addProducts(columns, probe, i, raw, count);
                case EUCLIDEAN -> subtractSquares(columns, probe, i, raw, count);
            }
        }
    }

    /** The score itself, from its raw form. */
    static float score(Metric metric, float raw) {
        return metric == Metric.COSINE ? raw : -(float) Math.sqrt(Math.abs(raw));
    }

    // Both loops are in the form that the JIT vectorises: one index into whole arrays, no sum carried along.

    private static void addProducts(float[][] columns, float[] probe, int at, float[] sums, int count) {
        float[] c0 = columns[at];
        float[] c1 = columns[at + 1];
        float[] c2 = columns[at + 2];
        float[] c3 = columns[at + 3];
        float p0 = probe[at];
        float p1 = probe[at + 1];
        float p2 = probe[at + 2];
        float p3 = probe[at + 3];
        for (int i = 0; i < count; i++) {
            sums[i] = Math.fma(c3[i], p3, Math.fma(c2[i], p2, Math.fma(c1[i], p1, Math.fma(c0[i], p0, sums[i]))));
        }
    }

    private static void subtractSquares(float[][] columns, float[] probe, int at, float[] sums, int count) {
        float[] c0 = columns[at];
        float[] c1 = columns[at + 1];
        float[] c2 = columns[at + 2];
        float[] c3 = columns[at + 3];
        float p0 = probe[at];
        float p1 = probe[at + 1];
        float p2 = probe[at + 2];
        float p3 = probe[at + 3];
        for (int i = 0; i < count; i++) {
            float d0 = c0[i] - p0;
            float d1 = c1[i] - p1;
            float d2 = c2[i] - p2;
            float d3 = c3[i] - p3;
            sums[i] -= d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
        }
    }
}
