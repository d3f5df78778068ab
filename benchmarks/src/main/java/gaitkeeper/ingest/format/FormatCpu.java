package gaitkeeper.ingest.format;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What {@link FormatBenchmark} does, per second of processor time instead of the clock's: for machines that others use too. Each gets
 * its turn in each of {@value #ROUNDS} rounds; the median counts, and the lowest and highest are told beside it.
 *
 * <pre>
 * java --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.ingest.format.FormatCpu
 * </pre>
 */
public final class FormatCpu {
    private static final int ROUNDS = 9;
    private static final int WARM_ROUNDS = 3;
    private static final long TURN_NS = 200_000_000;
    private static final int CALLS_PER_LOOK = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private FormatCpu() {}

    /** One invocation of a benchmark. */
    @FunctionalInterface
    private interface Turn {
        Object run() throws Exception;
    }

    /** Prints bodies per CPU second. */
    public static void main(String[] args) throws Exception {
        var benchmark = new FormatBenchmark();
        Map<String, Turn> turns = new LinkedHashMap<>();
        turns.put("azureJson", benchmark::azureJson);
        turns.put("azureJacksonTree", benchmark::azureJacksonTree);
        turns.put("azureTokens", benchmark::azureTokens);
        turns.put("uclaJson", benchmark::uclaJson);
        turns.put("kgbdText", benchmark::kgbdText);
        turns.put("protobufMessages", benchmark::protobufMessages);
        turns.put("convertOnly", benchmark::convertOnly);
        turns.put("selfChecks", benchmark::selfChecks);
        Map<String, double[]> speeds = new LinkedHashMap<>();
        turns.keySet().forEach(name -> speeds.put(name, new double[ROUNDS]));
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            for (Map.Entry<String, Turn> turn : turns.entrySet()) {
                double speed = speed(turn.getValue());
                if (round >= 0) {
                    speeds.get(turn.getKey())[round] = speed;
                }
            }
        }
        speeds.forEach(FormatCpu::print);
    }

    private static double speed(Turn turn) throws Exception {
        long from = THREADS.getCurrentThreadCpuTime();
        long bodies = 0;
        long spent = 0;
        while (spent < TURN_NS) {
            for (int i = 0; i < CALLS_PER_LOOK; i++) {
                Objects.requireNonNull(turn.run());
            }
            bodies += (long) CALLS_PER_LOOK * FormatBenchmark.BODIES;
            spent = THREADS.getCurrentThreadCpuTime() - from;
        }
        return bodies * 1e9 / spent;
    }

    private static void print(String name, double[] speeds) {
        Arrays.sort(speeds);
        System.out.printf(Locale.ROOT, "%-18s %,12.0f bodies per CPU second (%,.0f to %,.0f)%n", name,
                speeds[ROUNDS / 2], speeds[0], speeds[ROUNDS - 1]);
    }
}
