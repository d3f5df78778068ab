package gaitkeeper.trainer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** How rows scatter within and between people; covariances over all rows. */
final class Scatter {
    private final int width;
    private final int count;
    private final double[] mean;
    private final double[][] means;
    private final int[] counts;
    private final DMatrixRMaj within;

    /**
     * Measures rows.
     *
     * @param rows {@code [labels.length, width]}
     * @param labels whom each row is of
     * @param people the labels there are, ascending
     */
    Scatter(float[] rows, int width, int[] labels, int[] people) {
        this.width = width;
        count = labels.length;
        mean = new double[width];
        means = new double[people.length][width];
        counts = new int[people.length];
        average(rows, labels, people);
        within = new DMatrixRMaj(width, width);
        double[] deviation = new double[width];
        for (int row = 0; row < count; row++) {
            double[] own = means[Arrays.binarySearch(people, labels[row])];
            for (int i = 0; i < width; i++) {
                deviation[i] = rows[row * width + i] - own[i];
            }
            add(deviation, 1.0 / count, within);
        }
        mirror(within);
    }

    private void average(float[] rows, int[] labels, int[] people) {
        for (int row = 0; row < count; row++) {
            int person = Arrays.binarySearch(people, labels[row]);
            counts[person]++;
            for (int i = 0; i < width; i++) {
                means[person][i] += rows[row * width + i];
                mean[i] += rows[row * width + i] / (double) count;
            }
        }
        for (int person = 0; person < people.length; person++) {
            for (int i = 0; i < width; i++) {
                means[person][i] /= counts[person];
            }
        }
    }

    /** Covariance of rows round their person's mean: {@code [width, width]}. */
    DMatrixRMaj within() {
        return within;
    }

    /** Covariance of the people's means, each weighing as much as it has rows: {@code [width, width]}. */
    DMatrixRMaj between() {
        var between = new DMatrixRMaj(width, width);
        double[] deviation = new double[width];
        for (int person = 0; person < means.length; person++) {
            for (int i = 0; i < width; i++) {
                deviation[i] = means[person][i] - mean[i];
            }
            add(deviation, counts[person] / (double) count, between);
        }
        mirror(between);
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
