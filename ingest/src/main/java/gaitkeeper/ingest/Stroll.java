package gaitkeeper.ingest;

import java.util.random.RandomGenerator;

/**
 * A walk through a sensor's field of view: in at one side, from point to point, out at the nearer side. Metres on the floor, x
 * to the sensor's left, z away from it. For one thread.
 */
final class Stroll {
    /** Nearest and farthest body a Kinect tracks, and half the angle it sees. */
    static final double NEAR = 0.8;
    static final double FAR = 4.5;
    static final double EDGE = Math.tan(Math.toRadians(28.5));

    private static final double MARGIN = Math.tan(Math.toRadians(22));
    private static final double ARRIVED = 0.4;
    private static final double MAX_TURN = 2.5;

    private final RandomGenerator random;
    private double x;
    private double z;
    private double heading;
    private double targetX;
    private double targetZ;
    private boolean leaving;

    Stroll(RandomGenerator random) {
        this.random = random;
        z = random.nextDouble(1.8, 4.0);
        x = z * EDGE * (random.nextBoolean() ? 1 : -1);
        aim();
        heading = Math.atan2(targetX - x, targetZ - z);
    }

    private void aim() {
        targetZ = random.nextDouble(1.4, 4.1);
        targetX = targetZ * MARGIN * random.nextDouble(-1, 1);
    }

    /**
     * Walks on.
     *
     * @param metres how far at full speed
     * @param seconds how long that takes; bounds the turn
     * @return share of full speed walked, less in sharp turns
     */
    double advance(double metres, double seconds) {
        if (!leaving && distance() < ARRIVED) {
            aim();
        }
        double off = Math.IEEEremainder(Math.atan2(targetX - x, targetZ - z) - heading, 2 * Math.PI);
        heading += Math.clamp(off, -MAX_TURN * seconds, MAX_TURN * seconds);
        double share = Math.max(0.35, Math.cos(off));
        z = Math.clamp(z + share * metres * Math.cos(heading), NEAR, FAR);
        x = Math.clamp(x + share * metres * Math.sin(heading), -z * EDGE, z * EDGE);
        return share;
    }

    /** Heads for the nearer side once the way there takes all the metres left. */
    void leaveIn(double metresLeft) {
        double out = z * EDGE - Math.abs(x);
        if (!leaving && metresLeft <= out + ARRIVED) {
            leaving = true;
            targetZ = z;
            targetX = Math.copySign(z * EDGE + 1, x);
        }
    }

    /** Whether the side is reached after {@link #leaveIn}. */
    boolean gone() {
        return leaving && Math.abs(x) >= z * EDGE * 0.999;
    }

    double x() {
        return x;
    }

    double z() {
        return z;
    }

    double heading() {
        return heading;
    }

    private double distance() {
        return Math.hypot(targetX - x, targetZ - z);
    }
}
