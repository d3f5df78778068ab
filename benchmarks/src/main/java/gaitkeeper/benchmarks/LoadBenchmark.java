package gaitkeeper.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.MadeUp;
import gaitkeeper.deploy.Node;
import gaitkeeper.deploy.NodeConfig;
import gaitkeeper.deploy.Role;
import gaitkeeper.deploy.Security;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.SimulatorSource;
import gaitkeeper.ingest.Ticker;
import gaitkeeper.ingest.TimedFrame;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.Retention;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * Drives S sensors x 6 bodies x 30 frames/s of simulated people through a whole system and prints latency per stage and end to
 * end, throughput, CPU, RSS, and lost and doubled windows, next to two baselines measured in the same run: the raw Kafka
 * produce-consume round trip on the same broker, and the bare ONNX Runtime call. Then preloads frames and measures how fast a
 * system that was away catches up (drain).
 *
 * <pre>
 * mvn -B -q -DskipTests package
 * ORT_DISABLE_TELEMETRY=1 java -Xmx768m -XX:+UseParallelGC --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
 *   -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.benchmarks.LoadBenchmark --sensors 17 --seconds 60
 * </pre>
 *
 * <p>Add {@code --kafka host:port} for a cluster. End to end counts from the receipt of a window's last frame to the moment a
 * reader of committed records has its match; the time a window takes to fill ((f - 1) / 30 s) is not in it.
 */
@CommandLine.Command(name = "LoadBenchmark", mixinStandardHelpOptions = true)
public final class LoadBenchmark implements Callable<Integer> {
    private static final int MAX_OUTSTANDING = 8_000;

