package gaitkeeper.benchmarks;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.Node;
import gaitkeeper.deploy.Role;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.SimulatorSource;
import gaitkeeper.ingest.Span;
import gaitkeeper.ingest.Ticker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Sensors that send as fast as answers come, so that there is always work and never more of it: how much the system gets through
 * without and with live pages open, in turn.
 */
final class Saturation {
    private static final int MAX_OUTSTANDING = 8_000;
    /** Windows sent and not answered; a third of a second's work. */
    private static final int MAX_UNANSWERED = 1_000;
    /** Event time passes faster than the clock, and a broker keeps frames for an hour and takes none from an hour ahead. */
    private static final Duration HEAD_START = Duration.ofMinutes(50);
    /** The more frames a second, the slower it passes. */
    private static final int SENSOR_RATE = 120;
    /** Pages open and close meanwhile. */
    private static final int SETTLE_SECONDS = 5;
    private static final int MEASURED_SECONDS = 20;

    private final LoadSetup setup;
    private final int rounds;

    /**
     * Prepares it.
     *
     * @param rounds of one measurement without and one with pages
     */
    Saturation(LoadSetup setup, int rounds) {
        this.setup = setup;
        this.rounds = rounds;
    }

    /**
     * One measurement.
     *
     * @param rate frames a second
     * @param cores busy with the system, its readers and the load generator
     * @param pageCores busy with the pages' own reading
     * @param megabytes sent to them each second
     */
    private record Measured(double rate, double cores, double pageCores, double megabytes) {
        double perCore() {
            return rate / cores;
        }
    }

    /** Holds the sensors back while the system has enough to do. */
    private record Throttle(Ledger ledger) implements FrameSink {
        @Override
        public void send(TrackId track, Frame frame, Completion done) {
            ledger.send(track, frame, done);
        }

        @Override
        public boolean congested() {
            return ledger.congested() || ledger.expected() - ledger.answered() > MAX_UNANSWERED;
        }
    }

    void run(int dashboards) throws Exception {
        System.out.printf("Saturated: %d sensors x 6 bodies as fast as answers come, %s%n", setup.sensors,
                setup.model.getFileName());
        setup.empty();
        try (Node node = setup.start(EnumSet.allOf(Role.class), setup.kafka)) {
            var clients = new KafkaClients(node.bootstrap());
            setup.fillGallery(clients, node);
            var ledger = new Ledger(node.frames(), setup.windowFrames());
            int port = URI.create(node.url()).getPort();
            List<Measured> without = new ArrayList<>();
            List<Measured> with = new ArrayList<>();
            try (var _ = new MatchReader(clients, ledger::answered)) {
                try (var source = source(ledger)) {
                    source.start();
                    Waiting.pause(setup.warmup);
                    for (int round = 0; round < rounds; round++) {
                        without.add(measure(ledger, 0, port));
                        with.add(measure(ledger, dashboards, port));
                    }
                }
                Waiting.reached(() -> ledger.answered() >= ledger.expected(), Duration.ofSeconds(30));
            }
            report(dashboards, without, with);
            System.out.println("  " + ledger.verdict());
        }
    }

    /** People stay long, or more of them would be in sight the faster time passes. */
    private SimulatorSource source(Ledger ledger) {
        long startNs = EpochNanos.now(InstantSource.system()) - HEAD_START.toNanos();
        var config = SimulatorConfig.load(setup.sensors, "bench-" + startNs).withRate(SENSOR_RATE)
                .withStays(Span.seconds(100, 300), Span.seconds(1, 1));
        return new SimulatorSource(new Simulator(config, startNs), new Throttle(ledger), Pace.AS_FAST_AS_POSSIBLE,
                MAX_OUTSTANDING, Ticker.SYSTEM);
    }

    private Measured measure(Ledger ledger, int dashboards, int port) throws IOException {
        try (var pages = DashboardProcess.open(dashboards, port)) {
            Waiting.pause(SETTLE_SECONDS);
            long windows = ledger.answered();
            long bytes = pages.bytes();
            Usage pagesBefore = pages.usage();
            Usage before = Usage.now();
            Waiting.pause(MEASURED_SECONDS);
            Usage after = Usage.now();
            double took = before.secondsUntil(after);
            var measured = new Measured((ledger.answered() - windows) * setup.windowFrames() / took,
                    before.coresUntil(after), pagesBefore.coresUntil(pages.usage()),
                    (pages.bytes() - bytes) / 1e6 / took);
            System.out.printf("  %3d dashboards: %.0f frames/s with %.2f cores; dashboards %.2f cores, %.1f MB/s%n",
                    dashboards, measured.rate, measured.cores, measured.pageCores, measured.megabytes);
            return measured;
        }
    }

    private static void report(int dashboards, List<Measured> without, List<Measured> with) {
        System.out.printf("  median %.0f frames/s without, %.0f with %d dashboards: %.1f %% less%n",
                median(without, Measured::rate), median(with, Measured::rate), dashboards,
                less(without, with, Measured::rate));
        System.out.printf(
                "  per second of one core, the dashboards' own left out: %.0f and %.0f frames: %.1f %% less%n",
                median(without, Measured::perCore), median(with, Measured::perCore),
                less(without, with, Measured::perCore));
    }

    private static double less(List<Measured> without, List<Measured> with, ToDoubleFunction<Measured> what) {
        return 100 * (1 - median(with, what) / median(without, what));
    }

    private static double median(List<Measured> all, ToDoubleFunction<Measured> what) {
        double[] sorted = all.stream().mapToDouble(what).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
