package gaitkeeper.ingest.check;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Between which bounds the bones of a body and the heights of its joints lie, in trunks (middle of the hips to middle of the
 * shoulders).
 */
final class BodyPlan {
    /** Pairs of K25 slots: the long bones, left and right, then hands. */
    static final int[][] BONES = {{4, 5}, {5, 6}, {8, 9}, {9, 10}, {12, 13}, {13, 14}, {16, 17}, {17, 18}, {6, 7},
        {10, 11}};
    /** How many of the bones are long ones. */
    static final int LONG_BONES = 8;
    /** K25 slots and how high they lie over the hips along the trunk. */
    static final int[] LEVELS = {3, 20, 13, 17, 14, 18, 1, 0};

    /*
     * Learned from the 30-frame medians of KGBD's people 1 to 82 alone, and from where Kinect v2 places trunk joints (the
     * specification's medians; hands 0.15 of a forearm): from the first to the last hundredth, widened by a third or 0.15. FaultMatrixTest learns them anew and
     * tests them on everything else.
     */
    static final BodyPlan HUMAN = new BodyPlan(
            new double[][]{{0.31, 1.22}, {0.31, 1.15}, {0.32, 1.22}, {0.31, 1.18}, {0.58, 2.24}, {0.49, 1.86},
                {0.57, 2.28},
                {0.49, 1.86}, {0.05, 0.55}, {0.05, 0.46}},
            new double[][]{{0.89, 2.74}, {0.61, 2.08}, {-2.10, -0.51}, {-2.09, -0.51}, {-3.60, -0.95}, {-3.62, -0.95},
                {0.08, 0.84}, {-0.15, 0.40}});

    private final double[][] bones;
    private final double[][] levels;

    /** Takes least and most of each bone and each level. */
    BodyPlan(double[][] bones, double[][] levels) {
        this.bones = bones;
        this.levels = levels;
    }

    /** All bounds, bones first. */
    double[][] bounds() {
        return Stream.concat(Arrays.stream(bones), Arrays.stream(levels)).map(double[]::clone).toArray(double[][]::new);
    }

    /** Whether a bone is too short or too long; not if it is not a number. */
    boolean isOutside(int bone, double length) {
        return length < bones[bone][0] || length > bones[bone][1];
    }

    /** Whether a joint lies too low or too high; not if it is not a number. */
    boolean isBeyond(int level, double height) {
        return height < levels[level][0] || height > levels[level][1];
    }
}
