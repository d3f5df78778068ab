package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Synthetic people walking in front of synthetic sensors: a demo, a load generator and a fault injector. It says nothing about
 * real people: their variation and the sensors' errors are modelled, see {@link SimulatedPerson} and {@link SimulatedNoise}.
 *
 * <p>People enter a sensor's field of view, walk about, leave, and come back later, there or elsewhere, as a new track. The
 * sensors tick at the same rate, each a fraction of a frame after the one before. The same configuration and start give the
 * same frames. For one thread, but for {@link #personOf}.
 */
public final class Simulator {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int TRACKS_REMEMBERED = 200_000;

    private final SimulatorConfig config;
    private final long startNs;
    private final SplittableRandom random;
    private final List<SimulatedPerson> people;
    private final List<SimulatedSensor> sensors = new ArrayList<>();
    private final List<FaultInjector> injectors = new ArrayList<>();
    private final PriorityQueue<Absent> absent = new PriorityQueue<>();
    private final ArrayDeque<SimulatedPerson> pool = new ArrayDeque<>();
    private final LinkedHashMap<TrackId, SimulatedPerson> truth = new LinkedHashMap<>();
    private final Frame.Builder builder;
    private final Pose pose;
    private long tick;
    private int turn;

    private record Absent(long untilTick, SimulatedPerson person) implements Comparable<Absent> {
        @Override
        public int compareTo(Absent other) {
            int byTick = Long.compare(untilTick, other.untilTick);
            return byTick != 0 ? byTick : Integer.compare(person.number(), other.person.number());
        }
    }

    /**
     * Makes people and sensors.
     *
     * @param startNs event time of the first tick, nanoseconds since the epoch
     */
    public Simulator(SimulatorConfig config, long startNs) {
        this.config = config;
        this.startNs = startNs;
        random = new SplittableRandom(config.seed());
        people = IntStream.range(0, config.people()).mapToObj(i -> SimulatedPerson.draw(i, config.seed())).toList();
        for (int i = 0; i < config.sensors(); i++) {
            sensors.add(new SimulatedSensor(i, config.session(), random));
            injectors.add(new FaultInjector(config.faults(), random.split()));
        }
        Placement placement = Placement.of(config.geometry());
        builder = Frame.builder(placement.layout(), placement.geometry()).source(true, true, true);
        pose = new Pose(placement);
        populate();
    }

    private void populate() {
        if (config.load()) {
            pool.addAll(people);
            sensors.forEach(sensor -> {
                for (int body = 0; body < config.bodiesPerSensor(); body++) {
                    // Shortened at random, or all would leave together.
                    int frames = config.visit().frames(random, config.framesPerSecond());
                    sensor.visits.add(visit(sensor, pool.remove(), random.nextInt(1, frames + 1)));
                }
            });
        } else {
            people.forEach(person -> absent.add(new Absent(random.nextLong(absence() + 1L), person)));
        }
    }

    private int absence() {
        return config.absence().frames(random, config.framesPerSecond());
    }

    private Visit visit(SimulatedSensor sensor, SimulatedPerson person, int frames) {
        TrackId track = injectors.get(sensor.index()).newTrack(sensor);
        remember(track, person);
        return new Visit(person, track, frames, config, random.split());
    }

    private Visit visit(SimulatedSensor sensor, SimulatedPerson person) {
        return visit(sensor, person, config.visit().frames(random, config.framesPerSecond()));
    }

    /** Everyone there is, by number. */
    public List<SimulatedPerson> people() {
        return people;
    }

    /** Number of sensors; as many turns make one tick. */
    public int sensors() {
        return sensors.size();
    }

    /** Event time of the next turn, by a clock that is right. */
    public long nextEventNs() {
        return startNs + tick * SECOND_NS / config.framesPerSecond()
                + turn * SECOND_NS / config.framesPerSecond() / sensors.size();
    }

    /**
     * Simulates the rest of this tick: one frame of every body every sensor sees.
     *
     * @param receivedNs stamped on the frames as time of receipt, nanoseconds since the epoch
     */
    public List<TimedFrame> step(long receivedNs) {
        List<TimedFrame> out = new ArrayList<>();
        do {
            out.addAll(turn(receivedNs));
        } while (turn != 0);
        return out;
    }

    /**
     * Simulates the next sensor's frames of this tick; finer than {@link #step}, so that frames come evenly spread.
     *
     * @param receivedNs stamped on the frames as time of receipt, nanoseconds since the epoch
     */
    public List<TimedFrame> turn(long receivedNs) {
        if (turn == 0) {
            admit();
        }
        List<TimedFrame> out = new ArrayList<>(config.bodiesPerSensor());
        SimulatedSensor sensor = sensors.get(turn);
        FaultInjector injector = injectors.get(turn);
        injector.begin(sensor, tick, out);
        builder.times(nextEventNs() + sensor.clockOffsetNs(), receivedNs);
        for (int body = sensor.visits.size() - 1; body >= 0; body--) {
            Visit visit = sensor.visits.get(body);
            visit.advance();
            if (visit.tracked()) {
                visit.see(sensor, pose, builder);
                injector.deliver(new TimedFrame(visit.track(), builder.build()), tick, out);
            }
            if (visit.over()) {
                end(sensor, body, visit);
            }
        }
        turn = (turn + 1) % sensors.size();
        tick += turn == 0 ? 1 : 0;
        return out;
    }

    /** Lets in those who were away long enough, where there is room. */
    private void admit() {
        while (!absent.isEmpty() && absent.element().untilTick <= tick) {
            SimulatedPerson person = absent.remove().person;
            int first = random.nextInt(sensors.size());
            Optional<SimulatedSensor> free = IntStream.range(0, sensors.size())
                    .mapToObj(i -> sensors.get((first + i) % sensors.size()))
                    .filter(sensor -> sensor.visits.size() < config.bodiesPerSensor()).findFirst();
            free.ifPresentOrElse(sensor -> sensor.visits.add(visit(sensor, person)),
                    () -> absent.add(new Absent(tick + config.framesPerSecond(), person)));
        }
    }

    private void end(SimulatedSensor sensor, int body, Visit visit) {
        sensor.ended(visit);
        if (config.load()) {
            pool.add(visit.person());
            sensor.visits.set(body, visit(sensor, pool.remove()));
        } else {
            sensor.visits.remove(body);
            absent.add(new Absent(tick + absence(), visit.person()));
        }
    }

    private void remember(TrackId track, SimulatedPerson person) {
        synchronized (truth) {
            truth.putLast(track, person);
            if (truth.size() > TRACKS_REMEMBERED) {
                truth.pollFirstEntry();
            }
        }
    }

    /**
     * Who a track really is. Safe for use by several threads.
     *
     * @return the person, unless the track is none of the last {@value #TRACKS_REMEMBERED}; the latest one if its id was reused
     */
    public Optional<SimulatedPerson> personOf(TrackId track) {
        synchronized (truth) {
            return Optional.ofNullable(truth.get(track));
        }
    }
}
