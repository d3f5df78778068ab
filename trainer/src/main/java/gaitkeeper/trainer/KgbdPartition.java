package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.KgbdWindows.Walk;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
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
    public static Partition of(Path folder, int seed, int frames, PersonRange people, Drawing drawing, Order order) {
        return of(KgbdWindows.open(folder), seed, frames, people, drawing, order);
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
        return of(data, seed, frames, people, Drawing.PUBLISHED, Order.BODY);
    }

    /** Some people's walks, drawn or read in another way. */
    static Partition of(KgbdWindows data, int seed, int frames, IntPredicate people, Drawing drawing, Order order) {
        var walks = new Walks(data, data.split(seed), people, frames, order);
        SequenceSet gallery = walks.set(Role.GALLERY);
        return switch (drawing) {
            case PUBLISHED -> new Partition(walks.set(Role.TRAIN), gallery, walks.set(Role.PROBE));
            case REST -> new Partition(walks.set(Role.TRAIN, Role.GALLERY), gallery, walks.set(Role.PROBE));
            case OVERLAPPING -> {
                List<Cut> cuts = walks.cuts(Math.max(1, frames / 2), Role.TRAIN);
                BitSet asked = oneInTen(cuts.size(), seed);
                yield new Partition(walks.set(some(cuts, i -> !asked.get(i))), gallery,
                        walks.set(some(cuts, asked::get)));
            }
        };
    }

    private static BitSet oneInTen(int size, int seed) {
        var random = new SplittableRandom(seed);
        var drawn = new BitSet(size);
        IntStream.range(0, size).filter(_ -> random.nextInt(10) == 0).forEach(drawn::set);
        return drawn;
    }

    private static List<Cut> some(List<Cut> cuts, IntPredicate wanted) {
        return IntStream.range(0, cuts.size()).filter(wanted).mapToObj(cuts::get).toList();
    }

    /** A window of a walk, by its first frame. */
    private record Cut(Walk walk, int first) {}

    /** Some people's walks, to be cut into windows. */
    private record Walks(KgbdWindows data, KgbdSplit split, IntPredicate people, int frames, Order order) {
        /** Windows side by side. */
        SequenceSet set(Role... roles) {
            return set(cuts(frames, roles));
        }

        SequenceSet set(List<Cut> cuts) {
            return new Windows(data, frames, order, cuts);
        }

        /** Windows whose beginnings lie some frames apart. */
        List<Cut> cuts(int apart, Role... roles) {
            return data.walks().stream().filter(walk -> people.test(walk.person()) && isOf(walk, roles))
                    .flatMap(walk -> IntStream
                            .iterate(0, first -> first + frames <= walk.usable(), first -> first + apart)
                            .mapToObj(first -> new Cut(walk, first)))
                    .toList();
        }

        private boolean isOf(Walk walk, Role... roles) {
            return Arrays.asList(roles).contains(split.role(walk));
        }
    }

    /** Windows, in the order of walks and time. */
    private static final class Windows implements SequenceSet {
        private final KgbdWindows data;
        private final int frames;
        private final Order order;
        private final List<Cut> cuts;

        Windows(KgbdWindows data, int frames, Order order, List<Cut> cuts) {
            this.data = data;
            this.frames = frames;
            this.order = order;
            this.cuts = List.copyOf(cuts);
        }

        @Override
        public int size() {
            return cuts.size();
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
            return cuts.get(index).walk().person();
        }

        @Override
        public int recording(int index) {
            return cuts.get(index).walk().firstRow();
        }

        @Override
        public void copy(int index, FloatBuffer target) {
            data.copyWindow(cuts.get(index).walk(), cuts.get(index).first(), frames, order, target);
        }
    }
}