    @Option(names = "--sensors", defaultValue = "17", description = "6 bodies x 30 frames/s each. Default: ${DEFAULT-VALUE}.")
    int sensors;
    @Option(names = "--seconds", defaultValue = "60", description = "Measured. Default: ${DEFAULT-VALUE}.")
    int seconds;
    @Option(names = "--warmup", defaultValue = "70", description = "Seconds before: compilers finish, and the simulated windows no longer end all in the same instant. Default: ${DEFAULT-VALUE}.")
    int warmup;
    @Option(names = "--drain", defaultValue = "600000", description = "Frames preloaded, 0 for none. Default: ${DEFAULT-VALUE}.")
    int drain;
    @Option(names = "--kafka", description = "An external cluster.")
    Optional<String> kafka = Optional.empty();
    @Option(names = "--model", defaultValue = "deploy/models/walkers-f30", description = "Bundle. Default: ${DEFAULT-VALUE}.")
    Path model = Path.of("deploy/models/walkers-f30");
    @Option(names = "--data", defaultValue = "target/load-benchmark", description = "Folder; emptied first. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of("target/load-benchmark");
    @Option(names = "--commit-ms", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    int commitMs;
    @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    int threads;
    @Option(names = "--partitions", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    int partitions;
    @Option(names = "--enrol", defaultValue = "0", description = "People enrolled by name each second meanwhile, 4 exemplars each. Default: ${DEFAULT-VALUE}.")
    int enrol;
    @Option(names = "--exemplars", defaultValue = "24", description = "Of each identity known before, at most. Default: ${DEFAULT-VALUE}.")
    int exemplars;
    @Option(names = "--dashboards", defaultValue = "0", description = "Live pages open during a second measurement of the live system. Default: ${DEFAULT-VALUE}.")
    int dashboards;
    @Option(names = "--gallery", defaultValue = "100", description = "Identities known before; strangers are not enrolled, so that every window costs the same. Default: ${DEFAULT-VALUE}.")
    int gallery;

    private final OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LoadBenchmark() {}

    /** Runs it; see the class. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        empty(data);
        if (seconds > 0) {
            live(0);
        }
        if (seconds > 0 && dashboards > 0) {
            empty(data);
            live(dashboards);
        }
        if (drain > 0) {
            empty(data);
            drain();
        }
        bareEncoder();
        return 0;
    }

    private NodeConfig config(Set<Role> roles, Optional<String> cluster) {
        MatcherConfig base = MatcherConfig.DEFAULT;
        var matcher = new MatcherConfig(base.fpir(), base.minWindows(), base.probation(), false,
                base.minQuality(),
                base.forgetAfter());
        return new NodeConfig("bench", roles, data, cluster, 0, partitions, "127.0.0.1", 0,
                Security.ofFolder(data), model, matcher, Retention.FOR_EVER, threads,
                commitMs);
    }

    private Simulator simulator(long startNs) {
        return new Simulator(SimulatorConfig.load(sensors, "bench-" + startNs), startNs);
    }

    private void live(int watching) throws Exception {
        int frames = ModelBundle.open(model).spec().frames();
        int rate = sensors * 180;
        System.out.printf(
                "Live: %d sensors x 6 bodies x 30 frames/s = %d frames/s, %s, exactly once, fresh answers committed at once, others every %d ms%n",
                sensors,
                rate, model.getFileName(), commitMs);
        try (var node = new Node(config(EnumSet.allOf(Role.class), kafka), MadeUp.NOTHING).start()) {
            await(node::ready);
            var clients = new KafkaClients(node.bootstrap());
            GalleryFixture.fill(clients, model, gallery, exemplars);
            await(() -> node.gallery().ledger().size() >= gallery, 600);
            var ledger = new Ledger(node.frames(), frames);
            try (var _ = new Enrolments(clients, model, gallery, enrol);
                    var reader = new MatchReader(clients, ledger::answered);
                    var raw = new RawRoundTrip(clients, (double) rate / frames)) {
                var source = new SimulatorSource(simulator(EpochNanos.now(InstantSource.system())), ledger,
                        Pace.REAL_TIME,
                        MAX_OUTSTANDING, Ticker.SYSTEM);
                source.start();
                pause(warmup);
                var pages = new Dashboards(watching, URI.create(node.url()).getPort());
                long framesBefore = ledger.frames();
                long cpuBefore = os.getProcessCpuTime();
                long began = System.nanoTime();
                reader.measure(true);
                raw.measure(true);
                pause(seconds);
                double took = (System.nanoTime() - began) / 1e9;
                double cores = (os.getProcessCpuTime() - cpuBefore) / 1e9 / took;
                reader.measure(false);
                raw.measure(false);
                String threads = StreamThreads.describe();
                double achieved = (ledger.frames() - framesBefore) / took;
                System.out.printf("  %d dashboards were sent %.1f MB/s%n", watching, pages.bytes() / 1e6 / took);
                pages.close();
                source.close();
                await(() -> ledger.answered() >= ledger.expected(), 30);
                report(reader.stages(), raw.latency());
                System.out.printf(
                        "  throughput %.0f frames/s; CPU %.2f of %d cores (load generator and readers included); RSS %d MB, peak %d MB%n",
                        achieved, cores, os.getAvailableProcessors(), rss("VmRSS:"), rss("VmHWM:"));
                System.out.println("  " + ledger.verdict());
                System.out.println("  " + node.gallery().ledger().size() + " people known in the end, " + gallery
                        + " before");
                System.out.println("  " + threads);
            }
        }
    }

    private static void report(Map<String, Histogram> stages, Histogram raw) {
        System.out.printf("  %-34s %8s %8s %8s %8s   ms%n", "", "p50", "p95", "p99", "p99.9");
        stages.forEach((name, histogram) -> line(name, histogram));
        line("raw Kafka round trip (baseline)", raw);
        System.out.printf("  end to end p99 / raw round trip p99 = %.2f%n",
                (double) Objects.requireNonNull(stages.get("end to end")).getValueAtPercentile(99)
                        / Math.max(1, raw.getValueAtPercentile(99)));
    }

    private static void line(String name, Histogram us) {
        System.out.printf("  %-34s %8.2f %8.2f %8.2f %8.2f%n", name, us.getValueAtPercentile(50) / 1e3,
                us.getValueAtPercentile(95) / 1e3, us.getValueAtPercentile(99) / 1e3,
                us.getValueAtPercentile(99.9) / 1e3);
    }

    private void drain() throws Exception {
        int frames = ModelBundle.open(model).spec().frames();
        try (var broker = new Node(config(EnumSet.of(Role.INGEST), kafka), MadeUp.NOTHING).start()) {
            var clients = new KafkaClients(broker.bootstrap());
            GalleryFixture.fill(clients, model, gallery, exemplars);
            var ledger = new Ledger(broker.frames(), frames);
            double preloaded = preload(ledger);
            System.out.printf("Drain: %d frames preloaded at %.0f frames/s%n", ledger.frames(), preloaded);
            try (var _ = new MatchReader(clients, ledger::answered)) {
                long cpuBefore = os.getProcessCpuTime();
                long began = System.nanoTime();
                var stages = EnumSet.of(Role.WINDOWER, Role.ENCODER, Role.MATCHER);
                try (var _ = new Node(config(stages, Optional.of(broker.bootstrap())), MadeUp.NOTHING)
                        .start()) {
                    long first = answeredAt(ledger, 1);
                    long fifth = answeredAt(ledger, 20);
                    String threads = StreamThreads.describe();
                    long all = answeredAt(ledger, 100);
                    double cores = (os.getProcessCpuTime() - cpuBefore) / (double) (all - began);
                    System.out.printf(
                            "  drained at %.0f frames/s, %.0f frames/s from 20 %% on, %.1f s in all; CPU %.2f cores%n",
                            0.99 * ledger.frames() / ((all - first) / 1e9),
                            0.8 * ledger.frames() / ((all - fifth) / 1e9),
                            (all - began) / 1e9, cores);
                    System.out.println("  " + ledger.verdict());
                    System.out.println("  " + threads);
                }
            }
        }
    }

    /** When this share of the windows was answered. */
    private static long answeredAt(Ledger ledger, int percent) {
        long expected = ledger.expected();
        await(() -> ledger.answered() * 100 >= expected * percent, 300);
        return System.nanoTime();
    }

    /** Sends frames as fast as the broker takes them; their event times end now. */
    private double preload(Ledger ledger) {
        long spanNs = drain * 1_000_000_000L / (sensors * 180L);
        Simulator people = simulator(EpochNanos.now(InstantSource.system()) - spanNs);
        var stored = new AtomicLong();
        long began = System.nanoTime();
        while (ledger.frames() < drain) {
            for (TimedFrame frame : people.step(EpochNanos.now(InstantSource.system()))) {
                while (ledger.congested() || ledger.frames() - stored.get() > MAX_OUTSTANDING) {
                    LockSupport.parkNanos(200_000);
                }
                ledger.send(frame.track(), frame.frame(), done -> stored.incrementAndGet());
            }
        }
        await(() -> stored.get() >= ledger.frames(), 60);
        return ledger.frames() / ((System.nanoTime() - began) / 1e9);
    }

    /** The bare ONNX Runtime call through the same session settings, batches of 16 and 64, on one thread. */
    private void bareEncoder() throws Exception {
        try (EncodingModel loaded = EncodingModel.load(ModelBundle.open(model))) {
            for (int batch : new int[]{1, 16, 64}) {
                List<Sequence> sequences = GalleryFixture.walkers(batch, 1, loaded.spec().frames()).values().stream()
                        .flatMap(List::stream).toList();
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                while (System.nanoTime() < until) {
                    loaded.encode(sequences);
                }
                long began = System.nanoTime();
                int runs = 0;
                while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(3)) {
                    loaded.encode(sequences);
                    runs++;
                }
                double took = (System.nanoTime() - began) / 1e9;
                System.out.printf("Bare ONNX Runtime call, batch %2d: %.3f ms, %.0f sequences/s on one thread (%s)%n",
                        batch,
                        took * 1e3 / runs, runs * batch / took, loaded.provider());
            }
        }
    }

    private static long rss(String field) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) / 1024;
    }

    private static void pause(int seconds) {
        await(() -> false, seconds);
    }

    private static void await(BooleanSupplier done) {
        await(done, 120);
    }

    /** Waits for something another thread does. */
    private static void await(BooleanSupplier done, int seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!done.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
