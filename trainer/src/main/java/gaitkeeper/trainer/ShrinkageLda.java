package gaitkeeper.trainer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Linear discriminant analysis with a shrunk within-class covariance: the linear map under which people scatter most
 * against the scatter within each of them. Whitening by the within-class covariance, then the leading eigenvectors of what
 * the people's means scatter there (Fisher 1936; Rao 1948); the shrinkage is Friedman's (1989, "Regularized Discriminant
 * Analysis"), towards the same variance along every axis.
 */
final class ShrinkageLda {
    private final int width;
    private final int axes;
    private final float[] projection;
    private final double[] separations;

    private ShrinkageLda(int width, int axes, float[] projection, double[] separations) {
        this.width = width;
        this.axes = axes;
        this.projection = projection;
        this.separations = separations;
    }

    /**
     * Learns a map. A row weighs the same whoever it is of.
     *
     * @param rows {@code [labels.length, width]}
     * @param labels whom each row is of; any numbers, two or more different ones
     * @param axes most axes wanted, 1 or more; there are never more than people less one, nor than values of a row
     * @param shrinkage share of the covariance that is replaced by the mean variance in all directions, above 0, at most 1
     */
    static ShrinkageLda fit(float[] rows, int width, int[] labels, int axes, double shrinkage) {
        int[] people = Arrays.stream(labels).distinct().sorted().toArray();
        if (rows.length != labels.length * width || people.length < 2 || axes < 1
                || !(shrinkage > 0 && shrinkage <= 1)) {
            throw new IllegalArgumentException(
                    "needs a label for every row, two people, an axis, and a shrinkage above 0: "
                            + rows.length + " numbers of width " + width + ", " + labels.length + " labels of "
                            + people.length
                            + " people, " + axes + " axes, shrinkage " + shrinkage);
        }
        return Scatter.of(rows, width, labels, people).discriminant(axes, shrinkage);
    }

    /**
     * Learns a map from what was measured elsewhere.
     *
     * @param within covariance within people, {@code [width, width]}
     * @param between covariance of people, of the same size
     * @param axes most axes wanted
     */
    static ShrinkageLda of(DMatrixRMaj within, DMatrixRMaj between, int axes, double shrinkage) {
        int width = within.numCols;
        DMatrixRMaj whitening = whitening(shrunk(within, shrinkage));
        return along(width, whitening, product(transposed(whitening), product(between, whitening)),
                Math.min(axes, width));
    }

    private static ShrinkageLda along(int width, DMatrixRMaj whitening, DMatrixRMaj between, int axes) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(between);
        int[] order = IntStream.range(0, width).boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal())).mapToInt(Integer::intValue)
                .toArray();
        float[] projection = new float[width * axes];
        double[] separations = new double[axes];
        for (int axis = 0; axis < axes; axis++) {
            DMatrixRMaj direction = product(whitening, eigen.getEigenVector(order[axis]));
            separations[axis] = Math.max(0, eigen.getEigenvalue(order[axis]).getReal());
            double sign = signOf(direction);
            for (int i = 0; i < width; i++) {
                projection[i * axes + axis] = (float) (sign * direction.get(i));
            }
        }
        return new ShrinkageLda(width, axes, projection, separations);
    }

    /** An eigenvector is known up to its sign; its largest value is made positive, so that the result is one. */
    private static double signOf(DMatrixRMaj direction) {
        double largest = 0;
        for (double value : direction.data) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    private static DMatrixRMaj shrunk(DMatrixRMaj covariance, double shrinkage) {
        double mean = CommonOps_DDRM.trace(covariance) / covariance.numCols;
        DMatrixRMaj shrunk = covariance.copy();
        CommonOps_DDRM.scale(1 - shrinkage, shrunk);
        for (int i = 0; i < shrunk.numCols; i++) {
            shrunk.add(i, i, shrinkage * mean);
        }
        return shrunk;
    }

    /** Eigenvectors over the roots of their eigenvalues: W' C W is the unit matrix. */
    private static DMatrixRMaj whitening(DMatrixRMaj covariance) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(covariance);
        int width = covariance.numCols;
        var whitening = new DMatrixRMaj(width, width);
        for (int axis = 0; axis < width; axis++) {
            double variance = eigen.getEigenvalue(axis).getReal();
            if (!(variance > 0)) {
                throw new IllegalArgumentException("nobody's rows vary; there is nothing to weigh differences against");
            }
            DMatrixRMaj vector = eigen.getEigenVector(axis);
            for (int i = 0; i < width; i++) {
                whitening.set(i, axis, vector.get(i) / Math.sqrt(variance));
            }
        }
        return whitening;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> eigen(DMatrixRMaj symmetric) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(symmetric.numCols, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new IllegalArgumentException("a scatter matrix has no eigenvectors; are all values finite?");
        }
        return eigen;
    }

    private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        var product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj matrix) {
        return CommonOps_DDRM.transpose(matrix, null);
    }

    /** Axes there are. */
    int axes() {
        return axes;
    }

    /** The map: {@code [width, axes]}, best axis first. Along each axis the shrunk variance within people is 1. */
    float[] projection() {
        return projection.clone();
    }

    /**
     * The map with every axis weighed by the root of the share of its variance that lies between people, b / (1 + b): an axis
     * that tells nobody from anybody adds nothing to a distance, instead of as much noise as the best one.
     */
    float[] weightedProjection() {
        float[] weighted = projection.clone();
        for (int i = 0; i < weighted.length; i++) {
            double separation = separations[i % axes];
            weighted[i] *= (float) Math.sqrt(separation / (1 + separation));
        }
        return weighted;
    }

    /** Variance of the people's means along each axis, descending. */
    double[] separations() {
        return separations.clone();
    }

    /** Projects one row. */
    float[] project(float... row) {
        float[] projected = new float[axes];
        for (int i = 0; i < width; i++) {
            for (int axis = 0; axis < axes; axis++) {
                projected[axis] += row[i] * projection[i * axes + axis];
            }
        }
        return projected;
    }
}
