package gaitkeeper.trainer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** How rows scatter within and between people; covariances over all rows. */
final class Scatter {
    private final int count;
    private final int people;
    private final double[] mean;
    private final DMatrixRMaj within;
    private final DMatrixRMaj between;

    private Scatter(int count, int people, double[] mean, DMatrixRMaj within, DMatrixRMaj between) {
        this.count = count;
        this.people = people;
        this.mean = mean;
        this.within = within;
        this.between = between;
    }

    /**
     * Measures rows.
     *
     * @param rows {@code [labels.length, width]}
     * @param labels whom each row is of
     * @param people the labels there are, ascending
     */
    static Scatter of(float[] rows, int width, int[] labels, int[] people) {
        double[] mean = new double[width];
        double[][] means = new double[people.length][width];
        int[] counts = new int[people.length];
        average(rows, width, labels, people, mean, means, counts);
        var within = new DMatrixRMaj(width, width);
        double[] deviation = new double[width];
        for (int row = 0; row < labels.length; row++) {
            double[] own = means[Arrays.binarySearch(people, labels[row])];
            for (int i = 0; i < width; i++) {
                deviation[i] = rows[row * width + i] - own[i];
            }
            add(deviation, 1.0 / labels.length, within);
        }
        mirror(within);
        return new Scatter(labels.length, people.length, mean, within, between(mean, means, counts, labels.length));
    }

    private static void average(float[] rows, int width, int[] labels, int[] people, double[] mean, double[][] means,
            int[] counts) {
        for (int row = 0; row < labels.length; row++) {
            int person = Arrays.binarySearch(people, labels[row]);
            counts[person]++;
            for (int i = 0; i < width; i++) {
                means[person][i] += rows[row * width + i];
                mean[i] += rows[row * width + i] / (double) labels.length;
            }
        }
        for (int person = 0; person < people.length; person++) {
            for (int i = 0; i < width; i++) {
                means[person][i] /= counts[person];
            }
        }
    }

    private static DMatrixRMaj between(double[] mean, double[][] means, int[] counts, int count) {
        var between = new DMatrixRMaj(mean.length, mean.length);
        double[] deviation = new double[mean.length];
        for (int person = 0; person < means.length; person++) {
            for (int i = 0; i < mean.length; i++) {
                deviation[i] = means[person][i] - mean[i];
            }
            add(deviation, counts[person] / (double) count, between);
        }
        mirror(between);
        return between;
    }

    /**
     * Both together, rows of either weighing the same. Everyone is compared with the mean of their own sensor; what the sensors
     * see differently on the whole counts as scatter within people.
     */
    Scatter withAnotherSensor(Scatter other) {
        int all = count + other.count;
        double share = count / (double) all;
        DMatrixRMaj bothWithin = blend(share, within, other.within);
        double[] shift = new double[mean.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = other.mean[i] - mean[i];
        }
        var shifted = new DMatrixRMaj(shift.length, shift.length);
        add(shift, 1, shifted);
        mirror(shifted);
        CommonOps_DDRM.addEquals(bothWithin, shifted);
        return new Scatter(all, people + other.people, mean, bothWithin, blend(share, between, other.between));
    }

    private static DMatrixRMaj blend(double share, DMatrixRMaj one, DMatrixRMaj other) {
        var blend = new DMatrixRMaj(one.numRows, one.numCols);
        CommonOps_DDRM.add(share, one, 1 - share, other, blend);
        return blend;
    }

    /**
     * The map that tells these people apart best.
     *
     * @param axes most axes wanted; there are never more than people less one
     */
    ShrinkageLda discriminant(int axes, double shrinkage) {
        return ShrinkageLda.of(within, between, Math.min(axes, people - 1), shrinkage);
    }

    /** Covariance of rows round their person's mean: {@code [width, width]}. */
    DMatrixRMaj within() {
        return within;
    }

    /** Covariance of the people's means, each weighing as much as it has rows: {@code [width, width]}. */
    DMatrixRMaj between() {
        return between;
    }

    /** Adds a weighted square to the upper half. */
    private static void add(double[] vector, double weight, DMatrixRMaj sum) {
        final double[] data = sum.data;
        final int width = vector.length;
        for (int i = 0; i < width; i++) {
            double value = weight * vector[i];
            int row = i * width;
            for (int j = i; j < width; j++) {
                data[row + j] += value * vector[j];
            }
        }
    }

    private static void mirror(DMatrixRMaj matrix) {
        for (int i = 0; i < matrix.numRows; i++) {
            for (int j = 0; j < i; j++) {
                matrix.set(i, j, matrix.get(j, i));
            }
        }
    }
}
