package gaitkeeper.core;

import java.util.Arrays;

/** What an encoder made of a sequence: a vector, with the sequence and the model it belongs to. Immutable. */
public final class Embedding {
    /** Longest vector. */
    public static final int MAX_WIDTH = 8192;

    private final SequenceId sequence;
    private final long lastTimeNs;
    private final ModelId model;
    private final float quality;
    private final Timing timing;
    private final float[] vector;

    /**
     * Makes an embedding. The vector is not copied: hand it over.
     *
     * @param sequence what was encoded
     * @param lastTimeNs event time of the sequence's last frame
     * @param model which model encoded it
     * @param quality mean joint confidence of the sequence, 0 to 1
     * @param timing when its last frame passed the stages
     * @param vector 1 to {@value #MAX_WIDTH} finite values
     * @throws MalformedException if the vector is empty, too long or not finite
     */
    public Embedding(SequenceId sequence, long lastTimeNs, ModelId model, float quality, Timing timing,
            float[] vector) {
        this.sequence = sequence;
        this.lastTimeNs = lastTimeNs;
        this.model = model;
        this.quality = quality;
        this.timing = timing;
        this.vector = checked(vector);
    }

    /**
     * The embedding of a sequence. The vector is not copied: hand it over.
     *
     * @param vector what the model made of it
     * @param encodedNs when, nanoseconds since the epoch
     * @throws MalformedException if the vector is empty, too long or not finite
     */
    public static Embedding of(TrackId track, Sequence sequence, ModelId model, float[] vector, long encodedNs) {
        return new Embedding(sequence.id(track), sequence.lastTimeNs(), model, sequence.quality(),
                new Timing(sequence.receivedNs(), sequence.windowedNs(), encodedNs, 0), vector);
    }

    private static float[] checked(float[] vector) {
        if (vector.length < 1 || vector.length > MAX_WIDTH) {
            throw new MalformedException(Reason.BAD_BYTES,
                    "an embedding has 1 to " + MAX_WIDTH + " values, not " + vector.length);
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new MalformedException(Reason.NOT_FINITE, "an embedding holds NaN or infinity");
            }
        }
        return vector;
    }

    /** The sequence that was encoded. */
    public SequenceId sequence() {
        return sequence;
    }

    /** Event time of the sequence's last frame, nanoseconds since the epoch. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** The model that encoded it. */
    public ModelId model() {
        return model;
    }

    /** Mean joint confidence of the sequence, 0 to 1. */
    public float quality() {
        return quality;
    }

    /** When the sequence's last frame passed the stages. */
    public Timing timing() {
        return timing;
    }

    /** Number of values. */
    public int width() {
        return vector.length;
    }

    /** The vector, shared: do not modify. */
    public float[] vector() {
        return vector;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && sequence.equals(that.sequence) && lastTimeNs == that.lastTimeNs
                && model.equals(that.model) && Float.compare(quality, that.quality) == 0 && timing.equals(that.timing)
                && Arrays.equals(vector, that.vector);
    }

    @Override
    public int hashCode() {
        return 31 * sequence.hashCode() + Arrays.hashCode(vector);
    }

    /** Without the vector: it must never reach a log. */
    @Override
    public String toString() {
        return "Embedding[" + sequence + " by " + model + ", " + vector.length + " values]";
    }
}
