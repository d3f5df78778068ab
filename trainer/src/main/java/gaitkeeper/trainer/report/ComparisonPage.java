package gaitkeeper.trainer.report;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.report.Table.Kind;
import gaitkeeper.trainer.report.Table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** All systems on one page: what they achieve, what others printed, what they cost. */
public final class ComparisonPage {
    private static final List<String> HEAD = List.of("system", "how", "splits", "top-1", "mAP", "rank-1", "nAUC",
            "numbers, thousands", "MFLOP a sequence", "CPU time a sequence, µs");

    private final List<ComparedSystem> systems;

    /** A page of these. */
    public ComparisonPage(List<ComparedSystem> systems) {
        this.systems = List.copyOf(systems);
    }

    private Table table() {
        List<Row> rows = new ArrayList<>();
        for (ComparedSystem system : systems) {
            ComparedSystem.Cost cost = system.cost();
            rows.add(new Row(Kind.CLEAN, List.of(system.name(), "measured here",
                    String.valueOf(Math.max(system.top1().size(), system.rank1().size())), text(system.top1()),
                    text(system.map()), text(system.rank1()), text(system.nAuc()), number(cost.numbers() / 1e3),
                    String.format(Locale.ROOT, "%.3f", cost.flops() / 1e6), number(cost.microseconds()))));
            printed(system, rows);
        }
        return new Table("KGBD: retrieval (top-1, mAP) and classification (rank-1, nAUC), %, and what a sequence costs",
                HEAD, rows);
    }

    private static void printed(ComparedSystem system, List<Row> rows) {
        String retrieval = printed("retrieval", system.printed(), Published::top1);
        String classification = printed("classification", system.printedClassifying(), Published::top1);
        if (system.name().endsWith("f = 6") && !(retrieval + classification).isEmpty()) {
            rows.add(new Row(Kind.PUBLISHED, List.of(system.printed(), "published", "", retrieval,
                    printed("retrieval", system.printed(), Published::map), classification,
                    printed("classification", system.printedClassifying(), Published::nAuc), "", "", "")));
        }
    }

    private static String printed(String protocol, String method, Function<Published, OptionalDouble> figure) {
        return Published.of(protocol, "KGBD").stream().filter(row -> row.method().equals(method)).map(figure)
                .filter(OptionalDouble::isPresent).map(value -> number(value.getAsDouble())).findFirst().orElse("");
    }

    private static String text(List<Double> draws) {
        double mean = draws.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
        double square = draws.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return draws.size() < 2
                ? Double.isNaN(mean) ? "" : number(mean)
                : number(mean) + " ± " + number(Math.sqrt(square / (draws.size() - 1)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private Figure chart() {
        Map<String, double[]> points = new LinkedHashMap<>();
        systems.stream().filter(system -> !system.top1().isEmpty()).forEach(system -> points.put(system.name(),
                new double[]{system.cost().microseconds(),
                    system.top1().stream().mapToDouble(value -> value).average().orElseThrow()}));
        double least = points.values().stream().mapToDouble(place -> place[0]).min().orElse(1);
        double most = points.values().stream().mapToDouble(place -> place[0]).max().orElse(10);
        return new Figure("accuracy-cost",
                "Top-1 of single windows against processor time of one window, on one thread of this machine, in batches of 32.",
                Charts.named("What accuracy costs (KGBD, all 164)",
                        Axis.logarithmic("µs of processor time a window", least / 2, most * 2),
                        Axis.linear("top-1 of single windows, %", 0, 100), points));
    }

    /**
     * Writes {@code index.html}, {@code tables.md} and {@code accuracy-cost.svg}.
     *
     * @throws MalformedException if there is no room
     */
    public void write(Path folder) {
        Figure chart = chart();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(chart.name() + ".svg"), chart.svg());
            Files.writeString(folder.resolve("tables.md"), table().markdown());
            Files.writeString(folder.resolve("index.html"),
                    Page.plain("Gaitkeeper: all systems on KGBD", table().html(), chart));
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD, "cannot write the comparison to " + folder + " ("
                    + e.getMessage() + "): make room or choose another --out");
        }
    }

    /** The table as text. */
    public String text() {
        return table().text();
    }
}
