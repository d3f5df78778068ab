package gaitkeeper.benchmarks;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.EmbeddedBroker;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.Role;
import gaitkeeper.matcher.MatcherConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * From the start of a matcher's process to its first decision, when it knows many people and has a snapshot of them: on a machine that
 * ran it before, and on a new one. The broker is up, the track has waited for it.
 *
 * <pre>
 * GAITKEEPER_LEARN=1 ./gaitkeeper --version
 * ORT_DISABLE_TELEMETRY=1 java -Xmx1500m -XX:+UseParallelGC --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *   --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.benchmarks.ColdStart
 * </pre>
 */
@Command(name = "ColdStart", mixinStandardHelpOptions = true)
public final class ColdStart implements Callable<Integer> {
    /** The first ones are of a broker, too, that has not compiled its code yet. */
    private static final int ROUNDS = 12;
    /** The launcher's 512 MB are for galleries of some ten thousand. */
    private static final String HEAP = "-Xmx1500m";
    private static final Duration LONG = Duration.ofMinutes(10);

    @Option(names = "--identities", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    int identities;
    @Option(names = "--exemplars", defaultValue = "4", description = "Of each. Default: ${DEFAULT-VALUE}.")
    int exemplars;
    @Option(names = "--model", defaultValue = "deploy/models/walkers-f30", description = "Bundle. Default: ${DEFAULT-VALUE}.")
    Path model = Path.of("deploy/models/walkers-f30");

    @Option(names = "--data", defaultValue = "target/cold-start", description = "Folder, emptied before and after. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of("target/cold-start");

    private ColdStart() {}

    /** Runs it; see the class. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ColdStart()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        BenchNode.empty(data);
        Path folder = Files.createDirectories(data).toAbsolutePath();
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            var kafka = new KafkaClients(broker.bootstrap());
            prepare(kafka, folder);
            try (Producer<TrackId, Embedding> tracks = kafka.producer(Topics.EMBEDDINGS)) {
                for (int round = 0; round < ROUNDS; round++) {
                    // The first one finds nothing on its disk, the others what that one left there.
                    System.out.printf(Locale.ROOT, "%s: first decision %.2f s after the start of the process%n",
                            round == 0 ? "new machine" : "ran here before", round(kafka, tracks, folder, round) / 1e9);
                }
            }
        }
        BenchNode.empty(data);
        return 0;
    }

    /** Fills the gallery, has it written down, and lets the process end in order. */
    private void prepare(KafkaClients kafka, Path folder) throws Exception {
        MatcherConfig matcher = MatcherConfig.DEFAULT.forFrames(ModelBundle.open(model).spec().frames());
        try (var node = new BenchNode(folder.resolve("filler"), Optional.of(kafka.bootstrap()), model, matcher)
                .start(EnumSet.of(Role.MATCHER))) {
            Waiting.until(node::ready, LONG);
            GalleryFixture.fill(kafka, model, identities, exemplars);
            Waiting.until(() -> node.gallery().ledger().size() >= identities, LONG);
            gaitkeeper(folder.resolve("snapshot.log"), "gallery", "snapshot", "--kafka", kafka.bootstrap()).waitFor();
        }
    }

    private static Process gaitkeeper(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./gaitkeeper"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("GAITKEEPER_JAVA_OPTS", HEAP);
        return builder.start();
    }

    private long round(KafkaClients kafka, Producer<TrackId, Embedding> tracks, Path folder, int round)
            throws Exception {
        var first = new AtomicLong();
        try (var _ = new MatchReader(kafka, _ -> first.compareAndSet(0, System.nanoTime()))) {
            send(tracks, round);
            long began = System.nanoTime();
            Process matcher = gaitkeeper(folder.resolve("matcher-" + round + ".log"), "matcher", "--kafka",
                    kafka.bootstrap(), "--data", folder.resolve("matcher").toString(), "--model", model.toString(),
                    "--http-port", "0");
            try {
                Waiting.until(() -> first.get() != 0, LONG);
            } finally {
                matcher.destroy();
                matcher.waitFor();
            }
            return first.get() - began;
        }
    }

    /** A second of somebody who is known. */
    private void send(Producer<TrackId, Embedding> tracks, int round) throws Exception {
        ModelSpec spec = ModelBundle.open(model).spec();
        long now = EpochNanos.now(InstantSource.system());
        var track = new TrackId("cold", "0", "round-" + round);
        for (Exemplar exemplar : GalleryFixture.people(model, round, round + 1, exemplars).iterator().next()) {
            tracks.send(new ProducerRecord<>(Topics.EMBEDDINGS.name(), track,
                    new Embedding(new SequenceId(track, now, WindowSpec.of(spec.frames())), now + 1_000_000_000,
                            spec.modelId(), 1, new Timing(now, now, now, 0), exemplar.vector())))
                    .get();
            now += 1_000_000_000;
        }
    }
}
