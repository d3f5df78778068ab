package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Vectors of a finished model in place of joints. A model that tells its state after each frame ({@value #STATES}) gives one for
 * each frame. Of another, a sequence of f frames is cut into pieces of the model's own length, and each piece becomes one vector.
 *
 * @param values {@code [size, perSequence, width]}
 * @param perSequence vectors of a sequence
 * @param width numbers of a vector
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of megabytes: shared on purpose.
public record BundleFeatures(float[] values, int perSequence, int width) {
    /** Name of the output with the states after each frame: {@code [batch, f, width]}. */
    public static final String STATES = "frame_states";

    private static final int BATCH = 512;
    private static final int TIMES_HELD = 4;

    /**
     * Vectors of all sequences.
     *
     * @throws MalformedException if the model takes other joints, its length does not divide the sequences', or the vectors are too
     *     many for this JVM's memory
     */
    public static BundleFeatures of(SequenceSet sequences, ModelBundle bundle) {
        int pieces = pieces(sequences.frames(), bundle);
        if (bundle.spec().joints() != sequences.joints()) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT, "the model " + bundle.spec().id() + " takes "
                    + bundle.spec().joints() + " joints, the sequences have " + sequences.joints());
        }
        Optional<Embedder> states = Embedder.of(bundle, STATES);
        try (Embedder embedder = states.orElseGet(() -> Embedder.of(bundle))) {
            float[] values = values(sequences, embedder, pieces);
            int perSequence = pieces * (states.isPresent() ? bundle.spec().frames() : 1);
            return new BundleFeatures(values, perSequence, embedder.width() * pieces / perSequence);
        }
    }

    private static float[] values(SequenceSet sequences, Embedder embedder, int pieces) {
        int width = pieces * embedder.width();
        checkRoom((long) sequences.size() * width * Float.BYTES);
        float[] values = new float[Math.multiplyExact(sequences.size(), width)];
        for (int from = 0; from < sequences.size(); from += BATCH) {
            int to = Math.min(sequences.size(), from + BATCH);
            FloatBuffer buffer = FloatBuffer.allocate((to - from) * sequences.width());
            for (int i = from; i < to; i++) {
                sequences.copy(i, buffer);
            }
            float[] part = embedder.embed(buffer.flip());
            System.arraycopy(part, 0, values, from * width, part.length);
        }
        return values;
    }

    /** A run holds the vectors, puts them in its own order, and needs about as much again for the others and an epoch. */
    private static void checkRoom(long bytes) {
        HeapRoom.require(TIMES_HELD * bytes,
                "this model's vectors take " + (bytes >> 20) + " MiB and a run holds them " + TIMES_HELD + " times",
                "choose fewer --people");
    }

    /** How many times the model's length goes into a sequence of f frames. */
    private static int pieces(int frames, ModelBundle bundle) {
        int each = bundle.spec().frames();
        if (frames % each != 0) {
            throw new MalformedException(Reason.NO_MODEL, "the model " + bundle.spec().id() + " takes " + each
                    + " frames, which do not divide sequences of " + frames + ": choose other --frames");
        }
        return frames / each;
    }
}
