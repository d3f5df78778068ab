package gaitkeeper.trainer.report;

import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.Curve;
import gaitkeeper.trainer.protocol.Measurement.What;
import gaitkeeper.trainer.report.Charts.Bars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The charts of a report. */
final class Figures {
    private static final double LOWEST_RATE = 0.1;

    private final List<Summary> summaries;
    private final List<Figure> figures = new ArrayList<>();

    private Figures(List<Measurement> measurements) {
        summaries = Summary.of(measurements);
    }

    /** All that the measurements allow. */
    static List<Figure> of(List<Measurement> measurements) {
        var figures = new Figures(measurements);
        List<String> populations = figures.summaries.stream().map(s -> s.what().population()).distinct().toList();
        for (String population : populations) {
            String suffix = population.contains("unseen") ? "-unseen" : "";
            figures.atAGlance(population, suffix);
            figures.cmc(population, suffix);
            figures.byFrames("frames", "top-1", "top-1 of single windows, %",
                    w -> w.population().equals(population) && w.rule().equals("clean"), population, suffix);
            figures.byFrames("frames-dir", "DIR at FPIR 1 %", "walks named rightly at FPIR 1 %, %",
                    w -> w.population().equals(population) && liveOpenSet(w, "walk"),
                    population, suffix);
            figures.time(population, suffix);
            figures.det(population, "walk", suffix);
            figures.det(population, "5 s", suffix);
        }
        figures.histograms();
        return List.copyOf(figures.figures);
    }

    private List<Summary> of(Predicate<What> which) {
        return summaries.stream().filter(summary -> which.test(summary.what())).toList();
    }

    private static boolean liveOpenSet(What what, String level) {
        return what.protocol().equals("open set") && what.live() && what.level().equals(level);
    }

    private void atAGlance(String population, String suffix) {
        List<Summary> retrieval = of(w -> w.population().equals(population) && w.rule().equals("clean"));
        if (retrieval.isEmpty()) {
            return;
        }
        List<Bars> bars = retrieval.stream().map(summary -> bars(summary, population)).toList();
        figures.add(new Figure("overview" + suffix,
                "Means over the draws of the split; error bars are standard deviations. DIR: share of enrolled people's"
                        + " walks named rightly while 1 % of strangers' walks are taken for somebody.",
                Charts.bars("Overview (" + population + ")", "%",
                        List.of("top-1", "mAP", "walk rank-1", "DIR, FPIR 1 %"),
                        bars)));
    }

    private Bars bars(Summary retrieval, String population) {
        Predicate<What> same = w -> w.population().equals(population) && w.system().equals(retrieval.what().system())
                && w.frames() == retrieval.what().frames() && w.level().equals("walk");
        Optional<Summary> walk = Summary.find(summaries, same.and(w -> w.protocol().equals("track") && w.live()));
        Optional<Summary> open = Summary.find(summaries, same.and(w -> liveOpenSet(w, "walk")));
        String budget = "DIR at FPIR 1 %";
        return new Bars(retrieval.name(),
                List.of(retrieval.mean("top-1"), retrieval.mean("mAP"),
                        walk.map(s -> s.mean("rank-1")).orElse(Double.NaN),
                        open.map(s -> s.mean(budget)).orElse(Double.NaN)),
                List.of(retrieval.deviation("top-1"), retrieval.deviation("mAP"),
                        walk.map(s -> s.deviation("rank-1")).orElse(0.0),
                        open.map(s -> s.deviation(budget)).orElse(0.0)));
    }

    /** How a figure changes with the length of a window, where there is more than one. */
    private void byFrames(String name, String value, String label, Predicate<What> which, String population,
            String suffix) {
        Map<String, List<Summary>> systems = new LinkedHashMap<>();
        of(which).forEach(s -> systems.computeIfAbsent(s.what().system(), _ -> new ArrayList<>()).add(s));
        Map<String, Curve> curves = new LinkedHashMap<>();
        systems.forEach((system, summaries) -> {
            summaries.sort(Comparator.comparingInt(s -> s.what().frames()));
            curves.put(system, new Curve(summaries.stream().map(s -> (double) s.what().frames()).toList(),
                    summaries.stream().map(s -> s.mean(value)).toList()));
        });
        double most = curves.values().stream().mapToDouble(c -> c.x().getLast()).max().orElse(0);
        if (curves.values().stream().anyMatch(curve -> curve.x().size() > 1)) {
            figures.add(new Figure(name + suffix, "Means over the draws of the split.",
                    Charts.lines("By length of a window (" + population + ")",
                            Axis.linear("frames of a window, 30 a second", 0, most), Axis.linear(label, 0, 100),
                            curves)));
        }
    }

