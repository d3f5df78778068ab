package gaitkeeper.matcher;

import java.util.List;
import java.util.Map;

/**
 * The figures on the live page.
 *
 * @param uptimeSeconds since the process started
 * @param model id of the model in use
 * @param mode {@code demo}, {@code up} or a role
 * @param synthetic whether the people are simulated
 * @param stages throughput and latency, in the order of the pipeline
 * @param frames frames stored so far
 * @param matches answers given so far
 * @param lag frames ingested and not yet windowed, or -1 if unknown
 * @param rejected refusals so far by reason
 */
public record LiveStats(double uptimeSeconds, String model, String mode, boolean synthetic, List<Stage> stages,
        long frames,
        long matches, long lag, Map<String, Long> rejected) {
    /**
     * One stage.
     *
     * @param name what people call it
     * @param unit what is counted
     * @param rate per second, in the last full second
     * @param p50 median latency of the last ten seconds, milliseconds
     * @param p95 95th percentile
     * @param p99 99th percentile
     */
    public record Stage(String name, String unit, double rate, double p50, double p95, double p99) {}
}
