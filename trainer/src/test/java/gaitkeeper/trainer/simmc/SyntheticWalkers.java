package gaitkeeper.trainer.simmc;

import java.util.Random;

/** People who differ in the lengths of their limbs and walk with a random phase: what the smoke tests learn from. */
final class SyntheticWalkers {
    private static final int JOINTS = 20;

    private SyntheticWalkers() {}

    /** Sequences of some people, of each the same number, as centred frames. */
    static FrameSet frames(int people, int each, int frames, long seed) {
        var random = new Random(seed);
        float[] values = new float[people * each * frames * JOINTS * 3];
        int[] persons = new int[people * each];
        int[] recordings = new int[people * each];
        for (int i = 0; i < persons.length; i++) {
            persons[i] = i / each;
            recordings[i] = i / each;
            sequence(persons[i], frames, random, values, i * frames * JOINTS * 3);
        }
        return new FrameSet(values, frames, JOINTS * 3, persons, recordings);
    }

    private static void sequence(int person, int frames, Random random, float[] values, int offset) {
        double phase = random.nextDouble() * 2 * Math.PI;
        for (int frame = 0; frame < frames; frame++) {
            double swing = Math.sin(phase + 0.4 * frame);
            for (int joint = 1; joint < JOINTS; joint++) {
                double length = 0.3 + 0.25 * Math.sin(1.7 * person + joint);
                int at = offset + (frame * JOINTS + joint) * 3;
                values[at] = (float) (length * 0.3 * swing + 0.005 * random.nextGaussian());
                values[at + 1] = (float) (length + 0.005 * random.nextGaussian());
                values[at + 2] = (float) (0.1 * joint * length + 0.005 * random.nextGaussian());
            }
        }
    }
}
