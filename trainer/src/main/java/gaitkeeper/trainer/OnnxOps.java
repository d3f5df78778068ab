package gaitkeeper.trainer;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Weights;
import java.util.List;

/** Operators that write themselves into an {@link OnnxGraph}; a tensor is known by its name. */
public final class OnnxOps implements Ops<String> {
    private final OnnxGraph graph;
    private final Weights weights;

    /** Writes graphs that learned nothing. */
    public OnnxOps(OnnxGraph graph) {
        this(graph, new Weights());
    }

    /** Writes graphs with these weights inside. */
    public OnnxOps(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    @Override
    public String parameter(String name) {
        return graph.constant(weights.numbers(name), weights.shape(name));
    }

    @Override
    public String constant(float[] values, int... shape) {
        return graph.constant(values, shape);
    }

    @Override
    public String add(String a, String b) {
        return graph.node("Add", List.of(a, b));
    }

    @Override
    public String sub(String a, String b) {
        return graph.node("Sub", List.of(a, b));
    }

    @Override
    public String mul(String a, String b) {
        return graph.node("Mul", List.of(a, b));
    }

    @Override
    public String div(String a, String b) {
        return graph.node("Div", List.of(a, b));
    }

    @Override
    public String matmul(String a, String b) {
        return graph.node("MatMul", List.of(a, b));
    }

    @Override
    public String atLeast(String x, float floor) {
        return graph.node("Max", List.of(x, scalar(floor)));
    }

    @Override
    public String sqrt(String x) {
        return graph.node("Sqrt", List.of(atLeast(x, TINY)));
    }

    @Override
    public String exp(String x) {
        return graph.node("Exp", List.of(x));
    }

    @Override
    public String relu(String x) {
        return graph.node("Relu", List.of(x));
    }

    @Override
    public String sum(String x, int axis, boolean keep) {
        return graph.node("ReduceSum", List.of(x, graph.integers(axis)),
                OnnxGraph.attribute("keepdims", keep ? 1L : 0L));
    }

    @Override
    public String mean(String x, int axis, boolean keep) {
        return graph.node("ReduceMean", List.of(x), OnnxGraph.attribute("axes", new long[]{axis}),
                OnnxGraph.attribute("keepdims", keep ? 1L : 0L));
    }

    @Override
    public String pick(String x, int axis, int... positions) {
        return graph.node("Gather", List.of(x, graph.integers(positions)), OnnxGraph.attribute("axis", axis));
    }

    @Override
    public String at(String x, int axis, int position) {
        return graph.node("Gather", List.of(x, graph.integer(position)), OnnxGraph.attribute("axis", axis));
    }

    @Override
    public String slice(String x, int axis, int from, int to) {
        return graph.node("Slice", List.of(x, graph.integers(from), graph.integers(to), graph.integers(axis)));
    }

    @Override
    public String concat(int axis, List<String> parts) {
        return graph.node("Concat", parts, OnnxGraph.attribute("axis", axis));
    }

    /** Puts tensors one after another along an axis. */
    public String concat(int axis, String... parts) {
        return concat(axis, List.of(parts));
    }

    @Override
    public String reshape(String x, int... shape) {
        return graph.node("Reshape", List.of(x, graph.integers(shape)));
    }

    @Override
    public String unsqueeze(String x, int axis) {
        return graph.node("Unsqueeze", List.of(x, graph.integers(axis)));
    }

    /** Multiplies a matrix by a constant one. {@code values} are {@code [rows, columns]} in C order. */
    String times(String x, float[] values, int rows, int columns) {
        return graph.node("MatMul", List.of(x, graph.constant(values, rows, columns)));
    }
}
