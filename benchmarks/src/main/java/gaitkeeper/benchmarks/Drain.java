package gaitkeeper.benchmarks;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.deploy.Node;
import gaitkeeper.deploy.Role;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.TimedFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Frames that wait for a system that was away: how fast it catches up. */
final class Drain {
    private static final int MAX_OUTSTANDING = 8_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LoadSetup setup;
    private final int frames;

    /**
     * Prepares it.
     *
     * @param frames preloaded
     */
    Drain(LoadSetup setup, int frames) {
        this.setup = setup;
        this.frames = frames;
    }

    void run() throws Exception {
        setup.empty();
        try (Node broker = setup.start(EnumSet.of(Role.INGEST), setup.kafka)) {
            var clients = new KafkaClients(broker.bootstrap());
            setup.fillGallery(clients);
            var ledger = new Ledger(broker.frames(), setup.windowFrames());
            double preloaded = preload(ledger);
            System.out.printf("Drain: %d frames preloaded at %.0f frames/s%n", ledger.frames(), preloaded);
            try (var _ = new MatchReader(clients, ledger::answered)) {
                catchUp(ledger, broker.bootstrap());
            }
        }
    }

    /** Sends frames as fast as the broker takes them; their event times end now. */
    private double preload(Ledger ledger) {
        long startNs = EpochNanos.now(InstantSource.system()) - frames * 1_000_000_000L / setup.rate();
        var people = new Simulator(SimulatorConfig.load(setup.sensors, "bench-" + startNs), startNs);
        var stored = new AtomicLong();
        long began = System.nanoTime();
        while (ledger.frames() < frames) {
            for (TimedFrame frame : people.step(EpochNanos.now(InstantSource.system()))) {
                while (ledger.congested() || ledger.frames() - stored.get() > MAX_OUTSTANDING) {
                    LockSupport.parkNanos(200_000);
                }
                ledger.send(frame.track(), frame.frame(), done -> stored.incrementAndGet());
            }
        }
        Waiting.until(() -> stored.get() >= ledger.frames(), Duration.ofMinutes(1));
        return ledger.frames() / ((System.nanoTime() - began) / 1e9);
    }

    private void catchUp(Ledger ledger, String bootstrap) throws IOException, InterruptedException {
        Usage began = Usage.now();
        var stages = EnumSet.of(Role.WINDOWER, Role.ENCODER, Role.MATCHER);
        try (Node node = setup.start(stages, Optional.of(bootstrap))) {
            Usage first = answered(ledger, 1);
            Usage fifth = answered(ledger, 20);
            String threads = StreamThreads.describe(node.url());
            Usage all = answered(ledger, 100);
            System.out.printf(
                    "  drained at %.0f frames/s, %.0f frames/s from 20 %% on, %.1f s in all; CPU %.2f cores%n",
                    0.99 * ledger.frames() / first.secondsUntil(all),
                    0.8 * ledger.frames() / fifth.secondsUntil(all), began.secondsUntil(all), began.coresUntil(all));
            System.out.println("  " + ledger.verdict());
            System.out.println("  " + threads);
        }
    }

    /** The moment when this share of the windows was answered. */
    private static Usage answered(Ledger ledger, int percent) {
        Waiting.until(() -> ledger.answered() * 100 >= ledger.expected() * percent, PATIENCE);
        return Usage.now();
    }
}
