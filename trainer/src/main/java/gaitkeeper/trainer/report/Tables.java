package gaitkeeper.trainer.report;

import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.Confusion;
import gaitkeeper.trainer.protocol.Measurement.What;
import gaitkeeper.trainer.report.Table.Kind;
import gaitkeeper.trainer.report.Table.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tables of a report. */
final class Tables {
    private static final String SETTING = "KGBD";
    private static final List<String> RETRIEVAL = List.of("top-1", "top-5", "top-10", "mAP");
    private static final List<String> LEVELS = List.of("1 s", "2 s", "5 s", "walk");

    private final List<Summary> summaries;
    private final List<Measurement> measurements;

    Tables(List<Measurement> measurements) {
        this.measurements = measurements;
        summaries = Summary.of(measurements);
    }

    /** Those that have rows. */
    List<Table> all() {
        return Stream.of(populations().map(this::retrieval), populations().map(this::tracks),
                populations().map(this::openSetByTime), populations().map(this::openSet), Stream.of(classification()))
                .flatMap(tables -> tables).filter(table -> !table.rows().isEmpty()).toList();
    }

    private Stream<String> populations() {
        return summaries.stream().map(summary -> summary.what().population()).distinct();
    }

    private Stream<Summary> of(String protocol, String population) {
        return summaries.stream().filter(summary -> summary.what().protocol().equals(protocol)
                && summary.what().population().equals(population));
    }

    private Table retrieval(String population) {
        List<Row> rows = new ArrayList<>();
        of("retrieval", population).forEach(summary -> rows.add(new Row(kind(summary.what()), cells(summary.name(),
                summary.what().rule(), RETRIEVAL.stream().map(summary::text)))));
        boolean comparable = !population.contains("unseen") && !rows.isEmpty();
        if (comparable) {
            Published.of("retrieval", SETTING).forEach(row -> rows.add(new Row(Kind.PUBLISHED, cells(row.method(),
                    "published", Stream.of(row.top1(), row.top5(), row.top10(), row.map()).map(Tables::text)))));
        }
        return new Table("Retrieval of single windows, % (" + population + ")",
                cells("system", "how", RETRIEVAL.stream()), rows);
    }

    private static Kind kind(What what) {
        return what.rule().equals("clean") ? Kind.CLEAN : Kind.FAITHFUL;
    }

    private Table tracks(String population) {
        List<Row> rows = byName("track", population, _ -> true).map(Tables::trackRow).toList();
        return new Table("Rank-1 of tracks, closed set, % (" + population + ")",
                cells("system", "how", Stream.concat(Stream.of("after 1 s", "after 2 s", "after 5 s", "walk"),
                        Stream.of("walk, by mean score"))),
                rows);
    }

    /** One system's summaries by one rule after another's. */
    private Stream<List<Summary>> byName(String protocol, String population, Predicate<Summary> which) {
        Map<String, List<Summary>> systems = new LinkedHashMap<>();
        of(protocol, population).filter(which)
                .forEach(summary -> systems
                        .computeIfAbsent(summary.name() + summary.what().rule(), _ -> new ArrayList<>()).add(summary));
        return systems.values().stream();
    }

    private static String text(List<Summary> levels, String level, String value) {
        return Summary.find(levels, what -> what.level().equals(level)).map(s -> s.text(value)).orElse("");
    }

    private static String named(List<Summary> levels, String level, String rate, int tracks) {
        return Summary.find(levels, what -> what.level().equals(level)).map(s -> named(s, rate, tracks)).orElse("");
    }

    /** With a star if there are fewer different tracks than make the rate one of them. */
    private static String named(Summary summary, String rate, int tracks) {
        return summary.text("DIR at FPIR " + rate) + (tracks(summary) < tracks ? " *" : "");
    }

    private static long tracks(Summary summary) {
        return summary.draws().getFirst().counts().getOrDefault("different tracks", 0L);
    }

    private static Row trackRow(List<Summary> levels) {
        Stream<String> votes = LEVELS.stream().map(level -> text(levels, level, "rank-1"));
        return new Row(Kind.CLEAN, cells(levels.getFirst().name(), levels.getFirst().what().rule(),
                Stream.concat(votes, Stream.of(text(levels, "walk", "rank-1 by mean score")))));
    }

