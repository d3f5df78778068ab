package gaitkeeper.trainer.report;

import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.Curve;
import gaitkeeper.trainer.protocol.Measurement.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The same measured on several draws of the data.
 *
 * @param what with no draw
 * @param draws one measurement for each draw, one or more
 */
record Summary(What what, List<Measurement> draws) {
    /** Groups measurements, in the order of their first appearance. */
    static List<Summary> of(List<Measurement> measurements) {
        Map<What, List<Measurement>> groups = new LinkedHashMap<>();
        measurements.forEach(m -> groups.computeIfAbsent(m.what().onAnyDraw(), _ -> new ArrayList<>()).add(m));
        return groups.entrySet().stream().map(group -> new Summary(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }

    static Optional<Summary> find(List<Summary> all, Predicate<What> which) {
        return all.stream().filter(summary -> which.test(summary.what)).findFirst();
    }

    /** Name of the system with its number of frames. */
    String name() {
        return what.system() + ", f = " + what.frames();
    }

    /** Mean over the draws, NaN where it was not measured. */
    double mean(String value) {
        return draws.stream().mapToDouble(m -> m.values().getOrDefault(value, Double.NaN)).average()
                .orElse(Double.NaN);
    }

    /** Standard deviation over the draws, of the sample; 0 for one draw. */
    double deviation(String value) {
        double mean = mean(value);
        double square = draws.stream().mapToDouble(m -> m.values().getOrDefault(value, Double.NaN) - mean)
                .map(difference -> difference * difference).sum();
        return draws.size() > 1 ? Math.sqrt(square / (draws.size() - 1)) : 0;
    }

    /** {@code 35.0 ± 0.2}, {@code 35.0} for one draw, nothing where it was not measured. */
    String text(String value) {
        double mean = mean(value);
        if (Double.isNaN(mean)) {
            return "";
        }
        return draws.size() == 1
                ? String.format(Locale.ROOT, "%.1f", mean)
                : String.format(Locale.ROOT, "%.1f ± %.1f", mean, deviation(value));
    }

    /** Mean of a curve over the draws, where all have the same number of points; else that of the first draw. */
    Optional<Curve> curve(String name) {
        List<Curve> curves = draws.stream().map(m -> m.curves().get(name)).filter(Objects::nonNull).toList();
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        Curve first = curves.getFirst();
        if (curves.stream().anyMatch(curve -> !curve.x().equals(first.x()))) {
            return Optional.of(first);
        }
        return Optional.of(new Curve(first.x(), IntStream.range(0, first.y().size())
                .mapToObj(i -> curves.stream().mapToDouble(curve -> curve.y().get(i)).average().orElseThrow())
                .toList()));
    }
}
