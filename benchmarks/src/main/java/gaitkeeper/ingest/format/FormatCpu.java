package gaitkeeper.ingest.format;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What {@link FormatBenchmark} does, per second of processor time instead of the clock's: for machines that others use too. Each gets
 * its turn in each of {@value #ROUNDS} rounds; the median counts, and the lowest and highest are told beside it.
 *
 * <pre>
 * java -XX:+UseParallelGC --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.ingest.format.FormatCpu
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

    /** A benchmark and what it came to, round by round. */
    private static final class Contender {
        private final String name;
        private final Turn turn;
        private final double[] speeds = new double[ROUNDS];

        Contender(String name, Turn turn) {
            this.name = name;
            this.turn = turn;
        }
    }

    /** Prints bodies per CPU second. */
    public static void main(String[] args) throws Exception {
        var benchmark = new FormatBenchmark();
        List<Contender> all = List.of(new Contender("azureJson", benchmark::azureJson),
                new Contender("azureJacksonTree", benchmark::azureJacksonTree),
                new Contender("azureTokens", benchmark::azureTokens),
                new Contender("uclaJson", benchmark::uclaJson),
                new Contender("kgbdText", benchmark::kgbdText),
                new Contender("protobufMessages", benchmark::protobufMessages),
                new Contender("convertOnly", benchmark::convertOnly),
                new Contender("selfChecks", benchmark::selfChecks));
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            for (Contender one : all) {
                double speed = speed(one.turn);
                if (round >= 0) {
                    one.speeds[round] = speed;
                }
            }
        }
        all.forEach(one -> print(one.name, one.speeds));
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
