package gaitkeeper.ingest;

import gaitkeeper.core.TrackId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils one sensor's stream on purpose. For one thread. */
final class FaultInjector {
    private static final int LATEST = 30;
    private static final double FARTHEST_JUMP = 5;

    private final Faults faults;
    private final RandomGenerator random;
    private final List<Held> held = new ArrayList<>();

    private record Held(long tick, TimedFrame frame) {}

    FaultInjector(Faults faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
    }

    private boolean strikes(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }

    /** Begins a tick: may set the clock wrong, and delivers what was held back until now. */
    void begin(SimulatedSensor sensor, long tick, List<TimedFrame> out) {
        if (strikes(faults.clockJumps())) {
            sensor.jump(random.nextDouble(-FARTHEST_JUMP, FARTHEST_JUMP));
        }
        for (Iterator<Held> all = held.iterator(); all.hasNext();) {
            Held one = all.next();
            if (one.tick <= tick) {
                out.add(one.frame);
                all.remove();
            }
        }
    }

    TrackId newTrack(SimulatedSensor sensor) {
        return strikes(faults.idReuse()) ? sensor.reusedTrack() : sensor.newTrack();
    }

    void deliver(TimedFrame frame, long tick, List<TimedFrame> out) {
        if (strikes(faults.late())) {
            held.add(new Held(tick + random.nextInt(1, LATEST + 1), frame));
        } else {
            out.add(frame);
        }
        if (strikes(faults.duplicates())) {
            out.add(frame);
        }
    }
}
