package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;

/**
 * How badly simulated sensors see.
 *
 * @param joints error of joint positions, as a multiple of a Kinect v1's; 0 for perfect joints, at most 20. It grows with the
 *     square of depth, as a structured-light sensor's does (Khoshelham and Elberink, Sensors 12, 2012), and consists of
 *     jitter and of a slowly drifting part
 * @param visitBias share by which each bone is seen too long or short during a whole visit (standard deviation), 0 to 0.2;
 *     clothes and angle of view do that, and it limits how well anyone can be recognised
 * @param dropout share of frames in which a tracked body is missing, 0 to 0.5
 * @param occlusion share of time each limb is hidden and guessed, 0 to 0.5
 */
public record SimulatedNoise(double joints, double visitBias, double dropout, double occlusion) {
    /** A perfect sensor. */
    public static final SimulatedNoise NONE = new SimulatedNoise(0, 0, 0, 0);
    /** Like a Kinect v1. */
    public static final SimulatedNoise KINECT = new SimulatedNoise(1, 0.012, 0.005, 0.03);

    /**
     * Checks the bounds.
     *
     * @throws MalformedException if one does not hold; the message names it
     */
    public SimulatedNoise {
        check("noise.joints", joints, 20);
        check("noise.visitBias", visitBias, 0.2);
        check("noise.dropout", dropout, 0.5);
        check("noise.occlusion", occlusion, 0.5);
    }

    static void check(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new MalformedException(Reason.BAD_FIELD, name + " must be 0 to " + most + ", was " + value);
        }
    }

    /** The same sensors, never losing or half seeing a body. */
    public SimulatedNoise withoutGaps() {
        return new SimulatedNoise(joints, visitBias, 0, occlusion);
    }
}
