package gaitkeeper.benchmarks;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.Node;
import gaitkeeper.deploy.Role;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.SimulatorSource;
import gaitkeeper.ingest.Ticker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/** Sensors that send as they see, for a while: how long answers take beside a raw round trip, and what that costs. */
final class SteadyLoad {
    private static final int MAX_OUTSTANDING = 8_000;

    private final LoadSetup setup;
    private final int seconds;
    private final int enrol;

    /**
     * Prepares it.
     *
     * @param seconds measured
     * @param enrol people enrolled meanwhile, each second
     */
    SteadyLoad(LoadSetup setup, int seconds, int enrol) {
        this.setup = setup;
        this.seconds = seconds;
        this.enrol = enrol;
    }

    /** Runs it with so many live pages open. */
    void run(int dashboards) throws Exception {
        System.out.printf("Live: %d sensors x 6 bodies x 30 frames/s = %d frames/s, %s, %d dashboards%n",
                setup.sensors, setup.rate(), setup.model.getFileName(), dashboards);
        setup.empty();
        try (Node node = setup.start(EnumSet.allOf(Role.class), setup.kafka)) {
            var clients = new KafkaClients(node.bootstrap());
            setup.fillGallery(clients, node);
            var ledger = new Ledger(node.frames(), setup.windowFrames());
            try (var _ = new Enrolments(clients, setup.model, setup.gallery, enrol);
                    var reader = new MatchReader(clients, ledger::answered);
                    var raw = new RawRoundTrip(clients, (double) setup.rate() / setup.windowFrames())) {
                long now = EpochNanos.now(InstantSource.system());
                try (var source = new SimulatorSource(
                        new Simulator(SimulatorConfig.load(setup.sensors, "bench-" + now), now), ledger,
                        Pace.REAL_TIME, MAX_OUTSTANDING, Ticker.SYSTEM)) {
                    source.start();
                    Waiting.pause(setup.warmup);
                    try (var pages = DashboardProcess.open(dashboards, URI.create(node.url()).getPort())) {
                        measure(node, ledger, reader, raw, pages);
                    }
                }
                Waiting.reached(() -> ledger.answered() >= ledger.expected(), Duration.ofSeconds(30));
                report(reader.stages(), raw.latency());
                System.out.println("  " + ledger.verdict());
                System.out.println("  " + node.gallery().ledger().size() + " people known in the end, "
                        + setup.gallery + " before");
            }
        }
    }

    private void measure(Node node, Ledger ledger, MatchReader reader, RawRoundTrip raw, DashboardProcess pages)
            throws IOException, InterruptedException {
        long frames = ledger.frames();
        Usage before = Usage.now();
        Usage pagesBefore = pages.usage();
        reader.measure(true);
        raw.measure(true);
        Waiting.pause(seconds);
        Usage after = Usage.now();
        double sent = pages.bytes() / 1e6 / before.secondsUntil(after);
        reader.measure(false);
        raw.measure(false);
        System.out.printf(
                "  throughput %.0f frames/s; CPU %.2f of %d cores (load generator and readers included); %s%n",
                (ledger.frames() - frames) / before.secondsUntil(after), before.coresUntil(after),
                Runtime.getRuntime().availableProcessors(), Usage.memory());
        System.out.printf("  dashboards were sent %.1f MB/s, and read it with %.2f cores of their own%n", sent,
                pagesBefore.coresUntil(pages.usage()));
        System.out.println("  " + StreamThreads.describe(node.url()));
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
}
