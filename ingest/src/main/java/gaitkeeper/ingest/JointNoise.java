package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Skeleton;
import java.util.random.RandomGenerator;

/** What a sensor makes of one body's joints during one visit: jitter, drift, hidden limbs. For one thread. */
final class JointNoise {
    /*
     * Standard deviations in millimetres at 2.5 m. Jitter follows the second differences of KGBD's walks (trunk 2, wrists 4,
     * ankles 7, feet 9 mm as medians over axes); drift gives bones about two thirds of the spread in length they have within
     * a walk there, the rest being pose. K25 slots.
     */
    private static final int[] JITTER_MM = {3, 3, 2, 2, 2, 3, 4, 4, 2, 3, 4, 4, 4, 4, 7, 9, 4, 4, 7, 9, 2, 5, 5, 5, 5};
    private static final int[] DRIFT_MM = {10, 8, 7, 7, 10, 10, 10, 12, 10, 10, 10, 12, 12, 14, 14, 16, 12, 14, 14, 16,
        8, 12, 12, 12, 12};
    private static final double REFERENCE_DEPTH = 2.5;
    private static final double DRIFT_SECONDS = 0.5;

    private static final int[][] LIMBS = {{5, 6, 7, 21, 22}, {9, 10, 11, 23, 24}, {13, 14, 15}, {17, 18, 19}};
    private static final double HIDDEN_SECONDS = 0.5;
    private static final double HIDDEN_ERROR = 0.06;
    private static final float HIDDEN_CONFIDENCE = 0.4f;
    private static final int NECK = 2;
    private static final float NECK_SHARE = 0.3f;

    private final SimulatedNoise config;
    private final Placement placement;
    private final RandomGenerator random;
    private final double keep;
    private final double fresh;
    private final double hide;
    private final double show;
    private final double[] drift = new double[Skeleton.K25 * 3];
    private final double[] guess = new double[Skeleton.K25 * 3];
    private final boolean[] hidden = new boolean[LIMBS.length];

    JointNoise(SimulatorConfig config, RandomGenerator random) {
        this.config = config.noise();
        this.placement = Placement.of(config.geometry());
        this.random = random;
        keep = Math.exp(-1 / (DRIFT_SECONDS * config.framesPerSecond()));
        fresh = Math.sqrt(1 - keep * keep);
        show = 1 / (HIDDEN_SECONDS * config.framesPerSecond());
        // In balance, limbs are hidden the configured share of the time.
        hide = Math.min(1, show * this.config.occlusion() / (1 - this.config.occlusion()));
        for (int i = 0; i < drift.length; i++) {
            drift[i] = random.nextGaussian();
        }
    }

    /**
     * Writes a body's joints as seen.
     *
     * @param xyz true positions in the sensor's frame, {@code [25][3]}; overwritten
     */
    void see(double[] xyz, Frame.Builder frame) {
        double depth = xyz[2] / REFERENCE_DEPTH;
        double grow = config.joints() * depth * depth;
        if (grow > 0) {
            blur(xyz, grow / 1000);
        }
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            if (slot < Skeleton.K20 && slot != NECK || slot == 20 || placement.allJoints()) {
                frame.joint(slot, (float) xyz[slot * 3], (float) xyz[slot * 3 + 1], (float) xyz[slot * 3 + 2], 1,
                        JointFlag.OBSERVED);
            }
        }
        if (!placement.allJoints()) {
            frame.joint(NECK, neck(frame, 0), neck(frame, 1), neck(frame, 2), 1, JointFlag.DERIVED);
        }
        if (config.occlusion() > 0) {
            occlude(xyz, frame);
        }
    }

    private void blur(double[] xyz, double metres) {
        for (int i = 0; i < xyz.length; i++) {
            drift[i] = keep * drift[i] + fresh * random.nextGaussian();
            xyz[i] += metres * (JITTER_MM[i / 3] * random.nextGaussian() + DRIFT_MM[i / 3] * drift[i]);
        }
    }

    private static float neck(Frame.Builder frame, int axis) {
        float from = frame.joint(20, axis);
        return from + NECK_SHARE * (frame.joint(3, axis) - from);
    }

    private void occlude(double[] xyz, Frame.Builder frame) {
        for (int limb = 0; limb < LIMBS.length; limb++) {
            boolean before = hidden[limb];
            hidden[limb] = random.nextDouble() < (before ? 1 - show : hide);
            if (hidden[limb]) {
                guess(LIMBS[limb], !before, xyz, frame);
            }
        }
    }

    /** The guess stays wrong in the same way while the limb is hidden, and more so towards its end. */
    private void guess(int[] limb, boolean anew, double[] xyz, Frame.Builder frame) {
        for (int joint = 0; joint < limb.length; joint++) {
            int slot = limb[joint];
            if (slot > 20 && !placement.allJoints()) {
                continue;
            }
            for (int i = slot * 3; i < slot * 3 + 3; i++) {
                if (anew) {
                    guess[i] = HIDDEN_ERROR * (0.5 + 0.25 * Math.min(joint, 2)) * random.nextGaussian();
                }
                xyz[i] += guess[i];
            }
            frame.joint(slot, (float) xyz[slot * 3], (float) xyz[slot * 3 + 1], (float) xyz[slot * 3 + 2],
                    HIDDEN_CONFIDENCE, JointFlag.INFERRED);
        }
    }
}
