package gaitkeeper.trainer.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was found after an epoch.
 *
 * @param score the higher, the better is the epoch; empty if the last one is always taken
 * @param figures by name; names that begin alike up to an underscore share a chart
 */
public record Measured(OptionalDouble score, Map<String, Double> figures) {
    /** Nothing was measured. */
    public static final Measured NOTHING = new Measured(OptionalDouble.empty(), Map.of());

    /** Copies the figures. */
    public Measured {
        figures = new LinkedHashMap<>(figures);
    }
}
