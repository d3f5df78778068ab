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

    /** The same for other bodies: {@code [count, f, J, 3]}. Joints from the 21st on stand beside the first ones. */
    public static FloatBuffer walkers(int count, int frames, int joints) {
        float[] k20 = walkers(count, frames).array();
        float[] windows = new float[count * frames * joints * 3];
        for (int at = 0; at < windows.length; at++) {
            int joint = at / 3 % joints;
            int frame = at / 3 / joints;
            windows[at] = k20[(frame * 20 + joint % 20) * 3 + at % 3] + (joint < 20 ? 0 : 0.1f);
        }
        return FloatBuffer.wrap(windows);
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
        return run(graph, output, frames, 20, windows);
    }

    /** Runs a graph over windows of any joints and gives one of its outputs. */
    public static float[] run(byte[] graph, String output, int frames, int joints, FloatBuffer windows) {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph);
                OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), windows.duplicate(),
                        new long[]{windows.remaining() / frames / joints / 3, frames, joints, 3});
                OrtSession.Result result = session.run(Map.of("joints", input), Set.of(output))) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[numbers.remaining()];
            numbers.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }
}
