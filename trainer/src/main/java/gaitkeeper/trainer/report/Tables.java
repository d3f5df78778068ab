package gaitkeeper.trainer.report;

import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.Confusion;
import gaitkeeper.trainer.protocol.Measurement.What;
import gaitkeeper.trainer.report.Table.Kind;
import gaitkeeper.trainer.report.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
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
                populations().map(this::openSet), Stream.of(classification()))
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
        List<Row> rows = of("track", population)
                .map(summary -> summary.what().system() + "\0" + summary.what().frames())
                .distinct().map(key -> trackRow(population, key.split("\0", -1)[0],
                        Integer.parseInt(key.split("\0", -1)[1])))
                .toList();
        return new Table("Rank-1 of tracks by votes of their windows, closed set, % (" + population + ")",
                cells("system", "how", Stream.concat(Stream.of("after 1 s", "after 2 s", "after 5 s", "walk"),
                        Stream.of("walk, by mean score"))),
                rows);
    }

    private Row trackRow(String population, String system, int frames) {
        List<Optional<Summary>> levels = LEVELS.stream()
                .map(level -> Summary.find(of("track", population).toList(),
                        what -> what.system().equals(system) && what.frames() == frames && what.level().equals(level)))
                .toList();
        Stream<String> votes = levels.stream().map(level -> level.map(s -> s.text("rank-1")).orElse(""));
        String mean = levels.getLast().map(s -> s.text("rank-1 by mean score")).orElse("");
        return new Row(Kind.CLEAN, cells(system + ", f = " + frames, "clean", Stream.concat(votes, Stream.of(mean))));
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
        long tracks = counts.getOrDefault("different tracks", 0L);
        return List.of(summary.name(), summary.what().level(), summary.what().rule(),
                summary.text("DIR at FPIR 0.1 %") + (tracks < 1000 ? " *" : ""),
                summary.text("DIR at FPIR 1 %") + (tracks < 100 ? " *" : ""),
                summary.text("DIR at FPIR 10 %"),
                String.format(Locale.ROOT, "%.1f", summary.mean("DIR at FPIR 1 %, draws' deviation")),
                String.valueOf(counts.get("enrolled people")), String.valueOf(counts.get("strangers")),
                String.valueOf(counts.get("draws")), String.valueOf(tracks));
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
