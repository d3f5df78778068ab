package gaitkeeper.ingest;

import gaitkeeper.core.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One sensor: how it stands, its clock, its track numbers, who is in sight. For one thread. */
final class SimulatedSensor {
    private static final double NANOS = 1e9;

    final List<Visit> visits = new ArrayList<>();

    private final int index;
    private final String session;
    private final double height;
    private final double tiltSin;
    private final double tiltCos;
    private final double scale;
    private long clockOffsetNs;
    private int tracks;
    private int lastEnded;

    /** Sets a sensor up a little high or low, tilted and miscalibrated, as real ones are. */
    SimulatedSensor(int index, String session, RandomGenerator random) {
        this.index = index;
        this.session = session;
        height = random.nextDouble(0.8, 1.3);
        double tilt = Math.toRadians(1.5) * Math.clamp(random.nextGaussian(), -2, 2);
        tiltSin = Math.sin(tilt);
        tiltCos = Math.cos(tilt);
        scale = 1 + 0.004 * Math.clamp(random.nextGaussian(), -2, 2);
    }

    /** The track a sensor gives a number to: {@code sim-3/<session>/17}. */
    static TrackId track(int sensor, String session, int number) {
        return new TrackId("sim-" + (sensor + 1), session, Integer.toString(number));
    }

    int index() {
        return index;
    }

    TrackId newTrack() {
        tracks++;
        return track(index, session, tracks);
    }

    /** The id of the track that ended last, for the fault of that name; a new one if none has. */
    TrackId reusedTrack() {
        return lastEnded == 0 ? newTrack() : track(index, session, lastEnded);
    }

    void ended(Visit visit) {
        lastEnded = Integer.parseInt(visit.track().track());
    }

    /** Turns room coordinates into this sensor's, in place. */
    void look(double[] xyz) {
        for (int i = 0; i < xyz.length; i += 3) {
            double y = xyz[i + 1] - height;
            double z = xyz[i + 2];
            xyz[i] *= scale;
            xyz[i + 1] = scale * (y * tiltCos - z * tiltSin);
            xyz[i + 2] = scale * (y * tiltSin + z * tiltCos);
        }
    }

    long clockOffsetNs() {
        return clockOffsetNs;
    }

    void jump(double seconds) {
        clockOffsetNs += (long) (seconds * NANOS);
    }
}
