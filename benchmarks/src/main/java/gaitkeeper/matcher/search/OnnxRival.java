package gaitkeeper.matcher.search;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime: one product of matrices, then TopK. */
final class OnnxRival {
    private static final long LIMIT = 10;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final OnnxTensor gallery;

    /** Takes a copy of the gallery, by columns, so that the product needs no transposing. */
    OnnxRival(float[][] vectors) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        session = environment.createSession(model().toByteArray(), options);
        FloatBuffer values = ByteBuffer.allocateDirect(vectors.length * People.WIDTH * Float.BYTES)
                .order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int i = 0; i < People.WIDTH; i++) {
            for (float[] vector : vectors) {
                values.put(vector[i]);
            }
        }
        gallery = OnnxTensor.createTensor(environment, values.flip(), new long[]{People.WIDTH, vectors.length});
    }

    private static ModelProto model() {
        var limit = TensorProto.newBuilder().setName("limit").setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1).addInt64Data(LIMIT);
        var axis = AttributeProto.newBuilder().setName("axis").setType(AttributeProto.AttributeType.INT).setI(1);
        var graph = GraphProto.newBuilder().setName("search").addInitializer(limit)
                .addInput(value("probes", TensorProto.DataType.FLOAT))
                .addInput(value("gallery", TensorProto.DataType.FLOAT))
                .addNode(NodeProto.newBuilder().setOpType("MatMul").addInput("probes").addInput("gallery")
                        .addOutput("all"))
                .addNode(NodeProto.newBuilder().setOpType("TopK").addInput("all").addInput("limit")
                        .addAttribute(axis).addOutput("scores").addOutput("rows"))
                .addOutput(value("scores", TensorProto.DataType.FLOAT))
                .addOutput(value("rows", TensorProto.DataType.INT64));
        return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph).build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type) {
        var shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + "0"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + "1"));
        var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }

    /** The nearest of the first probe. */
    int[] search(float[][] probes) throws OrtException {
        try (var asked = OnnxTensor.createTensor(environment, probes);
                var result = session.run(Map.of("probes", asked, "gallery", gallery))) {
            long[][] rows = (long[][]) result.get("rows").orElseThrow().getValue();
            int[] found = new int[rows[0].length];
            for (int rank = 0; rank < found.length; rank++) {
                found[rank] = (int) rows[0][rank];
            }
            return found;
        }
    }
}