    private Table openSetByTime(String population) {
        List<Row> rows = byName("open set", population, summary -> summary.what().live())
                .map(levels -> new Row(Kind.CLEAN, cells(levels.getFirst().name(), levels.getFirst().what().rule(),
                        Stream.concat(LEVELS.stream().map(level -> named(levels, level, "1 %", 100)),
                                Stream.of(named(levels, "walk", "0.1 %", 1000))))))
                .toList();
        return new Table(
                "Open set by the live matcher's score: enrolled people's tracks named rightly (DIR) while 1 % of"
                        + " strangers' are taken for somebody, % (" + population + ")",
                List.of("system", "threshold on", "after 1 s", "after 2 s", "after 5 s", "walk", "walk, FPIR 0.1 %"),
                rows);
    }

    private Table openSet(String population) {
        List<Row> rows = of("open set", population).map(summary -> new Row(Kind.CLEAN, openSet(summary))).toList();
        return new Table("Open set: share of enrolled people's tracks named rightly (DIR), % (" + population + ")",
                List.of("system", "track", "threshold on", "FPIR 0.1 %", "FPIR 1 %", "FPIR 10 %",
                        "± over galleries, 1 %",
                        "enrolled", "strangers", "galleries", "different tracks"),
                rows);
    }

    private static List<String> openSet(Summary summary) {
        var counts = summary.draws().getFirst().counts();
        return List.of(summary.name(), summary.what().level(), summary.what().rule(),
                named(summary, "0.1 %", 1000), named(summary, "1 %", 100), summary.text("DIR at FPIR 10 %"),
                String.format(Locale.ROOT, "%.1f", summary.mean("DIR at FPIR 1 %, draws' deviation")),
                String.valueOf(counts.get("enrolled people")), String.valueOf(counts.get("strangers")),
                String.valueOf(counts.get("draws")), String.valueOf(tracks(summary)));
    }

    private Table classification() {
        List<Row> rows = new ArrayList<>();
        summaries.stream().filter(summary -> summary.what().protocol().equals("classification"))
                .forEach(summary -> rows.add(new Row(Kind.CLEAN, cells(summary.name(), summary.what().rule(),
                        Stream.of(summary.text("rank-1"), summary.text("nAUC"))))));
        if (!rows.isEmpty()) {
            Published.of("classification", SETTING).forEach(row -> rows.add(new Row(Kind.PUBLISHED,
                    cells(row.method(), "published", Stream.of(text(row.top1()), text(row.nAuc()))))));
        }
        return new Table("Classification of single windows, %", cells("system", "how", Stream.of("rank-1", "nAUC")),
                rows);
    }

    /** The people recognised least often by each system, on the first draw. */
    List<Table> worst() {
        return summaries.stream().map(summary -> summary.draws().getFirst()).filter(m -> !m.worst().isEmpty())
                .filter(m -> m.what().rule().equals("clean"))
                .map(m -> new Table(
                        m.what().system() + ", f = " + m.what().frames() + ": people recognised least often ("
                                + m.what().population() + ", split " + m.what().seed() + ")",
                        List.of("person", "windows", "right, %", "rather taken for", "%"),
                        m.worst().stream().map(Tables::confusion).toList()))
                .toList();
    }

    private static Row confusion(Confusion worst) {
        return new Row(Kind.CLEAN, List.of(String.valueOf(worst.person()), String.valueOf(worst.sequences()),
                String.format(Locale.ROOT, "%.1f", worst.right()), String.valueOf(worst.takenFor()),
                String.format(Locale.ROOT, "%.1f", worst.share())));
    }

    /** How many draws of the split stand behind the figures. */
    int splits() {
        return (int) measurements.stream().mapToInt(m -> m.what().seed()).distinct().count();
    }

    private static List<String> cells(String first, String second, Stream<String> others) {
        return Stream.concat(Stream.of(first, second), others).toList();
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "";
    }
}
