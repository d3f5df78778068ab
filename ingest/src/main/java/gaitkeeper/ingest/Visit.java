package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import java.util.random.RandomGenerator;

/** One person in front of one sensor, from entering to leaving, as one track. For one thread. */
final class Visit {
    private static final int LONGEST_GAP = 5;
    private static final double MEAN_GAP = (1 + LONGEST_GAP) / 2.0;

    private final SimulatedPerson person;
    private final TrackId track;
    private final RandomGenerator random;
    private final Segments left;
    private final Segments right;
    private final Stroll stroll;
    private final JointNoise noise;
    private final double seconds;
    private final double gapChance;
    private final boolean fullLength;
    private double phase;
    private int framesLeft;
    private int gap;

    /**
     * Begins a visit.
     *
     * @param frames how long it lasts at most; under load, exactly
     */
    Visit(SimulatedPerson person, TrackId track, int frames, SimulatorConfig config, RandomGenerator random) {
        this.person = person;
        this.track = track;
        this.random = random;
        Placement placement = Placement.of(config.geometry());
        double bias = config.noise().visitBias();
        left = placement.seen(person.left()).varied(random, bias);
        right = placement.seen(person.right()).varied(random, bias);
        stroll = new Stroll(random);
        noise = new JointNoise(config, random);
        seconds = 1.0 / config.framesPerSecond();
        gapChance = config.noise().dropout() / (1 - config.noise().dropout()) / MEAN_GAP;
        fullLength = config.load();
        phase = random.nextDouble(2 * Math.PI);
        framesLeft = frames;
    }

    SimulatedPerson person() {
        return person;
    }

    TrackId track() {
        return track;
    }

    /** Whether the person has left. */
    boolean over() {
        return framesLeft <= 0 || !fullLength && stroll.gone();
    }

    /** Walks on by one frame. */
    void advance() {
        Gait gait = person.gait();
        double share = stroll.advance(gait.speed() * seconds, seconds);
        phase = (phase + share * Math.PI * gait.cadence() * seconds) % (2 * Math.PI);
        framesLeft--;
        stroll.leaveIn(framesLeft * seconds * gait.speed());
        if (gap > 0) {
            gap--;
        } else if (gapChance > 0 && random.nextDouble() < gapChance) {
            gap = random.nextInt(1, LONGEST_GAP + 1);
        }
    }

    /** Whether the sensor has the body in this frame. */
    boolean tracked() {
        return gap == 0;
    }

    /** Writes the joints as the sensor sees them. */
    void see(SimulatedSensor sensor, Pose pose, Frame.Builder frame) {
        pose.walk(left, right, person.gait(), phase, stroll.x(), stroll.z(), stroll.heading());
        sensor.look(pose.xyz);
        noise.see(pose.xyz, frame);
    }
}
