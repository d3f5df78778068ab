package gaitkeeper.deploy;

import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.SimulatedPerson;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.SimulatorSource;
import gaitkeeper.ingest.Ticker;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "demo", mixinStandardHelpOptions = true, description = {
    "Shows everything at once: simulated people walk past simulated sensors, leave and come back,",
    "and are recognised live on a real (embedded) Kafka broker. The people are synthetic."})
final class DemoCommand implements Callable<Integer> {
    private static final int MAX_OUTSTANDING = 8_192;

    @Mixin
    NodeOptions options = new NodeOptions();

    @Option(names = "--people", paramLabel = "N", defaultValue = "12", description = "Simulated people. Default: ${DEFAULT-VALUE}.")
    int people;

    @Option(names = "--sensors", paramLabel = "N", defaultValue = "4", description = "Simulated sensors, up to 6 bodies each. Default: ${DEFAULT-VALUE}.")
    int sensors;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed gives the same people. Default: ${DEFAULT-VALUE}.")
    long seed;

    private final AtomicReference<@Nullable Simulator> simulator = new AtomicReference<>();

    @Override
    public Integer call() throws Exception {
        var runner = new NodeRunner(System.out);
        try (runner) {
            return run(runner);
        }
    }

    private int run(NodeRunner runner) throws Exception {
        var node = new Node(options.config("demo", EnumSet.allOf(Role.class)), new MadeUp(track -> Optional
                .ofNullable(simulator.get()).flatMap(s -> s.personOf(track)).map(SimulatedPerson::name),
                DemoHall.of(sensors)));
        try {
            node.start();
            node.open(options.doors);
        } catch (RuntimeException | IOException e) {
            node.close();
            throw e;
        }
        long now = System.currentTimeMillis();
        var made = new Simulator(SimulatorConfig.demo(people, sensors, "demo-" + now).withSeed(seed),
                now * 1_000_000);
        simulator.set(made);
        var source = new SimulatorSource(made, node.frames(), Pace.REAL_TIME, MAX_OUTSTANDING, Ticker.SYSTEM);
        source.start();
        System.out.println("Open " + node.url() + "  " + people + " simulated people, " + sensors
                + " sensors, model " + options.model + ". Ctrl-C stops it.");
        return runner.runUntilStopped(node, source);
    }
}
