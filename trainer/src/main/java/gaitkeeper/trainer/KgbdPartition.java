package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** KGBD under its published rule as a {@link Partition}. */
public final class KgbdPartition {
    private KgbdPartition() {}

    /**
     * Reads windows of f frames.
     *
     * @param folder of the data
     * @param seed which draw of the split, 0 to 4
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static Partition of(Path folder, int seed, int frames) {
        KgbdWindows data = KgbdWindows.open(folder);
        KgbdSplit split = data.split(seed);
        return new Partition(set(data, split, Role.TRAIN, frames), set(data, split, Role.GALLERY, frames),
                set(data, split, Role.PROBE, frames));
    }

    private static SequenceSet set(KgbdWindows data, KgbdSplit split, Role role, int frames) {
        List<Walk> all = data.walks();
        int[] walks = IntStream.range(0, all.size()).filter(i -> split.role(all.get(i)) == role)
                .toArray();
        int count = Arrays.stream(walks).map(i -> all.get(i).windows(frames)).sum();
        int size = frames * Skeleton.K20 * 3;
        FloatBuffer values = FloatBuffer.allocate(count * size);
        int[] recordings = new int[count];
        int at = 0;
        for (int walk : walks) {
            values.put(data.windows(all.get(walk), frames));
            int end = at + all.get(walk).windows(frames);
            Arrays.fill(recordings, at, end, walk);
            at = end;
        }
        return new Windows(frames, values.array(), recordings,
                Arrays.stream(recordings).map(i -> all.get(i).person()).toArray());
    }

    @SuppressWarnings("ArrayRecordComponent") // Tens of megabytes, never handed out.
    private record Windows(int frames, float[] values, int[] recordings, int[] persons) implements SequenceSet {
        @Override
        public int size() {
            return persons.length;
        }

        @Override
        public int joints() {
            return Skeleton.K20;
        }

        @Override
        public int person(int index) {
            return persons[index];
        }

        @Override
        public int recording(int index) {
            return recordings[index];
        }

        @Override
        public void copy(int index, FloatBuffer target) {
            target.put(values, index * width(), width());
        }
    }
}