    private void cmc(String population, String suffix) {
        Map<String, Curve> curves = curves(
                of(w -> w.population().equals(population) && w.rule().equals("clean")), "cmc");
        if (!curves.isEmpty()) {
            double low = curves.values().stream().mapToDouble(c -> c.y().getFirst()).min().orElse(0);
            figures.add(new Figure("cmc" + suffix,
                    "Share of single windows that have a window of the right person among"
                            + " the k nearest of the gallery. Higher is better.",
                    Charts.lines("CMC (" + population + ")", Axis.logarithmic("k nearest windows", 1, 50),
                            Axis.linear("windows found, %", Math.floor(low / 10) * 10, 100), curves)));
        }
    }

    private static Map<String, Curve> curves(List<Summary> chosen, String name) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        chosen.forEach(summary -> summary.curve(name).ifPresent(curve -> curves.put(summary.name(), curve)));
        return curves;
    }

    private void time(String population, String suffix) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        Map<String, List<Summary>> systems = new LinkedHashMap<>();
        of(w -> w.population().equals(population) && w.protocol().equals("track") && w.live()
                && w.level().endsWith(" s"))
                .forEach(s -> systems.computeIfAbsent(s.name(), _ -> new ArrayList<>()).add(s));
        systems.forEach((name, levels) -> curves.put(name,
                new Curve(levels.stream().map(s -> Double.valueOf(s.what().level().replace(" s", ""))).toList(),
                        levels.stream().map(s -> s.mean("rank-1")).toList())));
        if (!curves.isEmpty()) {
            figures.add(new Figure("time" + suffix,
                    "Share of tracks named rightly by the live matcher's rule, closed set, after so long.",
                    Charts.lines("How soon (" + population + ")", Axis.linear("seconds since the track began", 0, 6),
                            Axis.linear("rank-1, %", 0, 100), curves)));
        }
    }

    private void det(String population, String level, String suffix) {
        Map<String, Curve> curves = curves(of(w -> w.population().equals(population) && liveOpenSet(w, level)), "det");
        if (!curves.isEmpty()) {
            figures.add(new Figure("det-" + level.replace(" ", "") + suffix,
                    "Errors of open-set identification at all thresholds of the live matcher's score. Lower left is better."
                            + " Left of one stranger's track the curve says nothing and ends.",
                    Charts.lines("DET, one answer per " + level + " (" + population + ")",
                            Axis.logarithmic("strangers taken for somebody (FPIR), %", LOWEST_RATE, 100),
                            Axis.logarithmic("enrolled people not named (FNIR), %", 1, 100), curves)));
        }
    }

    private void histograms() {
        of(w -> w.rule().equals("clean")).forEach(s -> histogram(s, "distance",
                "Distance of each window to the nearest right and the nearest wrong window of the gallery; the less the two"
                        + " overlap the better."));
        of(w -> liveOpenSet(w, "walk")).forEach(s -> histogram(s, "score",
                "Open-set score of whole walks: enrolled people whose nearest is right, and strangers."));
    }

    private void histogram(Summary summary, String label, String caption) {
        Measurement first = summary.draws().getFirst();
        Map<String, Curve> histograms = new LinkedHashMap<>();
        first.curves().forEach((name, curve) -> {
            if (name.startsWith("histogram of ")) {
                histograms.put(name.substring("histogram of ".length()), curve);
            }
        });
        if (!histograms.isEmpty()) {
            What what = first.what();
            String name = Stream.of(label, what.system(), "f" + what.frames(),
                    what.population().contains("unseen") ? "unseen" : "all").reduce((a, b) -> a + "-" + b)
                    .orElseThrow();
            figures.add(new Figure(name.replaceAll("[^A-Za-z0-9-]", "-"), caption + " Split " + what.seed() + ".",
                    Charts.histograms(summary.name() + " (" + what.population() + ")", label, histograms)));
        }
    }
}
