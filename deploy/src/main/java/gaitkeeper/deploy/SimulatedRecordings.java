package gaitkeeper.deploy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.TimedFrame;
import gaitkeeper.trainer.OtherSensor;
import gaitkeeper.trainer.SequenceSet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Windows of simulated people, as a trainer reads recordings; a recording is one visit. */
final class SimulatedRecordings implements SequenceSet {
    /*
     * As many people as KGBD has and about as many windows. The seeds are none that the demo or a test uses, so nobody is
     * learned who is recognised there later.
     */
    private static final int PEOPLE = 164;
    private static final int SENSORS = 27;
    private static final long SECONDS = 60;
    private static final long SEED = 9999;

    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long MAX_GAP_NS = 1_000_000_000;

    private final int frames;
    private final List<float[]> sequences = new ArrayList<>();
    private final List<Integer> persons = new ArrayList<>();
    private final List<Integer> recordings = new ArrayList<>();

    private SimulatedRecordings(int frames) {
        this.frames = frames;
    }

    /** Simulates people and cuts what the sensors see into sequences of so many frames. */
    static SequenceSet of(OtherSensor.Cohort cohort, int frames) {
        var set = new SimulatedRecordings(frames);
        var simulator = new Simulator(
                SimulatorConfig.demo(PEOPLE, SENSORS, "training").withSeed(SEED + cohort.ordinal()), START_NS);
        Map<TrackId, List<Frame>> open = new HashMap<>();
        Map<TrackId, Integer> visits = new HashMap<>();
        while (simulator.nextEventNs() < START_NS + SECONDS * 1_000_000_000) {
            for (TimedFrame timed : simulator.step(simulator.nextEventNs())) {
                List<Frame> run = open.computeIfAbsent(timed.track(), _ -> new ArrayList<>());
                if (!run.isEmpty() && timed.frame().eventTimeNs() - run.getLast().eventTimeNs() > MAX_GAP_NS) {
                    run.clear();
                }
                run.add(timed.frame());
                if (run.size() == frames) {
                    int visit = visits.computeIfAbsent(timed.track(), _ -> visits.size());
                    set.add(run, simulator.personOf(timed.track()).orElseThrow().number(), visit);
                    run.clear();
                }
            }
        }
        return set;
    }

    private void add(List<Frame> run, int person, int visit) {
        FloatBuffer joints = FloatBuffer.allocate(width());
        Sequence.join(WindowSpec.of(frames), run, 0).copyJoints(joints(), joints);
        sequences.add(joints.array());
        persons.add(person);
        recordings.add(visit);
    }

    @Override
    public int size() {
        return sequences.size();
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public int joints() {
        return Skeleton.K20;
    }

    @Override
    public int person(int index) {
        return persons.get(index);
    }

    @Override
    public int recording(int index) {
        return recordings.get(index);
    }

    @Override
    public void copy(int index, FloatBuffer target) {
        target.put(sequences.get(index));
    }
}
