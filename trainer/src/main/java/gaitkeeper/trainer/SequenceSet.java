package gaitkeeper.trainer;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * Labelled sequences of f frames: what is trained on and measured. Sequences of one recording stand together, in the order of
 * time. Reading is safe for use by several threads.
 */
public interface SequenceSet {
    /** Number of sequences. */
    int size();

    /** Frames of a sequence, f. */
    int frames();

    /** Joints of a frame, J: 20, 25 or 14. */
    int joints();

    /**
     * Label of a sequence: the number the data gives the person. Numbers need not be consecutive.
     *
     * @param index 0 to {@link #size()} - 1
     */
    int person(int index);

    /**
     * Which recording a sequence was cut from: ascending with the index, not necessarily consecutive.
     *
     * @param index 0 to {@link #size()} - 1
     */
    int recording(int index);

    /**
     * Appends a sequence to a buffer: f x J x 3 floats, metres, not centred.
     *
     * @param index 0 to {@link #size()} - 1
     */
    void copy(int index, FloatBuffer target);

    /** Floats of a sequence, f x J x 3. */
    default int width() {
        return frames() * joints() * 3;
    }

    /** Some of these sequences, in the order given. */
    default SequenceSet pick(int[] indices) {
        SequenceSet all = this;
        int[] picked = indices.clone();
        for (int index : picked) {
            Objects.checkIndex(index, size());
        }
        return new SequenceSet() {
            @Override
            public int size() {
                return picked.length;
            }

            @Override
            public int frames() {
                return all.frames();
            }

            @Override
            public int joints() {
                return all.joints();
            }

            @Override
            public int person(int index) {
                return all.person(picked[index]);
            }

            @Override
            public int recording(int index) {
                return all.recording(picked[index]);
            }

            @Override
            public void copy(int index, FloatBuffer target) {
                all.copy(picked[index], target);
            }
        };
    }
}
