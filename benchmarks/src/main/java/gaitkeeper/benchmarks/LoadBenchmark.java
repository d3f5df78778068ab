package gaitkeeper.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * Drives S sensors x 6 bodies x 30 frames/s of simulated people through a whole system and prints latency per stage and end to
 * end, throughput, CPU, RSS, and lost and doubled windows, next to two baselines measured in the same run: the raw Kafka
 * produce-consume round trip on the same broker, and the bare ONNX Runtime call. Then preloads frames and measures how fast a
 * system that was away catches up (drain). With {@code --rounds}, measures how much a saturated system gets through without and
 * with live pages open.
 *
 * <pre>
 * mvn -B -q -DskipTests package
 * ORT_DISABLE_TELEMETRY=1 java -Xmx768m -XX:+UseParallelGC -XX:SweeperThreshold=75 --add-modules jdk.incubator.vector \
 *   --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
 *   -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.benchmarks.LoadBenchmark --sensors 17 --seconds 60
 * </pre>
 *
 * <p>Add {@code --kafka host:port} for a cluster. End to end counts from the receipt of a window's last frame to the moment a
 * reader of committed records has its match; the time a window takes to fill ((f - 1) / 30 s) is not in it.
 */
@Command(name = "LoadBenchmark", mixinStandardHelpOptions = true)
public final class LoadBenchmark implements Callable<Integer> {
    @Mixin
    LoadSetup setup = new LoadSetup();

    @Option(names = "--seconds", defaultValue = "60", description = "Measured, 0 for no steady load. Default: ${DEFAULT-VALUE}.")
    int seconds;
    @Option(names = "--enrol", defaultValue = "0", description = "People enrolled by name each second of the steady load, 4 exemplars each. Default: ${DEFAULT-VALUE}.")
    int enrol;
    @Option(names = "--dashboards", defaultValue = "0", description = "Live pages open during a second measurement of the steady load, and of the saturated one. Default: ${DEFAULT-VALUE}.")
    int dashboards;
    @Option(names = "--rounds", defaultValue = "0", description = "Saturated measurements without and with the dashboards, in turn, 20 s each. Default: ${DEFAULT-VALUE}.")
    int rounds;
    @Option(names = "--drain", defaultValue = "600000", description = "Frames preloaded, 0 for none. Default: ${DEFAULT-VALUE}.")
    int drain;

    private LoadBenchmark() {}

    /** Runs it; see the class. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (seconds > 0) {
            var steady = new SteadyLoad(setup, seconds, enrol);
            steady.run(0);
            if (dashboards > 0) {
                steady.run(dashboards);
            }
        }
        if (rounds > 0) {
            new Saturation(setup, rounds).run(dashboards);
        }
        if (drain > 0) {
            new Drain(setup, drain).run();
        }
        BareEncoder.run(setup.model);
        return 0;
    }
}
