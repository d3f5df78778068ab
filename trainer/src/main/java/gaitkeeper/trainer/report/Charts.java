package gaitkeeper.trainer.report;

import gaitkeeper.trainer.protocol.Measurement.Curve;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Line charts, named dots, histograms and bars as SVG. */
final class Charts {
    private static final int MOST_DOTS = 8;
    private static final double LETTER_WIDTH = 6.5;
    private static final double NAME_HEIGHT = 13;

    private Charts() {}

    /** A line for each curve; short ones get dots. */
    static String lines(String title, Axis x, Axis y, Map<String, Curve> curves) {
        var plot = new Plot(title, x, y);
        plot.verticalGrid();
        int colour = 0;
        for (var curve : curves.entrySet()) {
            plot.svg.polyline(points(plot, curve.getValue()), colour);
            dots(plot, curve.getKey(), curve.getValue(), colour);
            colour++;
        }
        plot.legend(List.copyOf(curves.keySet()), true);
        return plot.svg.finish();
    }

    /** A dot with its name beside it for each place, {@code [x, y]}; a name that would cover another stands lower or higher. */
    static String named(String title, Axis x, Axis y, Map<String, double[]> places) {
        var plot = new Plot(title, x, y);
        plot.verticalGrid();
        List<Rectangle2D> taken = new ArrayList<>();
        places.forEach((name, place) -> {
            double left = plot.x(place[0]);
            double top = plot.y(place[1]);
            plot.svg.dot(left, top, 0, name + ": " + Axis.text(place[1]));
            // Beside the dot; a row lower, one higher, two lower ... if somebody stands there.
            var at = new Rectangle2D.Double(left + 7, top + 4, name.length() * LETTER_WIDTH, NAME_HEIGHT);
            for (int tries = 1; taken.stream().anyMatch(at::intersects); tries++) {
                at.y = top + 4 + (tries % 2 == 1 ? 1 : -1) * ((tries + 1) / 2) * NAME_HEIGHT;
            }
            taken.add(at);
            plot.svg.text("tick", at.x, at.y, "start", name);
        });
        return plot.svg.finish();
    }

    private static void dots(Plot plot, String name, Curve curve, int colour) {
        if (curve.x().size() <= MOST_DOTS) {
            for (int i = 0; i < curve.x().size(); i++) {
                plot.svg.dot(plot.x(curve.x().get(i)), plot.y(curve.y().get(i)), colour,
                        name + ": " + Axis.text(curve.y().get(i)));
            }
        }
    }

    private static String points(Plot plot, Curve curve) {
        var points = new StringBuilder();
        for (int i = 0; i < curve.x().size(); i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", plot.x(curve.x().get(i)), plot.y(curve.y().get(i))));
        }
        return points.toString().strip();
    }

    /** An area for each histogram. */
    static String histograms(String title, String label, Map<String, Curve> histograms) {
        Collection<Curve> all = histograms.values();
        double low = all.stream().flatMap(h -> h.x().stream()).mapToDouble(v -> v).min().orElse(0);
        double high = all.stream().flatMap(h -> h.x().stream()).mapToDouble(v -> v).max().orElse(1);
        double most = all.stream().flatMap(h -> h.y().stream()).mapToDouble(v -> v).max().orElse(1);
        var plot = new Plot(title, Axis.linear(label, low, high), Axis.linear("share, %", 0, most * 1.05));
        plot.verticalGrid();
        int colour = 0;
        for (Curve histogram : all) {
            String outline = String.format(Locale.ROOT, "%.1f,%.1f %s %.1f,%.1f", plot.x(low), plot.floor(),
                    points(plot, histogram), plot.x(high), plot.floor());
            plot.svg.area(outline, colour++);
        }
        plot.legend(List.copyOf(histograms.keySet()), false);
        return plot.svg.finish();
    }

    /**
     * Figures of one system, one for each group.
     *
     * @param mean height of each bar
     * @param deviation half the length of each error bar
     */
    record Bars(String name, List<Double> mean, List<Double> deviation) {}

    /** Groups of bars with error bars. */
    static String bars(String title, String label, List<String> groups, List<Bars> series) {
        var plot = new Plot(title, Axis.linear("", 0, groups.size()), Axis.linear(label, 0, 100));
        double width = 0.8 / series.size();
        IntStream.range(0, groups.size()).forEach(group -> {
            plot.name(group + 0.5, groups.get(group));
            for (int i = 0; i < series.size(); i++) {
                bar(plot, series.get(i), group, group + 0.1 + i * width, width, i);
            }
        });
        plot.legend(series.stream().map(Bars::name).toList(), false);
        return plot.svg.finish();
    }

    private static void bar(Plot plot, Bars bars, int group, double left, double width, int colour) {
        double mean = bars.mean.get(group);
        double deviation = bars.deviation.get(group);
        if (Double.isNaN(mean)) {
            return;
        }
        plot.svg.bar(plot.x(left) + 1, plot.y(mean), plot.x(left + width) - plot.x(left) - 2,
                plot.floor() - plot.y(mean), colour,
                String.format(Locale.ROOT, "%s: %.1f ± %.1f", bars.name, mean, deviation));
        if (deviation > 0) {
            double middle = plot.x(left + width / 2);
            plot.svg.line("error", middle, plot.y(mean - deviation), middle, plot.y(mean + deviation));
            plot.svg.line("error", middle - 3, plot.y(mean + deviation), middle + 3, plot.y(mean + deviation));
            plot.svg.line("error", middle - 3, plot.y(mean - deviation), middle + 3, plot.y(mean - deviation));
        }
    }
}
