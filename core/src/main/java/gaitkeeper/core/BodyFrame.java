package gaitkeeper.core;

/**
 * A body's own directions, from its hips and shoulders ({@code specs/skeleton-sources.md}, section 2): up along the trunk, left
 * across it, forward = left x up.
 */
final class BodyFrame {
    private static final int[] CORNERS = {4, 8, 12, 16};
    /** Below this, metres, directions are noise. */
    private static final float LEAST = 1e-4f;

    private final float[] hips = new float[3];
    private final float[] up = new float[3];
    private final float[] left = new float[3];
    private final float[] forward = new float[3];
    private float trunk;
    private float confidence = 1;
    private boolean known;

    private BodyFrame() {}

    /** Of hips and shoulders placed so far. */
    static BodyFrame of(Frame.Builder frame) {
        var body = new BodyFrame();
        for (int slot : CORNERS) {
            if (frame.flag(slot) == JointFlag.MISSING) {
                return body;
            }
            body.confidence = Math.min(body.confidence, frame.confidence(slot));
        }
        for (int axis = 0; axis < 3; axis++) {
            float shoulderLeft = frame.joint(4, axis);
            float shoulderRight = frame.joint(8, axis);
            float hipLeft = frame.joint(12, axis);
            float hipRight = frame.joint(16, axis);
            body.hips[axis] = (hipLeft + hipRight) / 2;
            body.up[axis] = (shoulderLeft + shoulderRight) / 2 - body.hips[axis];
            body.left[axis] = shoulderLeft - shoulderRight + hipLeft - hipRight;
        }
        body.turn();
        return body;
    }

    private void turn() {
        trunk = length(up);
        if (trunk < LEAST) {
            return;
        }
        scale(up, trunk);
        float along = left[0] * up[0] + left[1] * up[1] + left[2] * up[2];
        for (int axis = 0; axis < 3; axis++) {
            left[axis] -= along * up[axis];
        }
        float width = length(left);
        if (width < LEAST) {
            return;
        }
        scale(left, width);
        forward[0] = left[1] * up[2] - left[2] * up[1];
        forward[1] = left[2] * up[0] - left[0] * up[2];
        forward[2] = left[0] * up[1] - left[1] * up[0];
        known = true;
    }

    private static float length(float[] v) {
        return (float) Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    private static void scale(float[] v, float length) {
        v[0] /= length;
        v[1] /= length;
        v[2] /= length;
    }

    /** Whether hips and shoulders are there and span a body. */
    boolean known() {
        return known;
    }

    /** Middle of the hips. */
    float hips(int axis) {
        return hips[axis];
    }

    /** Unit vector along the trunk. */
    float up(int axis) {
        return up[axis];
    }

    /** Unit vector to the body's left. */
    float left(int axis) {
        return left[axis];
    }

    /** Unit vector to where the body faces. */
    float forward(int axis) {
        return forward[axis];
    }

    /** Length of the trunk in metres. */
    float trunk() {
        return trunk;
    }

    /** The least of the four corners' confidences. */
    float confidence() {
        return confidence;
    }
}
