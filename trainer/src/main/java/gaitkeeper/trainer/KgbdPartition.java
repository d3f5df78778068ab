package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The published protocol's parts of KGBD. */
public final class KgbdPartition {
    private KgbdPartition() {}

    /**
     * All people's walks.
     *
     * @param folder of the data
     * @param seed which draw of the split, 0 to 4
     * @param frames f
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static Partition of(Path folder, int seed, int frames) {
        return of(KgbdWindows.open(folder), seed, frames);
    }

    /**
     * Some people's walks.
     *
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static Partition of(Path folder, int seed, int frames, PersonRange people) {
        return of(KgbdWindows.open(folder), seed, frames, people);
    }

    /**
     * All people's walks.
     *
     * @param seed which draw of the split
     * @param frames f
     */
    static Partition of(KgbdWindows data, int seed, int frames) {
        return of(data, seed, frames, _ -> true);
    }

    /** Some people's walks. */
    static Partition of(KgbdWindows data, int seed, int frames, IntPredicate people) {
        KgbdSplit split = data.split(seed);
        return new Partition(new Windows(data, split, Role.TRAIN, frames, people),
                new Windows(data, split, Role.GALLERY, frames, people),
                new Windows(data, split, Role.PROBE, frames, people));
    }

    /** The windows of walks of one role. */
    private static final class Windows implements SequenceSet {
        private final KgbdWindows data;
        private final int frames;
        private final List<Walk> walks;
        private final int[] walk;
        private final int[] first;

        Windows(KgbdWindows data, KgbdSplit split, Role role, int frames, IntPredicate people) {
            this.data = data;
            this.frames = frames;
            walks = data.walks().stream().filter(w -> people.test(w.person()) && split.role(w) == role).toList();
            walk = IntStream.range(0, walks.size())
                    .flatMap(w -> IntStream.range(0, walks.get(w).windows(frames)).map(_ -> w)).toArray();
            first = IntStream.range(0, walk.length).toArray();
            for (int i = 1; i < first.length; i++) {
                first[i] = walk[i] == walk[i - 1] ? first[i - 1] : i;
            }
        }

        @Override
        public int size() {
            return walk.length;
        }

        @Override
        public int frames() {
            return frames;
        }

        @Override
        public int joints() {
            return Skeleton.K20;
        }

        @Override
        public int person(int index) {
            return walks.get(walk[index]).person();
        }

        @Override
        public int recording(int index) {
            return walks.get(walk[index]).firstRow();
        }

        @Override
        public void copy(int index, FloatBuffer target) {
            data.copyWindow(walks.get(walk[index]), index - first[index], frames, target);
        }
    }
}
