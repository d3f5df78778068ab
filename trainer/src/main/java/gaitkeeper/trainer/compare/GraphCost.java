package gaitkeeper.trainer.compare;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import gaitkeeper.core.bundle.ModelBundle;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one sequence costs in a bundle's graph, counted node by node, alike for all systems.
 *
 * @param numbers floats that the graph holds: learned ones and constants
 * @param flops floating point operations: two for each multiplication with addition, one for each result of anything else that
 *     computes, four for each exponential; none for what moves numbers, and none for what does not depend on the input
 */
public record GraphCost(long numbers, long flops) {
    private static final int EXPONENTIAL = 4;
    private static final Set<String> MOVES = Set.of("Identity", "Gather", "Slice", "Concat", "Reshape", "Unsqueeze",
            "Transpose");

    /**
     * Counts.
     *
     * @throws IllegalArgumentException if the graph is none of ours
     */
    public static GraphCost of(ModelBundle bundle) {
        try {
            ModelProto model = ModelProto.parseFrom(bundle.graph());
            var counter = new Counter(model.getGraph(), shapes(model, bundle));
            return new GraphCost(counter.numbers(), counter.flops());
        } catch (InvalidProtocolBufferException | OrtException e) {
            throw new IllegalArgumentException("the graph of " + bundle.folder() + " cannot be counted: "
                    + e.getMessage(), e);
        }
    }

    /** Shapes of all values for one sequence: ONNX Runtime infers them when they are asked for as outputs. */
    private static Map<String, long[]> shapes(ModelProto model, ModelBundle bundle) throws OrtException {
        ModelProto.Builder open = model.toBuilder();
        Set<String> known = new HashSet<>();
        model.getGraph().getOutputList().forEach(output -> known.add(output.getName()));
        model.getGraph().getNodeList().stream().flatMap(node -> node.getOutputList().stream()).filter(known::add)
                .forEach(name -> open.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(name)));
        var spec = bundle.spec();
        long[] input = {1, spec.frames(), spec.joints(), 3};
        Map<String, long[]> shapes = new HashMap<>();
        shapes.put(spec.input(), input);
        FloatBuffer sequence = bundle.golden().inputs().slice(0, spec.frames() * spec.joints() * 3);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(open.build().toByteArray(), new OrtSession.SessionOptions());
                var tensor = OnnxTensor.createTensor(environment, sequence, input);
                var result = session.run(Map.of(spec.input(), tensor))) {
            result.forEach(value -> shapes.put(value.getKey(), ((OnnxTensor) value.getValue()).getInfo().getShape()));
        }
        return shapes;
    }

    /** Walks over the nodes in their order. */
    private static final class Counter {
        private final GraphProto graph;
        private final Map<String, long[]> shapes;
        private final Set<String> constant = new HashSet<>();

        Counter(GraphProto graph, Map<String, long[]> shapes) {
            this.graph = graph;
            this.shapes = new HashMap<>(shapes);
            for (TensorProto tensor : graph.getInitializerList()) {
                constant.add(tensor.getName());
                this.shapes.put(tensor.getName(), tensor.getDimsList().stream().mapToLong(size -> size).toArray());
            }
        }

        long numbers() {
            return graph.getInitializerList().stream()
                    .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
                    .mapToLong(tensor -> size(tensor.getName())).sum();
        }

        long flops() {
            long sum = 0;
            for (NodeProto node : graph.getNodeList()) {
                if (constant.containsAll(node.getInputList())) {
                    constant.addAll(node.getOutputList());
                } else {
                    sum += flops(node);
                }
            }
            return sum;
        }

        private long flops(NodeProto node) {
            String operator = node.getOpType();
            long results = size(node.getOutput(0));
            if (MOVES.contains(operator)) {
                return 0;
            }
            return switch (operator) {
                case "MatMul" -> 2 * results * last(node.getInput(0));
                case "ReduceSum", "ReduceMean" -> size(node.getInput(0));
                case "Exp", "Sigmoid", "Tanh", "Elu", "Softmax" -> EXPONENTIAL * results;
                case "Add", "Sub", "Mul", "Div", "Max", "Sqrt", "Relu", "LeakyRelu" -> results;
                case "LSTM" -> lstm(node);
                default -> throw new IllegalArgumentException("no rule to count " + operator);
            };
        }

        /** Two products for four gates, and what becomes of them: three sigmoids, two tangents, four other steps. */
        private long lstm(NodeProto node) {
            long steps = shape(node.getInput(0))[0];
            long batch = shape(node.getInput(0))[1];
            long width = last(node.getInput(2));
            return steps * batch * width * (2 * 4 * (last(node.getInput(0)) + width) + 4 + 5 * EXPONENTIAL + 4);
        }

        private long[] shape(String value) {
            return Objects.requireNonNull(shapes.get(value), () -> "no shape of " + value);
        }

        private long size(String value) {
            return Arrays.stream(shape(value)).reduce(1, (a, b) -> a * b);
        }

        private long last(String value) {
            long[] shape = shape(value);
            return shape[shape.length - 1];
        }
    }
}
