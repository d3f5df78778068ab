package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.nn.Torch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.bytedeco.pytorch.Tensor;

/**
 * Sequences in memory, as the networks of this module take them.
 *
 * @param values {@code [size, f, J, 3]}, metres, not centred
 * @param frames f
 * @param joints J
 * @param persons label of each sequence
 * @param recordings recording of each sequence; those of one stand together, in the order of time
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of megabytes: shared on purpose.
public record JointWindows(float[] values, int frames, int joints, int[] persons, int[] recordings) {
    /** Copies sequences. */
    public static JointWindows of(SequenceSet set) {
        FloatBuffer buffer = FloatBuffer.allocate(Math.multiplyExact(set.size(), set.width()));
        for (int i = 0; i < set.size(); i++) {
            set.copy(i, buffer);
        }
        return new JointWindows(buffer.array(), set.frames(), set.joints(),
                IntStream.range(0, set.size()).map(set::person).toArray(),
                IntStream.range(0, set.size()).map(set::recording).toArray());
    }

    /** Number of sequences. */
    public int size() {
        return persons.length;
    }

    /** Some sequences, copied into libtorch: {@code [rows, f, J, 3]}. */
    public Tensor tensor(int... rows) {
        int width = frames * joints * 3;
        float[] picked = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, picked, i * width, width);
        }
        return Torch.tensor(picked, rows.length, frames, joints, 3);
    }

    /** Everybody who is in it, ascending: a class is a position here. */
    public int[] people() {
        return Arrays.stream(persons).distinct().sorted().toArray();
    }

    /** Classes of some sequences among people; -1 for somebody else. */
    public int[] classes(int[] people, int... rows) {
        return Arrays.stream(rows).map(row -> Math.max(-1, Arrays.binarySearch(people, persons[row]))).toArray();
    }

    /** All positions, 0 to size - 1. */
    public int[] all() {
        return IntStream.range(0, size()).toArray();
    }

    /** The last tenth of each recording, of short ones the last: what an epoch is chosen by without looking at the probes. */
    public int[] heldOut() {
        return IntStream.range(0, size()).filter(this::isHeldOut).toArray();
    }

    /** What is not {@link #heldOut}. */
    public int[] learnedFrom() {
        return IntStream.range(0, size()).filter(row -> !isHeldOut(row)).toArray();
    }

    private boolean isHeldOut(int row) {
        int first = row;
        while (first > 0 && recordings[first - 1] == recordings[row]) {
            first--;
        }
        int end = row;
        while (end < size() && recordings[end] == recordings[row]) {
            end++;
        }
        int size = end - first;
        return size > 1 && row >= end - Math.max(1, size / 10);
    }

    /** A number that tells different data apart. */
    public long checksum() {
        var crc = new CRC32();
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            crc.update(bits);
            crc.update(bits >>> 16);
        }
        return crc.getValue();
    }
}
