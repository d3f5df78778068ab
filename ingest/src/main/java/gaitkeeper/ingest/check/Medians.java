package gaitkeeper.ingest.check;

import java.util.Arrays;

/** Values of one measure over a window; NaN is left out. */
final class Medians {
    private final double[] values;
    private int count;

    Medians(int most) {
        values = new double[most];
    }

    void clear() {
        count = 0;
    }

    void add(double value) {
        if (!Double.isNaN(value) && count < values.length) {
            values[count++] = value;
        }
    }

    int count() {
        return count;
    }

    /** The middle one; NaN if there is none. */
    double median() {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }

    /** Standard deviation over mean; NaN if there are fewer than two. */
    double variation() {
        if (count < 2) {
            return Double.NaN;
        }
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
            squares += values[i] * values[i];
        }
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean)) / Math.abs(mean);
    }
}
