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
import gaitkeeper.core.SequenceId;
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
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * People whom the gallery knows before a benchmark begins, written straight to the identity log: simulated ones, and, where there are
 * to be many, made-up ones who differ from those about as those do from one another. What a search costs does not depend on it.
 */
final class GalleryFixture {
    private static final int BODIES = 6;
    /** As many are simulated; to simulate more takes too long. */
    static final int SIMULATED = 600;

    private GalleryFixture() {}

    /**
     * Writes them.
     *
     * @param most exemplars of each; fewer, if the shortest visit holds fewer
     */
    static void fill(KafkaClients kafka, Path bundle, int identities, int most) throws OrtException {
        long entries = 0;
        int number = 0;
        try (Producer<String, LogEntry> log = kafka.producer(Topics.IDENTITIES)) {
            for (List<Exemplar> person : people(bundle, 0, identities, most)) {
                number++;
                var id = new IdentityId(new UUID(0, number));
                var first = person.getFirst().sequence();
                write(log, ++entries, number, new Enrolled(id, number, "", first.track(), first.firstTimeNs()));
                for (Exemplar exemplar : person) {
                    write(log, ++entries, number, new ExemplarAdded(id, exemplar));
                }
            }
            log.flush();
        }
    }

    /** The exemplars of the people from one number to before another. */
    static Iterable<List<Exemplar>> people(Path bundle, int from, int to, int most) throws OrtException {
        List<List<Exemplar>> simulated = new ArrayList<>();
        try (var model = EncodingModel.load(ModelBundle.open(bundle))) {
            int frames = model.spec().frames();
            // A visit lasts 10 s at least.
            int each = Math.min(most, 10 * 30 / frames);
            for (var walker : walkers(Math.min(to, SIMULATED), each, frames).entrySet()) {
                List<float[]> vectors = model.encode(walker.getValue());
                simulated.add(IntStream.range(0, vectors.size())
                        .mapToObj(i -> new Exemplar(walker.getValue().get(i).id(walker.getKey()),
                                model.spec().modelId(), vectors.get(i)))
                        .toList());
            }
        }
        return () -> IntStream.range(from, to).mapToObj(n -> person(simulated, n)).iterator();
    }

    /** Beyond the simulated ones, one of them moved by the difference of two others. */
    private static List<Exemplar> person(List<List<Exemplar>> simulated, int n) {
        int all = simulated.size();
        List<Exemplar> like = simulated.get(n % all);
        if (n < all) {
            return like;
        }
        var random = new SplittableRandom(n);
        float[] one = simulated.get(random.nextInt(all)).getFirst().vector();
        float[] other = simulated.get(random.nextInt(all)).getFirst().vector();
        return like.stream().map(exemplar -> moved(exemplar, n, one, other)).toList();
    }

    private static Exemplar moved(Exemplar exemplar, int n, float[] from, float[] to) {
        float[] vector = exemplar.vector().clone();
        for (int i = 0; i < vector.length; i++) {
            vector[i] += to[i] - from[i];
        }
        var seen = exemplar.sequence();
        var track = new TrackId(seen.track().sensor(), seen.track().session(), "made-up-" + n);
        return new Exemplar(new SequenceId(track, seen.firstTimeNs(), seen.spec()), exemplar.model(), vector);
    }

    /** A person is a command, as in life. */
    private static void write(Producer<String, LogEntry> log, long number, int person, IdentityEvent event) {
        var entry = new LogEntry(number, new UUID(1, person), "benchmark", 0, event);
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
