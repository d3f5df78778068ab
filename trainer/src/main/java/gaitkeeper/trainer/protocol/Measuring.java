package gaitkeeper.trainer.protocol;

import gaitkeeper.trainer.protocol.Measurement.Confusion;
import gaitkeeper.trainer.protocol.Measurement.Curve;
import gaitkeeper.trainer.protocol.Measurement.What;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns what the protocols give into {@link Measurement}s, in percent. */
public final class Measuring {
    /** People listed as worst recognised. */
    static final int WORST = 12;
    private static final int BINS = 50;

    private final String system;
    private final int frames;
    private final String population;
    private final int seed;

    /** Of one system on one draw. */
    public Measuring(String system, int frames, String population, int seed) {
        this.system = system;
        this.frames = frames;
        this.population = population;
        this.seed = seed;
    }

    /** f, frames of a sequence. */
    public int frames() {
        return frames;
    }

    private What what(String protocol, String level, String rule) {
        return new What(system, frames, protocol, population, level, rule, seed);
    }

    /** Retrieval with its CMC, the distances of right and wrong ones, and the worst people. */
    public Measurement retrieval(Comparison comparison, Switches switches) {
        Retrieval retrieval = Retrieval.of(comparison, switches);
        Map<String, Curve> curves = new LinkedHashMap<>();
        curves.put("cmc", new Curve(IntStream.rangeClosed(1, retrieval.cmc().size()).mapToObj(rank -> (double) rank)
                .toList(), retrieval.cmc().stream().map(share -> 100 * share).toList()));
        histograms(curves, distances(comparison, comparison.nearestRight()),
                distances(comparison, comparison.nearestWrong()), "nearest right", "nearest wrong");
        return new Measurement(what("retrieval", "window", switches.label()),
                ordered("top-1", retrieval.top(1), "top-5", retrieval.top(5), "top-10", retrieval.top(10), "mAP",
                        retrieval.meanAveragePrecision()),
                Map.of("probes", (long) retrieval.queries(), "gallery", (long) retrieval.gallery(),
                        "probes with a match", (long) retrieval.matched()),
                curves, worst(comparison.persons()));
    }

    private static double[] distances(Comparison comparison, double[] scores) {
        return Arrays.stream(scores).map(comparison.persons().metric()::distance).toArray();
    }

    /** Closed-set rank-1 of tracks by the votes of their windows. */
    public Measurement tracks(TrackRetrieval votes, TrackRetrieval means, String level, boolean live) {
        return new Measurement(what("track", level, rule("votes of windows", live)),
                ordered("rank-1", votes.rank1(), "rank-1 by mean score", means.rank1()), counts(votes));
    }

    /** Closed-set rank-1 of tracks by likelihood ratio. */
    public Measurement tracks(TrackRetrieval likelihoods, String level) {
        return new Measurement(what("track", level, rule("likelihood ratio", true)),
                ordered("rank-1", likelihoods.rank1()), counts(likelihoods));
    }

    private static Map<String, Long> counts(TrackRetrieval tracks) {
        return Map.of("tracks", (long) tracks.tracks(), "windows of a track", (long) tracks.windows());
    }

    private static String rule(String rule, boolean live) {
        return live ? rule + What.LIVE : rule;
    }

    /** Classification by the nearest neighbour. */
    public Measurement classification(Classification classification) {
        return new Measurement(what("classification", "window", "nearest neighbour"),
                ordered("rank-1", classification.rank().getFirst(), "nAUC", classification.nAuc()),
                Map.of("sequences", (long) classification.sequences(), "classes", (long) classification.classes()));
    }

