package gaitkeeper.trainer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An ONNX model being written, opset {@value #OPSET}, IR version {@value #IR_VERSION}. Values are known by their names;
 * names of nodes' outputs are given in order, so that the same calls give the same bytes.
 *
 * <p>Nothing is checked here: creating an ONNX Runtime session is the check.
 */
public final class OnnxGraph {
    /** Operator set version. */
    public static final int OPSET = 17;
    /** File format version. */
    public static final int IR_VERSION = 8;

    /** A dimension that is only known when the model runs. */
    public static final int BATCH = -1;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int named;

    /** Starts an empty graph. */
    public OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Declares a float input; {@link #BATCH} as a dimension is dynamic. Returns its name. */
    public String input(String name, int... shape) {
        graph.addInput(valueInfo(name, shape));
        return name;
    }

    /** Declares a value as the float output {@code name}. */
    public void output(String value, String name, int... shape) {
        graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        graph.addOutput(valueInfo(name, shape));
    }

    /** Adds a node with one output and returns that output's name. */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = operator + "_" + named++;
        graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(output).addAllInput(inputs).addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** Adds a node with several outputs and returns their names. */
    public List<String> nodes(String operator, List<String> inputs, int outputs, AttributeProto... attributes) {
        String node = operator + "_" + named++;
        List<String> names = IntStream.range(0, outputs).mapToObj(i -> node + "_" + i).toList();
        graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(node).addAllInput(inputs).addAllOutput(names)
                .addAllAttribute(List.of(attributes)));
        return names;
    }

    /** Adds a float constant in C order; no dimensions make a scalar. */
    public String constant(float[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return initializer(TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** Adds a constant list of integers. */
    public String integers(int... values) {
        return initializer(TensorProto.DataType.INT64, longs(values), values.length);
    }

    /** Adds a constant integer without dimensions. */
    public String integer(int value) {
        return initializer(TensorProto.DataType.INT64, longs(value));
    }

    /** An integer attribute. */
    public static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    /** An attribute that is a float. */
    public static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value)
                .build();
    }

    /** An attribute that is a list of integers. */
    public static AttributeProto attribute(String name, long... values) {
        var builder = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            builder.addInts(value);
        }
        return builder.build();
    }

    /** The finished model. Metadata can be read back from a session. */
    public byte[] model(Map<String, String> metadata) {
        var model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("gaitkeeper").setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
        new TreeMap<>(metadata).forEach(
                (key, value) -> model
                        .addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private String initializer(TensorProto.DataType type, ByteBuffer bytes, int... shape) {
        String name = "c_" + named++;
        var tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.rewind()));
        for (int dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static ByteBuffer longs(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putLong(value);
        }
        return bytes;
    }

    private static ValueInfoProto valueInfo(String name, int... shape) {
        var dimensions = TensorShapeProto.newBuilder();
        for (int dimension : shape) {
            dimensions.addDim(dimension == BATCH
                    ? TensorShapeProto.Dimension.newBuilder().setDimParam("batch")
                    : TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        var tensor = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(dimensions);
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }
}
