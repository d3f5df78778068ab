package gaitkeeper.benchmarks;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.Frame;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.TimedFrame;
import gaitkeeper.matcher.MatcherStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Simulated people whom the gallery knows before a benchmark begins, written straight to the identity log. */
final class GalleryFixture {
    private static final int EXEMPLARS = 24;
    private static final int BODIES = 6;
    private static final UUID FILL = new UUID(0, 0);

    private GalleryFixture() {}

    static void fill(KafkaClients kafka, Path bundle, int identities) throws OrtException {
        try (var model = EncodingModel.load(ModelBundle.open(bundle));
                Producer<String, LogEntry> log = kafka.producer(Topics.IDENTITIES)) {
            int number = 0;
            long entries = 0;
            for (var walker : walkers(identities, exemplars(model.spec().frames()), model.spec().frames()).entrySet()) {
                number++;
                var id = new IdentityId(new UUID(0, number));
                write(log, ++entries,
                        new Enrolled(id, number, "", walker.getKey(), walker.getValue().getFirst().firstTimeNs()));
                List<float[]> vectors = model.encode(walker.getValue());
                for (int i = 0; i < vectors.size(); i++) {
                    var sequence = walker.getValue().get(i).id(walker.getKey());
                    write(log, ++entries, new ExemplarAdded(id,
                            new Exemplar(sequence, model.spec().modelId(), vectors.get(i))));
                }
            }
            log.flush();
        }
    }

    /** As many as a visit surely holds: the shortest lasts 10 s. */
    private static int exemplars(int frames) {
        return Math.min(EXEMPLARS, 10 * 30 / frames);
    }

    private static void write(Producer<String, LogEntry> log, long number, IdentityEvent event) {
        var entry = new LogEntry(number, FILL, "benchmark", 0, event);
        var unused = log.send(new ProducerRecord<>(Topics.IDENTITIES.name(), MatcherStage.GALLERY, entry));
    }

    /** The first sequences of so many tracks of simulated people, none of whom a benchmark plays. */
    static Map<TrackId, List<Sequence>> walkers(int count, int sequences, int frames) {
        int sensors = (count + BODIES - 1) / BODIES;
        var people = new Simulator(SimulatorConfig.load(sensors, "known").withSeed(77), 1);
        Map<TrackId, List<Frame>> windows = new HashMap<>();
        Map<TrackId, List<Sequence>> found = new HashMap<>();
        Map<TrackId, List<Sequence>> complete = new LinkedHashMap<>();
        while (complete.size() < count) {
            for (TimedFrame frame : people.step(1)) {
                List<Frame> window = windows.computeIfAbsent(frame.track(), t -> new ArrayList<>());
                window.add(frame.frame());
                if (window.size() == frames) {
                    List<Sequence> mine = found.computeIfAbsent(frame.track(), t -> new ArrayList<>());
                    mine.add(Sequence.join(WindowSpec.of(frames), window, 0));
                    window.clear();
                    if (mine.size() == sequences && complete.size() < count) {
                        complete.put(frame.track(), List.copyOf(mine));
                    }
                }
            }
        }
        return complete;
    }
}
