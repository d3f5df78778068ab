package gaitkeeper.core;

/**
 * One body's joints in the order of its source, in metres in the frame {@code KINECT}: what {@link JointMap} reads. Reused for
 * many bodies; not safe for use by several threads.
 */
public final class SourceJoints {
    /** The most joints a layout has. */
    public static final int MAX = maxJoints();

    private final float[] xyz = new float[MAX * 3];
    private final float[] confidence = new float[MAX];
    private final JointFlag[] flags = new JointFlag[MAX];

    /** Sets where a joint is, as far as the source knows: fully trusted and observed until told otherwise. */
    public void place(int joint, float x, float y, float z) {
        xyz[joint * 3] = x;
        xyz[joint * 3 + 1] = y;
        xyz[joint * 3 + 2] = z;
        trust(joint, 1, JointFlag.OBSERVED);
    }

    /** Sets how far a placed joint is trusted, 0 to 1, and how it came to be. */
    public void trust(int joint, float trusted, JointFlag flag) {
        confidence[joint] = trusted;
        flags[joint] = flag;
    }

    /** Says that a joint is not there. */
    public void miss(int joint) {
        place(joint, 0, 0, 0);
        trust(joint, 0, JointFlag.MISSING);
    }

    /** One coordinate in metres; axis 0 = x, 1 = y, 2 = z. */
    public float at(int joint, int axis) {
        return xyz[joint * 3 + axis];
    }

    /** How far a joint is trusted, 0 to 1. */
    public float confidence(int joint) {
        return confidence[joint];
    }

    /** How a joint came to be. */
    public JointFlag flag(int joint) {
        return flags[joint];
    }

    /** Whether a joint is not there. */
    public boolean missing(int joint) {
        return flags[joint] == JointFlag.MISSING;
    }

    /** Whether a joint stands exactly at the sensor, which is how many sources write "not there". */
    public boolean atOrigin(int joint) {
        return xyz[joint * 3] == 0 && xyz[joint * 3 + 1] == 0 && xyz[joint * 3 + 2] == 0;
    }

    /**
     * Turns joints given in another unit and frame into metres in the frame {@code KINECT}.
     *
     * @param count joints placed
     * @param axes the frame they are in
     * @param metres metres in one unit
     */
    public void convert(int count, Axes axes, float metres) {
        int ax = axes.sourceAxis(0);
        int ay = axes.sourceAxis(1);
        int az = axes.sourceAxis(2);
        float sx = axes.sign(0) * metres;
        float sy = axes.sign(1) * metres;
        float sz = axes.sign(2) * metres;
        for (int at = 0; at < count * 3; at += 3) {
            float x = sx * xyz[at + ax];
            float y = sy * xyz[at + ay];
            float z = sz * xyz[at + az];
            xyz[at] = x;
            xyz[at + 1] = y;
            xyz[at + 2] = z;
        }
    }

    /** Turns x round, for sources that send mirrored bodies; labels stay. */
    public void flip(int count) {
        for (int at = 0; at < count * 3; at += 3) {
            xyz[at] = -xyz[at];
        }
    }

    private static int maxJoints() {
        int max = 0;
        for (Layout layout : Layout.values()) {
            max = Math.max(max, layout.joints());
        }
        return max;
    }
}
