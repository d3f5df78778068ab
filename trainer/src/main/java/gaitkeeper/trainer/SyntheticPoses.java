package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Made-up walkers in the K20 order, for golden vectors and tests; no recording of a person stands behind them. */
final class SyntheticPoses {
    private static final float NOISE = 0.01f;
    private static final float SWING = 0.25f;

    /** A standing body of 1.7 m, hip centre at the origin: x, y per joint; all in the plane z = 0. */
    private static final float[] STANDING = {0, 0, 0, .2f, 0, .5f, 0, .7f, -.2f, .4f, -.2f, .1f, -.2f, -.2f, -.2f, -.3f,
        .2f, .4f, .2f, .1f, .2f, -.2f, .2f, -.3f, -.1f, -.1f, -.1f, -.5f, -.1f, -.9f, -.1f, -1, .1f, -.1f, .1f, -.5f,
        .1f,
        -.9f, .1f, -1};

    private SyntheticPoses() {}

    /** Windows of different walkers, metres: {@code [count, frames, 20, 3]}, from position 0 to the limit. */
    static FloatBuffer windows(RandomGenerator random, int count, int frames) {
        FloatBuffer target = FloatBuffer.allocate(count * frames * Skeleton.K20 * 3);
        for (int window = 0; window < count; window++) {
            float size = 0.85f + 0.3f * random.nextFloat();
            float phase = 6.28f * random.nextFloat();
            float distance = 1.5f + 2 * random.nextFloat();
            for (int frame = 0; frame < frames; frame++) {
                pose(random, size, phase + 0.35f * frame, distance, target);
            }
        }
        return target.flip();
    }

    /** Windows from position 0 to the limit as sequences, each of somebody else. */
    static SequenceSet sequences(FloatBuffer windows, int frames) {
        return new SequenceSet() {
            @Override
            public int size() {
                return windows.limit() / width();
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
                return index;
            }

            @Override
            public int recording(int index) {
                return index;
            }

            @Override
            public void copy(int index, FloatBuffer target) {
                target.put(windows.slice(index * width(), width()));
            }
        };
    }

    /** One frame of the body that stands still: {@code [20, 3]}. */
    static float[] standing() {
        float[] pose = new float[Skeleton.K20 * 3];
        for (int joint = 0; joint < Skeleton.K20; joint++) {
            pose[3 * joint] = STANDING[2 * joint];
            pose[3 * joint + 1] = STANDING[2 * joint + 1];
        }
        return pose;
    }

    private static void pose(RandomGenerator random, float size, float phase, float distance, FloatBuffer target) {
        for (int joint = 0; joint < Skeleton.K20; joint++) {
            float x = STANDING[2 * joint];
            float y = STANDING[2 * joint + 1];
            // Arms and legs swing against each other, the more the farther from shoulder and hip.
            float reach = joint >= 12 ? y : joint >= 4 ? .4f - y : 0;
            float z = SWING * reach * (float) Math.sin(phase) * Math.signum(x);
            target.put(size * x + NOISE * (float) random.nextGaussian())
                    .put(size * y + NOISE * (float) random.nextGaussian())
                    .put(distance + size * z + NOISE * (float) random.nextGaussian());
        }
    }
}
