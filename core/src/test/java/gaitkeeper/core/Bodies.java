package gaitkeeper.core;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measures of bodies in frames, in metres. */
public final class Bodies {
    private Bodies() {}

    /** Between two slots. */
    public static double distance(Frame frame, int a, int b) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double d = frame.joint(a, axis) - frame.joint(b, axis);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /** Middle of the hips to the middle of the shoulders. */
    public static double trunk(Frame frame) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double d = up(frame)[axis];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /** Middle of the hips to the middle of the shoulders. */
    private static double[] up(Frame frame) {
        double[] up = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            up[axis] = (frame.joint(4, axis) + frame.joint(8, axis) - frame.joint(12, axis) - frame.joint(16, axis))
                    / 2.0;
        }
        return up;
    }

    /** Self-check A: positive for a body that is not mirrored. */
    public static double chirality(Frame frame) {
        double[] left = new double[3];
        double[] toes = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            left[axis] = frame.joint(4, axis) - frame.joint(8, axis) + frame.joint(12, axis) - frame.joint(16, axis);
            toes[axis] = frame.joint(15, axis) - frame.joint(14, axis) + frame.joint(19, axis)
                    - frame.joint(18, axis);
        }
        double[] up = up(frame);
        return (toes[1] * left[2] - toes[2] * left[1]) * up[0] + (toes[2] * left[0] - toes[0] * left[2]) * up[1]
                + (toes[0] * left[1] - toes[1] * left[0]) * up[2];
    }

    /** Over frames. */
    public static double median(List<Frame> frames, ToDoubleFunction<Frame> measure) {
        double[] values = frames.stream().mapToDouble(measure).sorted().toArray();
        return values[values.length / 2];
    }

    /** Lengths of limbs and trunk. */
    public static double[] bones(List<Frame> frames) {
        int[][] bones = {{4, 5}, {5, 6}, {8, 9}, {9, 10}, {12, 13}, {13, 14}, {16, 17}, {17, 18}, {4, 8}, {12, 16}};
        double[] lengths = Arrays.stream(bones)
                .mapToDouble(bone -> median(frames, frame -> distance(frame, bone[0], bone[1]))).toArray();
        double[] all = Arrays.copyOf(lengths, lengths.length + 1);
        all[lengths.length] = median(frames, Bodies::trunk);
        return all;
    }
}
