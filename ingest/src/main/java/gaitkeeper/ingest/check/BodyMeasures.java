package gaitkeeper.ingest.check;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;

/** Measures of one body in one frame. Reused; for one thread. */
final class BodyMeasures {
    private static final int[] CORNERS = {4, 8, 12, 16};
    private static final double LEAST = 1e-6;

    private final double[] hips = new double[3];
    private final double[] up = new double[3];
    private final double[] left = new double[3];
    private final double[] forward = new double[3];
    private double trunk;
    private double agree;

    /** Looks at a frame; false if hips and shoulders are not there. */
    boolean look(Frame frame) {
        for (int slot : CORNERS) {
            if (frame.flag(slot) == JointFlag.MISSING) {
                return false;
            }
        }
        double shoulders = 0;
        double hipsApart = 0;
        agree = 0;
        for (int axis = 0; axis < 3; axis++) {
            double across = frame.joint(4, axis) - frame.joint(8, axis);
            double below = frame.joint(12, axis) - frame.joint(16, axis);
            hips[axis] = (frame.joint(12, axis) + frame.joint(16, axis)) / 2;
            up[axis] = (frame.joint(4, axis) + frame.joint(8, axis)) / 2 - hips[axis];
            left[axis] = across + below;
            agree += across * below;
            shoulders += across * across;
            hipsApart += below * below;
        }
        agree /= Math.sqrt(shoulders * hipsApart) + LEAST;
        trunk = length(up);
        scale(up, trunk);
        double along = dot(left, up);
        for (int axis = 0; axis < 3; axis++) {
            left[axis] -= along * up[axis];
        }
        scale(left, length(left));
        forward[0] = left[1] * up[2] - left[2] * up[1];
        forward[1] = left[2] * up[0] - left[0] * up[2];
        forward[2] = left[0] * up[1] - left[1] * up[0];
        return true;
    }

    private static double length(double[] v) {
        return Math.sqrt(dot(v, v));
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static void scale(double[] v, double length) {
        for (int axis = 0; axis < 3; axis++) {
            v[axis] /= length + LEAST;
        }
    }

    /** Middle of the hips to middle of the shoulders, metres. */
    double trunk() {
        return trunk;
    }

    /** How far the trunk points up: -1 to 1. */
    double tilt() {
        return up[1];
    }

    /** How far the trunk, or the legs of somebody who bends, points up: -1 to 1. */
    double upright(Frame frame) {
        if (frame.flag(14) == JointFlag.MISSING || frame.flag(18) == JointFlag.MISSING) {
            return up[1];
        }
        double x = hips[0] - (frame.joint(14, 0) + frame.joint(18, 0)) / 2;
        double y = hips[1] - (frame.joint(14, 1) + frame.joint(18, 1)) / 2;
        double z = hips[2] - (frame.joint(14, 2) + frame.joint(18, 2)) / 2;
        return Math.max(up[1], y / (Math.sqrt(x * x + y * y + z * z) + LEAST));
    }

    /** Middle of the hips, metres. */
    double hips(int axis) {
        return hips[axis];
    }

    /** Cosine between the line of the shoulders and that of the hips. */
    double agree() {
        return agree;
    }

    /** How far the feet lie before the ankles, metres, both together; NaN if a foot or ankle is missing. */
    double toes(Frame frame) {
        return along(frame, 15, 14) + along(frame, 19, 18);
    }

    private double along(Frame frame, int to, int from) {
        if (frame.flag(to) == JointFlag.MISSING || frame.flag(from) == JointFlag.MISSING) {
            return Double.NaN;
        }
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            sum += (frame.joint(to, axis) - frame.joint(from, axis)) * forward[axis];
        }
        return sum;
    }

    /** How far the body moved forward since another place, metres. */
    double advance(double[] before) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            sum += (hips[axis] - before[axis]) * forward[axis];
        }
        return sum;
    }

    /** How high a slot lies over the hips along the trunk, in trunks; NaN if missing. */
    double height(Frame frame, int slot) {
        if (frame.flag(slot) == JointFlag.MISSING) {
            return Double.NaN;
        }
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            sum += (frame.joint(slot, axis) - hips[axis]) * up[axis];
        }
        return sum / (trunk + LEAST);
    }

    /** Distance of two slots in metres; NaN if one is missing. */
    static double distance(Frame frame, int a, int b) {
        if (frame.flag(a) == JointFlag.MISSING || frame.flag(b) == JointFlag.MISSING) {
            return Double.NaN;
        }
        double x = frame.joint(a, 0) - frame.joint(b, 0);
        double y = frame.joint(a, 1) - frame.joint(b, 1);
        double z = frame.joint(a, 2) - frame.joint(b, 2);
        return Math.sqrt(x * x + y * y + z * z);
    }
}
