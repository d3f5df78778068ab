package gaitkeeper.benchmarks;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.Node;
import gaitkeeper.deploy.Role;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.SimulatedNoise;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.SimulatorSource;
import gaitkeeper.ingest.Span;
import gaitkeeper.ingest.Ticker;
import gaitkeeper.matcher.MatcherConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * Thousands of simulated people before many sensors, through the whole live path in one process, strangers enrolled as they come: what
 * becomes of their visits when the gallery grows to the size of a town. Event time runs as fast as answers come. Nothing about real
 * people follows from the shares; that nothing is lost or doubled, how long it takes and what it needs does.
 *
 * <pre>
 * ORT_DISABLE_TELEMETRY=1 java -Xmx2g -XX:+UseParallelGC --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *   --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.benchmarks.CrowdTrial
 * </pre>
 */
@Command(name = "CrowdTrial", mixinStandardHelpOptions = true)
public final class CrowdTrial implements Callable<Integer> {
    private static final int MAX_OUTSTANDING = 4_000;
    /** Windows under way through the stages; more would let event time run ahead of the enrolments. */
    private static final int MOST_UNANSWERED = 400;

    @Option(names = "--people", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    int people;
    @Option(names = "--sensors", defaultValue = "60", description = "6 bodies at a time before each. Default: ${DEFAULT-VALUE}.")
    int sensors;
    @Option(names = "--minutes", defaultValue = "12", description = "Of event time. Default: ${DEFAULT-VALUE}.")
    int minutes;
    @Option(names = "--fpir", defaultValue = "0.03", description = "Error budget. Default: ${DEFAULT-VALUE}.")
    double fpir;
    @Option(names = "--model", defaultValue = "deploy/models/walkers-f30", description = "Bundle. Default: ${DEFAULT-VALUE}.")
    Path model = Path.of("deploy/models/walkers-f30");

    @Option(names = "--data", defaultValue = "target/crowd", description = "Folder, emptied before and after. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of("target/crowd");

    private CrowdTrial() {}

    /** Runs it; see the class. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CrowdTrial()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        int frames = ModelBundle.open(model).spec().frames();
        long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - TimeUnit.MINUTES.toMillis(minutes));
        var simulator = new Simulator(SimulatorConfig.demo(people, sensors, "crowd-" + startNs).withSeed(77)
                .withNoise(SimulatedNoise.KINECT.withoutGaps()).withStays(Span.seconds(8, 12), away()),
                startNs);
        BenchNode.empty(data);
        try (var node = new BenchNode(data, Optional.empty(), model, matcher(frames))
                .start(EnumSet.allOf(Role.class))) {
            Waiting.until(node::ready, Duration.ofMinutes(2));
            var ledger = new Ledger(node.frames(), frames);
            var visits = new CrowdVisits(track -> simulator.personOf(track).orElseThrow().number());
            try (var _ = new MatchReader(new KafkaClients(node.bootstrap()), match -> {
                ledger.answered(match);
                visits.answered(match);
            })) {
                long began = System.nanoTime();
                send(simulator, new Abreast(ledger), startNs + TimeUnit.MINUTES.toNanos(minutes), node);
                Waiting.until(() -> ledger.answered() >= ledger.expected(), Duration.ofMinutes(1));
                report(ledger, (System.nanoTime() - began) / 1e9);
                visits.report(node.gallery().ledger(), System.out);
            }
        }
        BenchNode.empty(data);
        return 0;
    }

    /** So long that there is a place before a sensor for whoever comes back. */
    private Span away() {
        int all = people * 10 / (sensors * SimulatorConfig.MAX_BODIES);
        return Span.seconds(Math.max(4, all), Math.max(15, all + all / 4));
    }

    private MatcherConfig matcher(int frames) {
        MatcherConfig base = MatcherConfig.DEFAULT;
        return new MatcherConfig(fpir, base.minWindows(), base.probation(), true, base.minQuality(), base.forgetAfter())
                .forFrames(frames);
    }

    private static void send(Simulator simulator, Abreast sink, long untilNs, Node node) {
        try (var source = new SimulatorSource(simulator, sink, Pace.AS_FAST_AS_POSSIBLE, MAX_OUTSTANDING,
                Ticker.SYSTEM)) {
            source.start();
            long told = -1;
            while (sink.eventNs < untilNs) {
                LockSupport.parkNanos(50_000_000);
                long left = TimeUnit.NANOSECONDS.toMinutes(untilNs - sink.eventNs);
                if (sink.eventNs > 0 && left != told) {
                    told = left;
                    System.out.printf(Locale.ROOT, "  %d minutes of event time to go, %,d identities%n", left + 1,
                            node.gallery().ledger().size());
                }
            }
        }
    }

    private void report(Ledger ledger, double seconds) {
        System.out.printf(Locale.ROOT,
                "%,d people, %d sensors: %,d frames in %.0f s, %,.0f frames/s; heap in use %d MB%n",
                people, sensors, ledger.frames(), seconds, ledger.frames() / seconds,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        System.out.println("  " + ledger.verdict());
    }

    /** Holds the sender back while many windows wait for their answer. */
    private static final class Abreast implements FrameSink {
        private final Ledger ledger;
        private volatile long eventNs;

        Abreast(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void send(TrackId track, Frame frame, Completion done) {
            eventNs = frame.eventTimeNs();
            ledger.send(track, frame, done);
        }

        @Override
        public boolean congested() {
            return ledger.congested() || ledger.expected() - ledger.answered() > MOST_UNANSWERED;
        }
    }
}
