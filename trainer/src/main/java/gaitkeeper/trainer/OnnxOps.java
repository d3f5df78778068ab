package gaitkeeper.trainer;

import java.util.List;

/**
 * Tensor operators that write themselves into an {@link OnnxGraph}; a value is the name of a tensor. Axes count from 0,
 * element-wise operators broadcast.
 */
final class OnnxOps {
    /** Smallest number under a root: keeps the root of nothing finite, 1e-6. */
    private static final float TINY = 1e-12f;

    private final OnnxGraph graph;

    OnnxOps(OnnxGraph graph) {
        this.graph = graph;
    }

    String scalar(float value) {
        return graph.constant(new float[]{value});
    }

    String vector(float... values) {
        return graph.constant(values, values.length);
    }

    String add(String a, String b) {
        return graph.node("Add", List.of(a, b));
    }

    String sub(String a, String b) {
        return graph.node("Sub", List.of(a, b));
    }

    String mul(String a, String b) {
        return graph.node("Mul", List.of(a, b));
    }

    String div(String a, String b) {
        return graph.node("Div", List.of(a, b));
    }

    String square(String x) {
        return mul(x, x);
    }

    /** The greater of each element and a number. */
    String atLeast(String x, float floor) {
        return graph.node("Max", List.of(x, scalar(floor)));
    }

    /** The root of each element, of those below {@value #TINY} the root of that. */
    String sqrt(String x) {
        return graph.node("Sqrt", List.of(atLeast(x, TINY)));
    }

    /** Sums over one axis, which is kept with length 1 or removed. */
    String sum(String x, int axis, boolean keep) {
        return graph.node("ReduceSum", List.of(x, graph.integers(axis)),
                OnnxGraph.attribute("keepdims", keep ? 1L : 0L));
    }

    /** Averages over one axis, which is kept with length 1 or removed. */
    String mean(String x, int axis, boolean keep) {
        return graph.node("ReduceMean", List.of(x), OnnxGraph.attribute("axes", new long[]{axis}),
                OnnxGraph.attribute("keepdims", keep ? 1L : 0L));
    }

    /** Picks positions along an axis, in the order given; a position may repeat. */
    String pick(String x, int axis, int... positions) {
        return graph.node("Gather", List.of(x, graph.integers(positions)), OnnxGraph.attribute("axis", axis));
    }

    /** Picks one position along an axis and removes the axis. */
    String at(String x, int axis, int position) {
        return graph.node("Gather", List.of(x, graph.integer(position)), OnnxGraph.attribute("axis", axis));
    }

    /** Cuts positions {@code from} (inclusive) to {@code to} (exclusive) out of an axis. */
    String slice(String x, int axis, int from, int to) {
        return graph.node("Slice", List.of(x, graph.integers(from), graph.integers(to), graph.integers(axis)));
    }

    String concat(int axis, String... parts) {
        return graph.node("Concat", List.of(parts), OnnxGraph.attribute("axis", axis));
    }

    /** Gives a tensor another shape; 0 keeps a dimension, one -1 takes what is left. */
    String reshape(String x, int... shape) {
        return graph.node("Reshape", List.of(x, graph.integers(shape)));
    }

    /** Adds an axis of length 1. */
    String unsqueeze(String x, int axis) {
        return graph.node("Unsqueeze", List.of(x, graph.integers(axis)));
    }

    /** Multiplies a matrix by a constant one. {@code values} are {@code [rows, columns]} in C order. */
    String times(String x, float[] values, int rows, int columns) {
        return graph.node("MatMul", List.of(x, graph.constant(values, rows, columns)));
    }

    /** Divides by the Euclidean length along an axis. */
    String unitLength(String x, int axis) {
        return div(x, sqrt(sum(square(x), axis, true)));
    }
}