    /**
     * Open-set identification with its DET curve and score histograms.
     *
     * @param live whether the live matcher would go by this score
     */
    public Measurement openSet(OpenSetResult result, String level, boolean live) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (OpenSetResult.Point point : result.points()) {
            String budget = "DIR at FPIR " + (point.fpir() * 100 + " %").replace(".0 %", " %");
            values.put(budget, 100 * point.tpir());
            values.put(budget + ", draws' mean", 100 * point.drawMean());
            values.put(budget + ", draws' deviation", 100 * point.drawDeviation());
        }
        values.put("rank-1", 100 * result.rank1());
        Map<String, Curve> curves = new LinkedHashMap<>();
        curves.put("det", new Curve(result.det().stream().map(trade -> 100 * trade.fpir()).toList(),
                result.det().stream().map(trade -> 100 * trade.fnir()).toList()));
        histograms(curves, result.knownRight(), result.stranger(), "enrolled, nearest is right", "strangers");
        return new Measurement(what("open set", level, rule(result.setting().score(), live)), values, counts(result),
                curves,
                List.of());
    }

    private static Map<String, Long> counts(OpenSetResult result) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("enrolled people", (long) result.setting().enrolled());
        counts.put("strangers", (long) result.setting().strangers());
        counts.put("draws", (long) result.setting().draws());
        counts.put("seed of the draws", result.setting().seed());
        counts.put("tracks of enrolled people", (long) result.knownTracks());
        counts.put("tracks of strangers", (long) result.strangerTracks());
        counts.put("different tracks", (long) result.setting().tracks());
        return counts;
    }

    private static Map<String, Double> ordered(Object... namesAndShares) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShares.length; i += 2) {
            values.put((String) namesAndShares[i], 100 * (Double) namesAndShares[i + 1]);
        }
        return values;
    }

    /** Adds two histograms over a common range, the outermost half percent of all values left out. */
    private static void histograms(Map<String, Curve> curves, double[] first, double[] second, String firstName,
            String secondName) {
        double[] all = IntStream.range(0, first.length + second.length)
                .mapToDouble(i -> i < first.length ? first[i] : second[i - first.length]).filter(Double::isFinite)
                .sorted().toArray();
        if (all.length > 0) {
            double low = all[all.length / 200];
            double high = Math.max(all[all.length - 1 - all.length / 200], low + 1e-9);
            curves.put("histogram of " + firstName, histogram(first, low, high));
            curves.put("histogram of " + secondName, histogram(second, low, high));
        }
    }

    private static Curve histogram(double[] values, double low, double high) {
        double[] shares = new double[BINS];
        for (double value : values) {
            int bin = (int) ((value - low) / (high - low) * BINS);
            if (bin >= 0 && (bin < BINS || value == high)) {
                shares[Math.min(bin, BINS - 1)] += 100.0 / values.length;
            }
        }
        return new Curve(IntStream.range(0, BINS).mapToObj(i -> low + (i + 0.5) * (high - low) / BINS).toList(),
                Arrays.stream(shares).boxed().toList());
    }

    static List<Confusion> worst(PersonScores scores) {
        Map<Integer, int[]> nearest = new LinkedHashMap<>();
        for (int row = 0; row < scores.rows(); row++) {
            nearest.computeIfAbsent(scores.person(row), _ -> new int[scores.people()])[scores.nearest(row)]++;
        }
        List<Confusion> people = new ArrayList<>();
        nearest.forEach((person, counts) -> people.add(confusion(scores, person, counts)));
        people.sort(Comparator.comparingDouble(Confusion::right).thenComparingInt(Confusion::person));
        return people.subList(0, Math.min(WORST, people.size()));
    }

    private static Confusion confusion(PersonScores scores, int person, int[] counts) {
        int all = Arrays.stream(counts).sum();
        int own = scores.place(person);
        int other = IntStream.range(0, counts.length).filter(place -> place != own).boxed()
                .max(Comparator.comparingInt(place -> counts[place])).orElse(0);
        return new Confusion(person, all, own < 0 ? 0 : 100.0 * counts[own] / all, scores.label(other),
                100.0 * counts[other] / all);
    }
}
