package gaitkeeper.deploy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.TimedFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the matcher gets to see of the demo, made without a broker and as fast as it goes: embeddings in order of event time,
 * and who each track really is.
 *
 * @param embeddings of whole runs of frames, cut as the windower does
 * @param truth number of the person behind each track
 */
record DemoScene(List<Embedding> embeddings, Map<TrackId, Integer> truth) {
    static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long MAX_GAP_NS = 1_000_000_000;

    static DemoScene play(SimulatorConfig config, int seconds, EncodingModel model) throws Exception {
        var simulator = new Simulator(config, START_NS);
        WindowSpec spec = WindowSpec.of(model.spec().frames());
        Map<TrackId, List<Frame>> open = new HashMap<>();
        var scene = new DemoScene(new ArrayList<>(), new LinkedHashMap<>());
        while (simulator.nextEventNs() < START_NS + seconds * 1_000_000_000L) {
            for (TimedFrame timed : simulator.step(simulator.nextEventNs())) {
                scene.truth.computeIfAbsent(timed.track(), t -> simulator.personOf(t).orElseThrow().number());
                List<Frame> run = open.computeIfAbsent(timed.track(), _ -> new ArrayList<>());
                if (!run.isEmpty() && timed.frame().eventTimeNs() - run.getLast().eventTimeNs() > MAX_GAP_NS) {
                    run.clear();
                }
                run.add(timed.frame());
                if (run.size() == spec.frames()) {
                    scene.add(timed.track(), Sequence.join(spec, run, timed.frame().eventTimeNs()), model);
                    run.clear();
                }
            }
        }
        return scene;
    }

    private void add(TrackId track, Sequence sequence, EncodingModel model) throws Exception {
        long now = sequence.lastTimeNs();
        embeddings.add(new Embedding(sequence.id(track), now, model.id(), sequence.quality(),
                new Timing(now, now, now, now), model.encode(List.of(sequence)).getFirst()));
    }
}
