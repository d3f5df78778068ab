package gaitkeeper.ingest;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;

/**
 * What is simulated.
 *
 * @param people number of different people, 1 to 1,000,000
 * @param sensors number of sensors, 1 to 10,000
 * @param bodiesPerSensor most bodies one sensor tracks at a time, 1 to 6
 * @param framesPerSecond rate of every sensor, 1 to 240
 * @param seed the same seed gives the same frames
 * @param load whether every sensor always tracks exactly {@code bodiesPerSensor} bodies and loses no frame, so that exactly
 *     sensors x bodiesPerSensor x framesPerSecond frames a second arise; needs as many people
 * @param geometry whose joint places are imitated
 * @param noise how badly the sensors see
 * @param visit how long a person stays in sight at most
 * @param absence how long a person stays away; unused under {@code load}
 * @param faults what goes wrong on purpose
 * @param session session of all tracks; give each run its own
 */
public record SimulatorConfig(int people, int sensors, int bodiesPerSensor, int framesPerSecond, long seed,
        boolean load, Geometry geometry, SimulatedNoise noise, Span visit, Span absence, Faults faults,
        String session) {
    /** Most bodies a Kinect tracks. */
    public static final int MAX_BODIES = 6;

    /**
     * Checks the bounds.
     *
     * @throws MalformedException if one does not hold; the message says what to change
     */
    public SimulatorConfig {
        check("people", people, 1_000_000);
        check("sensors", sensors, 10_000);
        check("bodiesPerSensor", bodiesPerSensor, MAX_BODIES);
        check("framesPerSecond", framesPerSecond, 240);
        if (load && people < sensors * bodiesPerSensor) {
            throw new MalformedException(Reason.BAD_FIELD, "load needs at least sensors x bodiesPerSensor = "
                    + sensors * bodiesPerSensor + " people, has " + people);
        }
        noise = load ? noise.withoutGaps() : noise;
        SimulatedSensor.track(0, session, 1);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new MalformedException(Reason.BAD_FIELD, name + " must be 1 to " + most + ", was " + value);
        }
    }

    /** People who come and go in front of Kinect-like sensors at 30 frames/s: up to 20 s in sight, 4 to 15 s away. */
    public static SimulatorConfig demo(int people, int sensors, String session) {
        return new SimulatorConfig(people, sensors, MAX_BODIES, 30, 1, false, Geometry.K1, SimulatedNoise.KINECT,
                Span.seconds(8, 20), Span.seconds(4, 15), Faults.NONE, session);
    }

    /**
     * Sensors that always track six bodies each, 10 to 30 s each body: 180 frames/s a sensor. A seventh person a sensor waits
     * for a place.
     */
    public static SimulatorConfig load(int sensors, String session) {
        return new SimulatorConfig(sensors * (MAX_BODIES + 1), sensors, MAX_BODIES, 30, 1, true, Geometry.K1,
                SimulatedNoise.KINECT, Span.seconds(10, 30), Span.seconds(1, 1), Faults.NONE, session);
    }

    /** The same with another seed. */
    public SimulatorConfig withSeed(long other) {
        return new SimulatorConfig(people, sensors, bodiesPerSensor, framesPerSecond, other, load, geometry, noise,
                visit, absence, faults, session);
    }

    /** The same with other numbers of people and of bodies a sensor tracks. */
    public SimulatorConfig withPeople(int number, int perSensor) {
        return new SimulatorConfig(number, sensors, perSensor, framesPerSecond, seed, load, geometry, noise, visit,
                absence, faults, session);
    }

    /** The same with other joint places. */
    public SimulatorConfig withGeometry(Geometry other) {
        return new SimulatorConfig(people, sensors, bodiesPerSensor, framesPerSecond, seed, load, other, noise, visit,
                absence, faults, session);
    }

    /** The same with other noise. */
    public SimulatorConfig withNoise(SimulatedNoise other) {
        return new SimulatorConfig(people, sensors, bodiesPerSensor, framesPerSecond, seed, load, geometry, other,
                visit, absence, faults, session);
    }

    /** The same with other stays. */
    public SimulatorConfig withStays(Span inSight, Span away) {
        return new SimulatorConfig(people, sensors, bodiesPerSensor, framesPerSecond, seed, load, geometry, noise,
                inSight, away, faults, session);
    }

    /** The same with other sensors: each sees so often, 1 to 240 times a second. */
    public SimulatorConfig withRate(int perSecond) {
        return new SimulatorConfig(people, sensors, bodiesPerSensor, perSecond, seed, load, geometry, noise, visit,
                absence, faults, session);
    }

    /** The same with faults. */
    public SimulatorConfig withFaults(Faults other) {
        return new SimulatorConfig(people, sensors, bodiesPerSensor, framesPerSecond, seed, load, geometry, noise,
                visit, absence, other, session);
    }
}
