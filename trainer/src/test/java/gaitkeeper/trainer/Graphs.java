package gaitkeeper.trainer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Runs graphs for the tests of other packages. */
public final class Graphs {
    private Graphs() {}

    /** Windows of made-up walkers: {@code [count, f, 20, 3]}. */
    public static FloatBuffer walkers(int count, int frames) {
        return SyntheticPoses.windows(new Random(3), count, frames);
    }

    /** KGBD on draw 0, skipped where it is not. */
    public static Partition recorded(int frames) {
        return KgbdPartition.of(Kgbd.folder(), 0, frames);
    }

    /** Embeds windows with a graph. */
    public static float[] embed(byte[] graph, int frames, int width, FloatBuffer windows) {
        try (var embedder = Embedder.ofDescriptor(graph, frames, width)) {
            return embedder.embed(windows.duplicate());
        }
    }

    /** Runs a graph over windows of 20 joints and gives one of its outputs. */
    public static float[] run(byte[] graph, String output, int frames, FloatBuffer windows) {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph);
                OnnxTensor joints = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), windows.duplicate(),
                        new long[]{windows.remaining() / frames / 60, frames, 20, 3});
                OrtSession.Result result = session.run(Map.of("joints", joints), Set.of(output))) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[numbers.remaining()];
            numbers.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }
}
