package gaitkeeper.trainer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.work.Workers;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A graph in ONNX Runtime on one CPU thread. May be used by several threads. */
final class Embedder implements AutoCloseable {
    private static final int BATCH = 256;

    private final OrtSession session;
    private final String input;
    private final String output;
    private final int joints;
    private final int frames;
    private final int width;

    /** Loads a graph with one input {@code [batch, frames, joints, 3]} and a first output {@code [batch, width]}. */
    Embedder(byte[] graph, String input, int frames, int joints, int width) {
        this(graph, input, "", frames, joints, width);
    }

    /** The same by the name of an output whose axes after the first have {@code width} numbers; empty for the first output. */
    private Embedder(byte[] graph, String input, String output, int frames, int joints, int width) {
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
        this.output = output.isEmpty() ? session.getOutputNames().iterator().next() : output;
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

    /** Loads a bundle's graph for a vector of each frame, if it gives such: an output {@code [batch, f, width]} of that name. */
    static Optional<Embedder> of(ModelBundle bundle, String perFrame) {
        var spec = bundle.spec();
        return width(bundle.graph(), perFrame).stream()
                .mapToObj(width -> new Embedder(bundle.graph(), spec.input(), perFrame, spec.frames(), spec.joints(),
                        spec.frames() * width))
                .findFirst();
    }

    /** The last axis of an output, if there is one of that name. */
    private static OptionalInt width(byte[] graph, String output) {
        try (var session = OrtEnvironment.getEnvironment().createSession(graph, new OrtSession.SessionOptions())) {
            NodeInfo info = session.getOutputInfo().get(output);
            if (info == null) {
                return OptionalInt.empty();
            }
            long[] shape = ((TensorInfo) info.getInfo()).getShape();
            return OptionalInt.of(Math.toIntExact(shape[shape.length - 1]));
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
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
            return ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
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
