package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.SequenceSet;
import java.nio.FloatBuffer;
import java.util.Random;

/** People who differ in the lengths of their limbs and walk with a random phase: what the smoke tests learn from. */
public final class SyntheticParts {
    private SyntheticParts() {}

    /** Some sequences of 20 joints of each of some people. */
    public static Partition partition(int people, int each, int frames) {
        return new Partition(set(people, each, frames, 1), set(people, each, frames, 2), set(people, each, frames, 3));
    }

    /** The same in memory. */
    public static Parts parts(int people, int each, int frames) {
        return Parts.of(partition(people, each, frames));
    }

    private static SequenceSet set(int people, int each, int frames, long seed) {
        return new SequenceSet() {
            @Override
            public int size() {
                return people * each;
            }

            @Override
            public int frames() {
                return frames;
            }

            @Override
            public int joints() {
                return 20;
            }

            @Override
            public int person(int index) {
                return 7 + index / each;
            }

            @Override
            public int recording(int index) {
                return index / each;
            }

            @Override
            public void copy(int index, FloatBuffer target) {
                var random = new Random(seed * 1000 + index);
                double phase = random.nextDouble() * 2 * Math.PI;
                for (int frame = 0; frame < frames; frame++) {
                    skeleton(person(index), Math.sin(phase + 0.4 * frame), random, target);
                }
            }
        };
    }

    private static void skeleton(int person, double swing, Random random, FloatBuffer target) {
        for (int joint = 0; joint < 20; joint++) {
            double length = joint == 0 ? 0 : 0.3 + 0.25 * Math.sin(1.7 * person + joint);
            target.put((float) (1 + length * 0.3 * swing + 0.005 * random.nextGaussian()));
            target.put((float) (length + 0.005 * random.nextGaussian()));
            target.put((float) (2 + 0.1 * joint * length + 0.005 * random.nextGaussian()));
        }
    }
}
