package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import java.util.Arrays;

/** Some exemplars, and the scores of probes against them. */
public final class ExemplarBlock {
    /*
     * The exemplars stand in columns, element after element of all of them, so that the inner loop runs over exemplars with
     * independent sums and the JIT turns it into SIMD; a loop over the elements of one exemplar it may not reorder. One array
     * per element, not one for all: with computed offsets into a single array the JIT gives up (2.8 instead of 13 billion
     * multiplications a second, JDK 25). Four elements at a time halve the traffic to the sums. Widths are padded with zeros,
     * which change neither metric.
     */
    private static final int UNROLLED = 4;
    /** Elements that all probes are compared by before the next ones: columns of so many stay in the cache. */
    private static final int CACHED = 64;

    private final Metric metric;
    private final int width;
    private final int count;
    private final float[][] columns;

    /**
     * Takes exemplars over.
     *
     * @param rows {@code [count, width]}; of unit length for the cosine
     */
    public ExemplarBlock(Metric metric, int width, float[] rows) {
        this.metric = metric;
        this.width = width;
        count = rows.length / width;
        columns = new float[padded(width)][count];
        for (int i = 0; i < width; i++) {
            for (int row = 0; row < count; row++) {
                columns[i][row] = rows[row * width + i];
            }
        }
    }

    private static int padded(int width) {
        return (width + UNROLLED - 1) / UNROLLED * UNROLLED;
    }

    /** Number of exemplars. */
    public int count() {
        return count;
    }

    /**
     * Scores probes that follow one another: fills the first {@link #count} places of each row of {@code target}, higher is nearer.
     *
     * @param probes {@code [.., width]}
     * @param first which of them is the first
     */
    public void score(float[] probes, int first, float[][] target) {
        for (float[] scores : target) {
            Arrays.fill(scores, 0, count, 0);
        }
        for (int from = 0; from < columns.length; from += CACHED) {
            int to = Math.min(columns.length, from + CACHED);
            for (int row = 0; row < target.length; row++) {
                add(probes, (first + row) * width, from, to, target[row]);
            }
        }
        if (metric == Metric.EUCLIDEAN) {
            for (float[] scores : target) {
                for (int j = 0; j < count; j++) {
                    scores[j] = -(float) Math.sqrt(scores[j]);
                }
            }
        }
    }

    /** What some elements of a probe add to its scores. */
    private void add(float[] probes, int offset, int from, int to, float[] target) {
        float[] probe = new float[to - from];
        System.arraycopy(probes, offset + from, probe, 0, Math.min(to, width) - from);
        for (int i = 0; i < probe.length; i += UNROLLED) {
            if (metric == Metric.COSINE) {
                products(from + i, probe, i, target);
            } else {
                squares(from + i, probe, i, target);
            }
        }
    }

    private void products(int column, float[] probe, int i, float[] target) {
        final float[] c0 = columns[column];
        final float[] c1 = columns[column + 1];
        final float[] c2 = columns[column + 2];
        final float[] c3 = columns[column + 3];
        final float p0 = probe[i];
        final float p1 = probe[i + 1];
        final float p2 = probe[i + 2];
        final float p3 = probe[i + 3];
        for (int j = 0; j < count; j++) {
            target[j] = Math.fma(p0, c0[j], Math.fma(p1, c1[j], Math.fma(p2, c2[j], Math.fma(p3, c3[j], target[j]))));
        }
    }

    private void squares(int column, float[] probe, int i, float[] target) {
        final float[] c0 = columns[column];
        final float[] c1 = columns[column + 1];
        final float[] c2 = columns[column + 2];
        final float[] c3 = columns[column + 3];
        final float p0 = probe[i];
        final float p1 = probe[i + 1];
        final float p2 = probe[i + 2];
        final float p3 = probe[i + 3];
        for (int j = 0; j < count; j++) {
            float d0 = p0 - c0[j];
            float d1 = p1 - c1[j];
            float d2 = p2 - c2[j];
            float d3 = p3 - c3[j];
            target[j] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
        }
    }
}
