package gaitkeeper.encoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.People;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelBundle.Golden;
import gaitkeeper.core.bundle.ModelSpec;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Bundles of {@link TableGraph}s and sequences for them. Sequence n is embedded as {@code n + base} written in the three
 * values; two sequences are poison.
 */
final class Tables {
    static final int FRAMES = 2;
    /** The model gives NaN for this sequence, and only for this one. */
    static final int NOT_A_NUMBER = -1;
    /** ONNX Runtime refuses any batch with this sequence in it. */
    static final int REFUSED = -2;

    private static final int DIGIT = 80;
    private static final int NAN_AT = 85;
    private static final int BEYOND = 95;
    private static final WindowSpec WINDOW = WindowSpec.of(FRAMES);

    private Tables() {}

    /** A good bundle; {@code base} is not 0, for zeros have no direction that golden vectors could be compared by. */
    static ModelBundle bundle(Path folder, String id, int base) {
        return write(folder, spec(id, FRAMES, 3), 0, base);
    }

    /** Writes a bundle whose graph is made for {@link #FRAMES} frames and 3 values, whatever {@code spec} says. */
    static ModelBundle write(Path folder, ModelSpec spec, int batch, int base) {
        float[] table = new float[NAN_AT + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = i == NAN_AT ? Float.NaN : i + base;
        }
        var golden = new Golden(1, FloatBuffer.allocate(spec.frames() * 20 * 3), FloatBuffer.allocate(spec.width()));
        for (int i = 0; i < spec.width(); i++) {
            golden.outputs().put(i, base);
        }
        return ModelBundle.write(folder, spec, TableGraph.of(batch, FRAMES, table), golden);
    }

    static ModelSpec spec(String id, int frames, int width) {
        var row = new Calibration.Row(1, 1, 0, List.of(new Calibration.Point(0.01, 0.5f, 0.9)));
        return new ModelSpec(id, "table", "Looks coordinates up.", "skeleton", 20, frames, "joints", "embedding", width,
                Metric.EUCLIDEAN, List.of("k1"),
                Calibration.ofExemplars("nobody", List.of(new Calibration.Gallery(1, List.of(row)))), Map.of(),
                new ModelSpec.TrainedOn("nothing", "0", "none"), 0, "0");
    }

    static EncodingModel model(Path folder, String id, int base) {
        return EncodingModel.load(bundle(folder, id, base));
    }

    static Sequence sequence(int n) {
        return switch (n) {
            case NOT_A_NUMBER -> sequence(n, NAN_AT, 0, 0);
            case REFUSED -> sequence(n, BEYOND, 0, 0);
            default -> sequence(n, n % DIGIT, n / DIGIT % DIGIT, n / DIGIT / DIGIT);
        };
    }

    private static Sequence sequence(int n, float x, float y, float z) {
        Frame.Builder frame = Frame.builder(Layout.KINECT_V1, Geometry.K1);
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            frame.joint(slot, x, y, z, 1, JointFlag.OBSERVED);
        }
        long first = People.START_NS + (n + 2) * 2 * People.PERIOD_NS;
        return Sequence.join(WINDOW, List.of(frame.times(first, first).build(),
                frame.times(first + People.PERIOD_NS, first).build()), first);
    }

    /** A sequence that no table reads. */
    static Sequence tooLong() {
        return People.sequence(1, FRAMES + 1);
    }

    /** The n of the sequence that a model with this base embedded so. */
    static int number(float[] vector, int base) {
        return Math.round(vector[0] - base) + DIGIT * Math.round(vector[1] - base)
                + DIGIT * DIGIT * Math.round(vector[2] - base);
    }

    /** Opens sessions on the CPU, whatever is asked for, and keeps them for inspection. */
    static final class Sessions implements EncodingModel.SessionOpener {
        final List<OrtSession> opened = new CopyOnWriteArrayList<>();

        @Override
        public OrtSession open(byte[] graph, String provider) throws OrtException {
            OrtSession session = EncodingModel.createSession(graph, "CPU");
            opened.add(session);
            return session;
        }

        boolean allClosed() {
            return opened.stream().allMatch(Sessions::closed);
        }

        /** A session does not tell, but refuses to be closed twice. */
        private static boolean closed(OrtSession session) {
            try {
                session.close();
                return false;
            } catch (IllegalStateException e) {
                return true;
            } catch (OrtException e) {
                throw new AssertionError(e);
            }
        }
    }
}
