package gaitkeeper.trainer.simmc;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.BundleFeatures;
import gaitkeeper.trainer.SequenceSet;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Sequences as the encoder takes them: f frames of w numbers. For SimMC these are centred joints, for its variant on
 * pre-extracted features (SimMC-UF) another model's vectors.
 *
 * @param values {@code [size, f, w]}
 * @param frames f
 * @param width w
 * @param persons label of each sequence
 * @param recordings recording of each sequence
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of megabytes: shared on purpose.
public record FrameSet(float[] values, int frames, int width, int[] persons, int[] recordings) {
    /** Checks that the sizes agree. */
    public FrameSet {
        if (values.length != persons.length * frames * width || recordings.length != persons.length) {
            throw new IllegalArgumentException("sizes do not agree: " + values.length + " numbers, " + persons.length
                    + " sequences of " + frames + " x " + width);
        }
    }

    /** Joints relative to one of them, frame by frame; the only preprocessing there is. */
    public static FrameSet ofJoints(SequenceSet sequences, int centre) {
        FloatBuffer buffer = FloatBuffer.allocate(sequences.size() * sequences.width());
        int[] persons = new int[sequences.size()];
        int[] recordings = new int[sequences.size()];
        for (int i = 0; i < persons.length; i++) {
            sequences.copy(i, buffer);
            persons[i] = sequences.person(i);
            recordings[i] = sequences.recording(i);
        }
        int width = sequences.joints() * 3;
        centre(buffer.array(), width, centre);
        return new FrameSet(buffer.array(), sequences.frames(), width, persons, recordings);
    }

    /** Another model's vectors in place of frames (SimMC-UF). */
    public static FrameSet ofFeatures(SequenceSet sequences, ModelBundle bundle) {
        int[] persons = IntStream.range(0, sequences.size()).map(sequences::person).toArray();
        int[] recordings = IntStream.range(0, sequences.size()).map(sequences::recording).toArray();
        BundleFeatures features = BundleFeatures.of(sequences, bundle);
        return new FrameSet(features.values(), features.perSequence(), features.width(), persons, recordings);
    }

    private static void centre(float[] values, int width, int joint) {
        for (int frame = 0; frame < values.length; frame += width) {
            float x = values[frame + joint * 3];
            float y = values[frame + joint * 3 + 1];
            float z = values[frame + joint * 3 + 2];
            for (int i = frame; i < frame + width; i += 3) {
                values[i] -= x;
                values[i + 1] -= y;
                values[i + 2] -= z;
            }
        }
    }

    /** Number of sequences. */
    public int size() {
        return persons.length;
    }

    /** Some of these sequences, in the order given; one may be there more than once. */
    FrameSet pick(int... indices) {
        int size = frames * width;
        float[] picked = new float[indices.length * size];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * size, picked, i * size, size);
        }
        return new FrameSet(picked, frames, width, Arrays.stream(indices).map(i -> persons[i]).toArray(),
                Arrays.stream(indices).map(i -> recordings[i]).toArray());
    }

    /** The first sequences. */
    FrameSet first(int count) {
        return count == size()
                ? this
                : new FrameSet(Arrays.copyOf(values, count * frames * width), frames, width,
                        Arrays.copyOf(persons, count), Arrays.copyOf(recordings, count));
    }

    /** A number that tells different data apart. */
    long checksum() {
        var crc = new CRC32();
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            crc.update(bits);
            crc.update(bits >>> 16);
        }
        return crc.getValue();
    }
}
