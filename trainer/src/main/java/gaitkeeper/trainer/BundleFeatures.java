package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import java.nio.FloatBuffer;

/**
 * Vectors of a finished model in place of joints: a sequence of f frames is cut into pieces of the model's own length, and
 * each piece becomes one vector. A model of one frame gives a vector per frame.
 */
public final class BundleFeatures {
    private static final int BATCH = 512;

    private BundleFeatures() {}

    /**
     * Vectors of all sequences: {@code [size, pieces, width]}.
     *
     * @throws MalformedException if the model takes other joints or its length does not divide the sequences'
     */
    public static float[] of(SequenceSet sequences, ModelBundle bundle) {
        int pieces = pieces(sequences.frames(), bundle);
        if (bundle.spec().joints() != sequences.joints()) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT, "the model " + bundle.spec().id() + " takes "
                    + bundle.spec().joints() + " joints, the sequences have " + sequences.joints());
        }
        float[] values = new float[sequences.size() * pieces * bundle.spec().width()];
        try (var embedder = Embedder.of(bundle)) {
            for (int from = 0; from < sequences.size(); from += BATCH) {
                int to = Math.min(sequences.size(), from + BATCH);
                FloatBuffer buffer = FloatBuffer.allocate((to - from) * sequences.width());
                for (int i = from; i < to; i++) {
                    sequences.copy(i, buffer);
                }
                float[] part = embedder.embed(buffer.flip());
                System.arraycopy(part, 0, values, from * pieces * bundle.spec().width(), part.length);
            }
        }
        return values;
    }

    /** How many vectors a sequence of f frames gives. */
    public static int pieces(int frames, ModelBundle bundle) {
        int each = bundle.spec().frames();
        if (frames % each != 0) {
            throw new MalformedException(Reason.NO_MODEL, "the model " + bundle.spec().id() + " takes " + each
                    + " frames, which do not divide sequences of " + frames + ": choose other --frames");
        }
        return frames / each;
    }
}
