package gaitkeeper.e2e;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * A made-up person who walks on the spot before one Kinect v2, as canonical JSON messages at 30 frames/s.
 *
 * @param sensor name of the sensor
 * @param track the sensor's id of the body
 * @param height of the person, metres
 * @param startNs event time of frame 0
 */
record Walker(String sensor, String track, double height, long startNs) {
    /** x to the sensor's left, y up from the floor, both as shares of the height, in Kinect v2 order. */
    private static final double[][] BODY = {{0, .53}, {0, .68}, {0, .84}, {0, .93}, {.11, .81}, {.13, .63}, {.14, .48},
        {.14, .44}, {-.11, .81}, {-.13, .63}, {-.14, .48}, {-.14, .44}, {.05, .52}, {.05, .28}, {.05, .05}, {.05, .01},
        {-.05, .52}, {-.05, .28}, {-.05, .05}, {-.05, .01}, {0, .81}, {.14, .41}, {.12, .44}, {-.14, .41},
        {-.12, .44}};
    private static final int FIRST_LEFT_LEG = 13;
    private static final int LAST_LEFT_LEG = 15;
    private static final int FIRST_RIGHT_LEG = 17;
    private static final int LAST_RIGHT_LEG = 19;
    private static final double SENSOR_HEIGHT = 0.9;
    private static final double DISTANCE = 3;
    private static final long PERIOD_NS = 33_333_333L;

    /** One who walked for so many seconds until a second ago. */
    static Walker until(String sensor, String track, double height, int seconds) {
        return new Walker(sensor, track, height,
                TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - TimeUnit.SECONDS.toNanos(seconds + 1));
    }

    /** The n-th frame. */
    String message(int n) {
        return message(startNs + n * PERIOD_NS, joints(n));
    }

    /** A frame at another time, or with other joints. */
    String message(long eventTimeNs, String joints) {
        return """
                {"v":1,"sensor":"%s","source":"kinect_v2","event_time_ns":%d,"bodies":[{"track":"%s","joints_m":%s}]}"""
                .formatted(sensor, eventTimeNs, track, joints);
    }

    /** The joints of the n-th frame, metres. */
    String joints(int n) {
        var joints = new StringJoiner(",", "[", "]");
        double swing = 0.25 * Math.sin(2 * Math.PI * n / 30.0);
        for (int joint = 0; joint < BODY.length; joint++) {
            double z = DISTANCE + height * (1 - BODY[joint][1]) * swing * side(joint);
            joints.add(String.format(Locale.ROOT, "[%.4f,%.4f,%.4f]", height * BODY[joint][0],
                    height * BODY[joint][1] - SENSOR_HEIGHT, z));
        }
        return joints.toString();
    }

    private static int side(int joint) {
        boolean left = joint >= FIRST_LEFT_LEG && joint <= LAST_LEFT_LEG;
        boolean right = joint >= FIRST_RIGHT_LEG && joint <= LAST_RIGHT_LEG;
        return left ? 1 : right ? -1 : 0;
    }
}
