package gaitkeeper.trainer.report;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.protocol.Measurement.Curve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training wrote down: lines of comma-separated numbers under a heading. The first column is the epoch; columns whose
 * names begin alike up to an underscore, such as {@code loss_mpc} and {@code loss_mic}, share a chart. Empty cells are gaps.
 *
 * @param system whose training it was
 * @param charts curves by name by chart
 */
public record TrainingLog(String system, Map<String, Map<String, Curve>> charts) {
    /** Name of the file beside a bundle's {@code model.json}. */
    public static final String FILE = "training.csv";

    /**
     * Reads a log.
     *
     * @throws MalformedException if a cell is no number; the message names file and line
     */
    public static TrainingLog read(String system, Path file) {
        try {
            return parse(system, file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static TrainingLog parse(String system, String file, List<String> lines) {
        List<String> names = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
        Map<String, Map<String, Curve>> charts = new LinkedHashMap<>();
        for (int column = 1; column < names.size(); column++) {
            String name = names.get(column).strip();
            charts.computeIfAbsent(name.split("_", 2)[0], _ -> new LinkedHashMap<>()).put(name,
                    curve(file, lines, names.size(), column));
        }
        return new TrainingLog(system, charts);
    }

    private static Curve curve(String file, List<String> lines, int columns, int column) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", -1);
            if (cells.length != columns) {
                throw new MalformedException(Reason.BAD_FIELD, file + ", line " + (line + 1) + ": " + cells.length
                        + " cells under a heading of " + columns);
            }
            if (!cells[column].isBlank()) {
                x.add(number(file, line, cells[0]));
                y.add(number(file, line, cells[column]));
            }
        }
        return new Curve(x, y);
    }

    private static double number(String file, int line, String cell) {
        try {
            return Double.parseDouble(cell.strip());
        } catch (NumberFormatException _) {
            throw new MalformedException(Reason.BAD_FIELD,
                    file + ", line " + (line + 1) + ": '" + cell + "' is not a number");
        }
    }

    /** A chart for each group of columns. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        charts.forEach((group, curves) -> {
            double[] x = all(curves, true);
            double[] y = all(curves, false);
            if (x.length > 0) {
                figures.add(new Figure(("training-" + system + "-" + group).replaceAll("[^A-Za-z0-9-]", "-"),
                        "Training of " + system + ".",
                        Charts.lines(system + ": " + group, Axis.linear("epoch", x[0], x[x.length - 1]),
                                Axis.linear(group, Math.min(0, y[0]), y[y.length - 1]), curves)));
            }
        });
        return figures;
    }

    private static double[] all(Map<String, Curve> curves, boolean horizontal) {
        return curves.values().stream().flatMap(curve -> (horizontal ? curve.x() : curve.y()).stream())
                .mapToDouble(value -> value).filter(Double::isFinite).sorted().toArray();
    }
}
