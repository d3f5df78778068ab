package gaitkeeper.client;

/**
 * Where a sensor stands on the {@link Floor}, and where it looks.
 *
 * @param sensor its name
 * @param x metres to the right
 * @param z metres down the map
 * @param height above the floor, metres
 * @param yaw where it looks, degrees: 0 down the map, 90 to the right, 180 up, 270 to the left
 * @param tilt how far it looks down, degrees
 * @param roll how far its left side is raised, degrees
 * @param angle how wide it sees, degrees
 * @param reach how far it sees, metres
 */
public record Placement(String sensor, double x, double z, double height, double yaw, double tilt, double roll,
        double angle, double reach) {
    /** A sensor that looks level, and sees as far and as wide as a Kinect v1. */
    public static Placement level(String sensor, Floor.Spot at, double height, double yaw) {
        return new Placement(sensor, at.x(), at.z(), height, yaw, 0, 0, 57, 4.5);
    }
}
