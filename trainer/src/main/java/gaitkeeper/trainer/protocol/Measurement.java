package gaitkeeper.trainer.protocol;

import java.util.List;
import java.util.Map;

/**
 * What one protocol gave for one system on one draw of the data: all that a report shows.
 *
 * @param what which system, how and on what it was measured
 * @param values figures in percent, by name
 * @param counts how many sequences, tracks or people stand behind them, by name
 * @param curves by name
 * @param worst the people recognised least often, worst first
 */
public record Measurement(What what, Map<String, Double> values, Map<String, Long> counts, Map<String, Curve> curves,
        List<Confusion> worst) {
    /** Copies the list; the maps keep their order and must not be changed. */
    public Measurement {
        worst = List.copyOf(worst);
    }

    /** A measurement of figures only. */
    public Measurement(What what, Map<String, Double> values, Map<String, Long> counts) {
        this(what, values, counts, Map.of(), List.of());
    }

    /**
     * Identifies a measurement.
     *
     * @param system name of the model or descriptor
     * @param frames f, frames of a sequence
     * @param protocol such as {@code retrieval} or {@code open set}
     * @param population who was tested, and who was known in training if that differs
     * @param level {@code window}, {@code 1 s}, .. or {@code walk}: what gives one answer
     * @param rule how the answer was found, or {@code clean} or {@code faithful} to the published code
     * @param seed which draw of the data's split
     */
    public record What(String system, int frames, String protocol, String population, String level, String rule,
            int seed) {
        /** Ends the rules that the live matcher would go by for the system. */
        static final String LIVE = " (live)";

        /** Whether the live matcher would go by this rule for this system. */
        public boolean live() {
            return rule.endsWith(LIVE);
        }

        /** The same on any draw; to average over draws. */
        public What onAnyDraw() {
            return new What(system, frames, protocol, population, level, rule, -1);
        }
    }

    /**
     * Points of a curve.
     *
     * @param x ascending
     * @param y as many
     */
    public record Curve(List<Double> x, List<Double> y) {
        /** Copies the points. */
        public Curve {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(x.size() + " x and " + y.size() + " y");
            }
        }
    }

    /**
     * How often one person is recognised, and as whom else.
     *
     * @param person label
     * @param sequences of that person
     * @param right share of them nearest to the person, percent
     * @param takenFor label of the person they are nearest to most often otherwise
     * @param share of sequences nearest to that other person, percent
     */
    public record Confusion(int person, int sequences, double right, int takenFor, double share) {}
}
