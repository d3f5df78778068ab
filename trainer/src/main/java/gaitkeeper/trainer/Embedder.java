package gaitkeeper.trainer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.work.Workers;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;

/** A graph in ONNX Runtime on one CPU thread. May be used by several threads. */
final class Embedder implements AutoCloseable {
    private static final int BATCH = 256;

    private final OrtSession session;
    private final String input;
    private final int joints;
    private final int frames;
    private final int width;

    /** Loads a graph with one input {@code [batch, frames, joints, 3]} and one output {@code [batch, width]}. */
    Embedder(byte[] graph, String input, int frames, int joints, int width) {
        this.input = input;
        this.frames = frames;
        this.joints = joints;
        this.width = width;
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(graph, options);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }

    /** Loads one of {@link Descriptors}. */
    static Embedder ofDescriptor(byte[] graph, int frames, int width) {
        return new Embedder(graph, Descriptors.INPUT, frames, Skeleton.K20, width);
    }

    /** Loads a bundle's graph. */
    static Embedder of(ModelBundle bundle) {
        var spec = bundle.spec();
        return new Embedder(bundle.graph(), spec.input(), spec.frames(), spec.joints(), spec.width());
    }

    int frames() {
        return frames;
    }

    int joints() {
        return joints;
    }

    int width() {
        return width;
    }

    /** Embeds windows, from the buffer's position to its limit, which must be whole windows. */
    float[] embed(FloatBuffer windows) {
        int size = frames * joints * 3;
        if (windows.remaining() % size != 0) {
            throw new IllegalArgumentException("windows of " + size + " numbers do not fill " + windows.remaining());
        }
        int count = windows.remaining() / size;
        float[] vectors = new float[count * width];
        if (count > 0) {
            run(windows, new long[]{count, frames, joints, 3}).get(vectors);
        }
        return vectors;
    }

    /** Embeds all sequences, on two threads. */
    EmbeddingSet embed(SequenceSet sequences) {
        if (sequences.frames() != frames || sequences.joints() != joints) {
            throw new IllegalArgumentException("the model takes " + frames + " frames of " + joints + " joints, not "
                    + sequences.frames() + " of " + sequences.joints());
        }
        float[] vectors = new float[sequences.size() * width];
        Workers.forEach((sequences.size() + BATCH - 1) / BATCH, batch -> {
            int first = batch * BATCH;
            int count = Math.min(BATCH, sequences.size() - first);
            FloatBuffer windows = FloatBuffer.allocate(count * sequences.width());
            for (int i = 0; i < count; i++) {
                sequences.copy(first + i, windows);
            }
            float[] rows = embed(windows.flip());
            System.arraycopy(rows, 0, vectors, first * width, rows.length);
        });
        return new EmbeddingSet(vectors, width, IntStream.range(0, sequences.size()).map(sequences::person).toArray(),
                IntStream.range(0, sequences.size()).map(sequences::recording).toArray());
    }

    private FloatBuffer run(FloatBuffer windows, long[] shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), windows, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on a batch of " + shape[0] + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot free the graph", e);
        }
    }
}
