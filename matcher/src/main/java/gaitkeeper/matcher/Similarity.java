package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;

/** Scores of a probe against one row of a matrix; higher is nearer. */
final class Similarity {
    private Similarity() {}

    /** Makes a vector comparable by {@link #raw}: unit length for the cosine, unchanged otherwise. Copies. */
    static float[] prepared(Metric metric, float[] vector) {
        float[] copy = vector.clone();
        if (metric == Metric.COSINE) {
            float norm = (float) Math.sqrt(dot(copy, 0, copy));
            for (int i = 0; i < copy.length; i++) {
                copy[i] = norm > 0 ? copy[i] / norm : 0;
            }
        }
        return copy;
    }

    /** Orders like the score but is cheaper: the dot product, or the negative squared distance. */
    static float raw(Metric metric, float[] rows, int offset, float[] probe) {
        return metric == Metric.COSINE ? dot(rows, offset, probe) : -squaredDistance(rows, offset, probe);
    }

    /** The score itself, from its raw form. */
    static float score(Metric metric, float raw) {
        return metric == Metric.COSINE ? raw : -(float) Math.sqrt(-raw);
    }

    // Four sums in each loop, because one chain of dependent additions would leave three quarters of the FPU idle.

    private static float dot(float[] rows, int offset, float[] probe) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < probe.length; i += 4) {
            s0 = Math.fma(rows[offset + i], probe[i], s0);
            s1 = Math.fma(rows[offset + i + 1], probe[i + 1], s1);
            s2 = Math.fma(rows[offset + i + 2], probe[i + 2], s2);
            s3 = Math.fma(rows[offset + i + 3], probe[i + 3], s3);
        }
        for (; i < probe.length; i++) {
            s0 = Math.fma(rows[offset + i], probe[i], s0);
        }
        return s0 + s1 + (s2 + s3);
    }

    private static float squaredDistance(float[] rows, int offset, float[] probe) {
        float s0 = 0;
        float s1 = 0;
        int i = 0;
        for (; i + 1 < probe.length; i += 2) {
            float d0 = rows[offset + i] - probe[i];
            float d1 = rows[offset + i + 1] - probe[i + 1];
            s0 = Math.fma(d0, d0, s0);
            s1 = Math.fma(d1, d1, s1);
        }
        for (; i < probe.length; i++) {
            float d0 = rows[offset + i] - probe[i];
            s0 = Math.fma(d0, d0, s0);
        }
        return s0 + s1;
    }
}
