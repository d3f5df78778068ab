package gaitkeeper.ingest;

import java.util.random.RandomGenerator;

/**
 * How one person walks. Angles in radians.
 *
 * @param cadence steps a second
 * @param step length of a step in metres
 * @param hipSwing how far the thigh swings to either side of {@code hipMiddle}
 * @param hipMiddle mean forward angle of the thigh
 * @param kneeSwing bend of the knee while the leg swings
 * @param armSwing how far the upper arm swings to either side of hanging
 * @param elbow mean bend of the elbow
 * @param spread angle of the arms away from the body
 * @param twist how far pelvis and shoulders turn against each other
 * @param sway sideways movement of the hips in metres
 * @param lean forward lean of the trunk
 */
public record Gait(double cadence, double step, double hipSwing, double hipMiddle, double kneeSwing, double armSwing,
        double elbow, double spread, double twist, double sway, double lean) {
    private static final double STEP_OF_STATURE = 0.41;
    private static final double LEG_OF_STATURE = 0.49;
    private static final double EXTREME = 2;

    /** Draws a walk for a stature in metres. The thighs swing as far as the step length needs. */
    static Gait draw(RandomGenerator random, double stature) {
        double step = stature * normal(random, STEP_OF_STATURE, 0.025);
        return new Gait(normal(random, 1.9, 0.12), step, Math.asin(step / (2 * LEG_OF_STATURE * stature)),
                degrees(random, 8, 2), degrees(random, 52, 5), degrees(random, 17, 6), degrees(random, 22, 7),
                degrees(random, 8, 2.5), degrees(random, 5, 1.5), normal(random, 0.02, 0.006), degrees(random, 3, 2.5));
    }

    private static double degrees(RandomGenerator random, double mean, double deviation) {
        return Math.toRadians(normal(random, mean, deviation));
    }

    private static double normal(RandomGenerator random, double mean, double deviation) {
        return mean + deviation * Math.clamp(random.nextGaussian(), -EXTREME, EXTREME);
    }

    /** Walking speed in m/s. */
    public double speed() {
        return cadence * step;
    }
}
