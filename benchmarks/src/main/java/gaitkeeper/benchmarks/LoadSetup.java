package gaitkeeper.benchmarks;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.Node;
import gaitkeeper.deploy.Role;
import gaitkeeper.matcher.MatcherConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The system under load: what all loads of {@link LoadBenchmark} have in common. */
final class LoadSetup {
    @Option(names = "--sensors", defaultValue = "17", description = "6 bodies x 30 frames/s each. Default: ${DEFAULT-VALUE}.")
    int sensors;
    @Option(names = "--warmup", defaultValue = "70", description = "Seconds before a measurement: compilers finish, and the simulated windows no longer end all in the same instant. Default: ${DEFAULT-VALUE}.")
    int warmup;
    @Option(names = "--kafka", description = "An external cluster.")
    Optional<String> kafka = Optional.empty();
    @Option(names = "--model", defaultValue = "deploy/models/walkers-f30", description = "Bundle. Default: ${DEFAULT-VALUE}.")
    Path model = Path.of("deploy/models/walkers-f30");
    @Option(names = "--data", defaultValue = "target/load-benchmark", description = "Folder; emptied before each load. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of("target/load-benchmark");
    @Option(names = "--commit-ms", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    int commitMs;
    @Option(names = "--threads", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    int threads;
    @Option(names = "--partitions", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    int partitions;
    @Option(names = "--exemplars", defaultValue = "24", description = "Of each identity known before, at most. Default: ${DEFAULT-VALUE}.")
    int exemplars;
    @Option(names = "--gallery", defaultValue = "100", description = "Identities known before; strangers are not enrolled, so that every window costs the same. Default: ${DEFAULT-VALUE}.")
    int gallery;

    /** Frames of a window. */
    int windowFrames() {
        return ModelBundle.open(model).spec().frames();
    }

    /** Frames a second that the simulated sensors send in real time. */
    int rate() {
        return sensors * 180;
    }

    /** Starts a process with these roles, against a cluster or with a broker of its own. */
    Node start(Set<Role> roles, Optional<String> cluster) {
        MatcherConfig base = MatcherConfig.DEFAULT;
        var matcher = new MatcherConfig(base.fpir(), base.minWindows(), base.probation(), false, base.minQuality(),
                base.forgetAfter());
        return new BenchNode(data, cluster, model, matcher, partitions, threads, commitMs).start(roles);
    }

    /** Makes the people known. */
    void fillGallery(KafkaClients clients) throws OrtException {
        GalleryFixture.fill(clients, model, gallery, exemplars);
    }

    /** Makes the people known, and waits until a process can decide by them. */
    void fillGallery(KafkaClients clients, Node node) throws OrtException {
        Waiting.until(node::ready, Duration.ofMinutes(2));
        fillGallery(clients);
        Waiting.until(() -> node.gallery().ledger().size() >= gallery, Duration.ofMinutes(10));
    }

    /** Forgets what the load before left. */
    void empty() throws IOException {
        BenchNode.empty(data);
    }
}
