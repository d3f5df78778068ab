package gaitkeeper.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped constants are what they claim to be: orthonormal eigenvectors, by eigenvalue, the first left out. */
class LaplacianEncodingTest {
    @ParameterizedTest
    @CsvSource({"20,JOINT,10", "25,JOINT,10", "14,JOINT,10", "20,PART,9", "25,PART,9", "14,BODY,4"})
    void isMadeOfEigenvectors(int joints, Scale scale, int width) {
        BodyGraph graph = BodyGraph.of(joints, scale);
        double[] laplacian = laplacian(graph);
        float[] encoding = LaplacianEncoding.of(graph);

        assertThat(encoding).hasSize(graph.nodes() * width);
        double before = 1e-3;
        for (int column = 0; column < width; column++) {
            double[] vector = column(encoding, width, column);
            double[] image = times(laplacian, vector);
            double value = dot(vector, image);
            assertThat(value).as("eigenvalues ascend, and the zero is left out").isGreaterThan(before);
            before = value - 1e-6;
            for (int node = 0; node < vector.length; node++) {
                assertThat(image[node]).isCloseTo(value * vector[node], offset(1e-6));
            }
            for (int other = 0; other <= column; other++) {
                assertThat(dot(vector, column(encoding, width, other))).isCloseTo(other == column ? 1 : 0,
                        offset(1e-6));
            }
        }
    }

    /** Nothing was skipped: the eigenvalues add up, with the spectrum as the paper's code prints it. */
    @Test
    void holdsTheSmallestEigenvalues() {
        assertThat(eigenvalues(20, 10)).containsExactly(new double[]{0.0348, 0.0761, 0.0761,
            0.2037, 0.3352, 0.6173, 0.6173, 0.7007, 0.8332, 1.1668}, offset(1e-4));
        assertThat(eigenvalues(25, 10)).containsExactly(new double[]{0.0271, 0.0384, 0.0761,
            0.1211, 0.2929, 0.3581, 0.3915, 0.5309, 0.6173, 0.6512}, offset(1e-4));
        assertThat(eigenvalues(14, 10)).containsExactly(new double[]{0.1340, 0.1340, 0.1340,
            0.4084, 1.0, 1.0, 1.0, 1.0, 1.5916, 1.8660}, offset(1e-4));
    }

    @Test
    void refusesScalesWithoutOne() {
        assertThatThrownBy(() -> LaplacianEncoding.of(BodyGraph.of(20, Scale.HYPER_BODY)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("joint, part and body");
    }

    private static double[] eigenvalues(int joints, int width) {
        BodyGraph graph = BodyGraph.of(joints, Scale.JOINT);
        double[] laplacian = laplacian(graph);
        float[] encoding = LaplacianEncoding.of(graph);
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            double[] vector = column(encoding, width, i);
            values[i] = dot(vector, times(laplacian, vector));
        }
        return values;
    }

    private static double[] laplacian(BodyGraph graph) {
        int n = graph.nodes();
        float[] adjacency = graph.adjacency();
        double[] degree = new double[n];
        for (int at = 0; at < n * n; at++) {
            degree[at / n] += adjacency[at];
        }
        double[] laplacian = new double[n * n];
        for (int at = 0; at < n * n; at++) {
            laplacian[at] = (at % (n + 1) == 0 ? 1 : 0) - adjacency[at] / Math.sqrt(degree[at / n] * degree[at % n]);
        }
        return laplacian;
    }

    private static double[] column(float[] matrix, int width, int column) {
        double[] values = new double[matrix.length / width];
        for (int row = 0; row < values.length; row++) {
            values[row] = matrix[row * width + column];
        }
        return values;
    }

    private static double[] times(double[] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int at = 0; at < matrix.length; at++) {
            product[at / vector.length] += matrix[at] * vector[at % vector.length];
        }
        return product;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
