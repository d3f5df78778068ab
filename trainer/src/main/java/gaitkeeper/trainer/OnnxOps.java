package gaitkeeper.trainer;

import gaitkeeper.trainer.nn.LstmLayer;
import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that write themselves into an {@link OnnxGraph}; a tensor is known by its name. */
public final class OnnxOps implements Ops<String> {
    private final OnnxGraph graph;
    private final Weights weights;
    private final Map<String, String> parameters = new HashMap<>();

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
        return parameters.computeIfAbsent(name,
                key -> graph.constant(weights.numbers(key), weights.shape(key)));
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
    public String sigmoid(String x) {
        return graph.node("Sigmoid", List.of(x));
    }

    @Override
    public String tanh(String x) {
        return graph.node("Tanh", List.of(x));
    }

    @Override
    public String leakyRelu(String x, float slope) {
        return graph.node("LeakyRelu", List.of(x), OnnxGraph.attribute("alpha", slope));
    }

    @Override
    public String elu(String x) {
        return graph.node("Elu", List.of(x));
    }

    @Override
    public String softmax(String x, int axis) {
        return graph.node("Softmax", List.of(x), OnnxGraph.attribute("axis", axis));
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

    @Override
    public String transpose(String x, int... axes) {
        long[] order = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            order[i] = axes[i];
        }
        return graph.node("Transpose", List.of(x), OnnxGraph.attribute("perm", order));
    }

    /** ONNX' own LSTM, which wants the steps first and the gates as i, o, f, c. */
    @Override
    public LstmLayer.Run<String> lstm(String x, LstmLayer layer, int steps) {
        int width = layer.width();
        var gates = new OnnxLstmGates(layer, weights);
        List<String> all = graph.nodes("LSTM",
                List.of(transpose(x, 1, 0, 2), constant(gates.input(), 1, 4 * width, layer.input()),
                        constant(gates.recurrent(), 1, 4 * width, width), constant(gates.bias(), 1, 8 * width)),
                3, OnnxGraph.attribute("hidden_size", width));
        String outputs = transpose(at(all.get(0), 1, 0), 1, 0, 2);
        return new LstmLayer.Run<>(outputs, new LstmLayer.State<>(at(all.get(1), 0, 0), at(all.get(2), 0, 0)));
    }

    /** Multiplies a matrix by a constant one. {@code values} are {@code [rows, columns]} in C order. */
    String times(String x, float[] values, int rows, int columns) {
        return graph.node("MatMul", List.of(x, graph.constant(values, rows, columns)));
    }
}
