package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every command that runs a process. */
final class NodeOptions {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Folder of the embedded broker and of the stages; kept across restarts. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of("data");

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use this Kafka cluster instead of the embedded broker.")
    @Nullable
    String kafka;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "Wanted port of the embedded broker; a free one is taken if it is busy. Default: ${DEFAULT-VALUE}.")
    int kafkaPort;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "2", description = "Partitions of the topics keyed by track, when they are made. Default: ${DEFAULT-VALUE}.")
    int partitions;

    @Option(names = "--http-host", paramLabel = "HOST", defaultValue = "127.0.0.1", description = "Where the HTTP server listens; others than loopback need credentials (./gaitkeeper keys) and TLS. Default: ${DEFAULT-VALUE}.")
    String httpHost = "127.0.0.1";

    @Option(names = "--http-port", paramLabel = "PORT", defaultValue = "8080", description = "Wanted HTTP port; a free one is taken if it is busy. Default: ${DEFAULT-VALUE}.")
    int httpPort;

    @Mixin
    SecurityOptions security = new SecurityOptions();

    @Option(names = "--model", paramLabel = "NAME|DIR", defaultValue = "walkers-f30", description = "Model bundle: a name from deploy/models, or a folder. Default: ${DEFAULT-VALUE}.")
    String model = "walkers-f30";

    @Option(names = "--fpir", paramLabel = "SHARE", defaultValue = "0.03", description = "Error budget: share of strangers that may be taken for somebody known. Default: ${DEFAULT-VALUE}.")
    double fpir;

    @Option(names = "--min-windows", paramLabel = "N", description = "Windows a track must have before it is named. Default: 48 frames, 8 windows of 6.")
    Optional<Integer> minWindows = Optional.empty();

    @Option(names = "--probation", paramLabel = "N", description = "Windows after which a track that fits nobody is a stranger. Default: 144 frames, 24 windows of 6.")
    Optional<Integer> probation = Optional.empty();

    @Option(names = "--enrol-strangers", paramLabel = "BOOL", defaultValue = "true", arity = "1", description = "Whether strangers become anonymous identities. Default: ${DEFAULT-VALUE}.")
    boolean enrolStrangers;

    @Option(names = "--keep-strangers", paramLabel = "DAYS", defaultValue = "90", description = "Days for which somebody without a name is kept after they were seen last; then they are erased, for good. 0: for ever. Default: ${DEFAULT-VALUE}.")
    int keepStrangers;

    @Option(names = "--keep-named", paramLabel = "DAYS", defaultValue = "0", description = "The same of those who have a name. Default: ${DEFAULT-VALUE}, for ever.")
    int keepNamed;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "3", description = "Threads of the stages. One for each partition and one for commands is best: enrolments then hold up no frames. Default: ${DEFAULT-VALUE}.")
    int threads;

    @Option(names = "--commit-ms", paramLabel = "MS", defaultValue = "100", description = "Longest time from an answer to its exactly-once commit. Fresh answers are committed within milliseconds whatever this says; it counts for commands and while the system catches up. Default: ${DEFAULT-VALUE}.")
    int commitMs;

    @Mixin
    DoorOptions doors = new DoorOptions();

    NodeConfig config(String mode, Set<Role> roles) {
        ModelBundle bundle = ModelBundle.open(bundle(model));
        return new NodeConfig(mode, roles, data, Optional.ofNullable(kafka), kafkaPort, partitions, httpHost, httpPort,
                security.of(data), bundle, matcher(bundle.spec().frames()),
                new Retention(days("--keep-strangers", keepStrangers), days("--keep-named", keepNamed)), threads,
                commitMs);
    }

    private static Optional<Duration> days(String flag, int days) {
        if (days < 0) {
            throw new IllegalArgumentException(flag + " must be 0, for ever, or a number of days, was " + days);
        }
        return Optional.of(Duration.ofDays(days)).filter(Duration::isPositive);
    }

    private MatcherConfig matcher(int frames) {
        MatcherConfig base = MatcherConfig.DEFAULT.forFrames(frames);
        return new MatcherConfig(fpir, minWindows.orElse(base.minWindows()), probation.orElse(base.probation()),
                enrolStrangers, base.minQuality(), base.forgetAfter());
    }

    /** A folder as given, or a bundle that ships with the program. */
    static Path bundle(String model) {
        Path given = Path.of(model);
        if (Files.isRegularFile(given.resolve("model.json"))) {
            return given;
        }
        Path shipped = Home.path().resolve("deploy/models").resolve(model);
        if (Files.isRegularFile(shipped.resolve("model.json"))) {
            return shipped;
        }
        throw new IllegalArgumentException("--model " + model + ": neither a folder with a model.json nor one of "
                + Home.modelNames());
    }
}
