package gaitkeeper.encoder;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import java.nio.FloatBuffer;

/**
 * What the graphs of the bundles {@code d16} and {@code pairwise} compute, written as plain loops; the scaling constants of
 * {@code pairwise} are left at 0 and 1, which costs the same.
 */
final class PlainDescriptors {
    private static final int[][] D16 = {{3, 1, 1, 8, 8, 9, 2, 4, 5, 16, 16, 17, 12, 12, 13},
        {2, 2, 0, 2, 9, 10, 4, 5, 6, 0, 17, 19, 0, 13, 15}};
    private static final int HEAD = 3;
    private static final int[] FEET = {15, 19};
    private static final int PAIRS = Skeleton.K20 * (Skeleton.K20 - 1) / 2;
    private static final int PER_FRAME = PAIRS + Skeleton.K20;
    private static final double TINY = 1e-12;

    private PlainDescriptors() {}

    static float[] d16(Sequence sequence) {
        float[] joints = joints(sequence);
        int frames = sequence.spec().frames();
        float[] mean = new float[D16[0].length + 1];
        for (int frame = 0; frame < frames; frame++) {
            int base = frame * Skeleton.K20 * 3;
            for (int i = 0; i < D16[0].length; i++) {
                mean[i] += distance(joints, base, D16[0][i], D16[1][i]) / frames;
            }
            mean[D16[0].length] += height(joints, base, HEAD) / frames;
        }
        return mean;
    }

    static float[] pairwise(Sequence sequence) {
        float[] joints = joints(sequence);
        int frames = sequence.spec().frames();
        float[][] features = new float[frames][PER_FRAME];
        for (int frame = 0; frame < frames; frame++) {
            features(joints, frame * Skeleton.K20 * 3, features[frame]);
        }
        float[] vector = new float[2 * PER_FRAME];
        for (int i = 0; i < PER_FRAME; i++) {
            float mean = 0;
            for (float[] frame : features) {
                mean += frame[i] / frames;
            }
            float variance = 0;
            for (float[] frame : features) {
                variance += (frame[i] - mean) * (frame[i] - mean) / frames;
            }
            vector[i] = mean;
            vector[PER_FRAME + i] = (float) Math.sqrt(Math.max(variance, TINY));
        }
        return unitLength(vector);
    }

    private static void features(float[] joints, int base, float[] into) {
        int at = 0;
        for (int a = 0; a < Skeleton.K20; a++) {
            for (int b = a + 1; b < Skeleton.K20; b++) {
                into[at++] = distance(joints, base, a, b);
            }
        }
        for (int joint = 0; joint < Skeleton.K20; joint++) {
            into[at++] = height(joints, base, joint);
        }
    }

    private static float[] unitLength(float[] vector) {
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            // Where the graph subtracts the mean and divides by the deviation.
            vector[i] = (vector[i] - 0f) / 1f;
            squares += (double) vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(Math.max(squares, TINY));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static float[] joints(Sequence sequence) {
        float[] joints = new float[sequence.spec().frames() * Skeleton.K20 * 3];
        sequence.copyJoints(Skeleton.K20, FloatBuffer.wrap(joints));
        return joints;
    }

    private static float distance(float[] joints, int base, int a, int b) {
        float x = joints[base + a * 3] - joints[base + b * 3];
        float y = joints[base + a * 3 + 1] - joints[base + b * 3 + 1];
        float z = joints[base + a * 3 + 2] - joints[base + b * 3 + 2];
        return (float) Math.sqrt(Math.max(x * x + y * y + z * z, TINY));
    }

    private static float height(float[] joints, int base, int joint) {
        float feet = (joints[base + FEET[0] * 3 + 1] + joints[base + FEET[1] * 3 + 1]) / 2;
        return joints[base + joint * 3 + 1] - feet;
    }
}
