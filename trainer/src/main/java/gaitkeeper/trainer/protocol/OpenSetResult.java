package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.protocol.OpenSet.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What open-set identification gave.
 *
 * @param setting how it was measured
 * @param knownTracks tracks of enrolled people, all draws together
 * @param strangerTracks tracks of strangers, all draws together
 * @param rank1 share of enrolled people's tracks nearest to the right person, whatever the score
 * @param points figures at the error budgets {@link #BUDGETS}
 * @param det the trade between the two errors, from strict to lax
 * @param knownRight scores of enrolled people's tracks nearest to the right person, ascending
 * @param stranger scores of strangers' tracks, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to the histogram.
public record OpenSetResult(Setting setting, int knownTracks, int strangerTracks, double rank1, List<Point> points,
        List<Trade> det, double[] knownRight, double[] stranger) {
    /** Shares of strangers' tracks that may be taken for somebody known. */
    public static final List<Double> BUDGETS = List.of(0.001, 0.01, 0.1);

    private static final int DET_POINTS = 60;

    /**
     * How it was measured.
     *
     * @param enrolled people of each gallery
     * @param strangers people outside of it
     * @param draws galleries drawn
     * @param seed of the draws
     * @param windows sequences of a track, {@link Tracks#WHOLE} for whole recordings
     * @param tracks different tracks there are; each comes once in every draw, as an enrolled person's or as a stranger's
     * @param score name of what the threshold is on
     */
    public record Setting(int enrolled, int strangers, int draws, long seed, int windows, int tracks,
            String score) {}

    /**
     * Figures at one error budget (FPIR).
     *
     * @param fpir the budget
     * @param threshold the lowest score that no more than that share of all draws' strangers reaches
     * @param tpir share of enrolled people's tracks that reach it and are nearest to the right person (DIR)
     * @param drawMean mean of the same with a threshold of each draw's own
     * @param drawDeviation its standard deviation over the draws, 0 for one draw
     * @param resolved whether there are different tracks enough for a single one to be within the budget
     */
    public record Point(double fpir, double threshold, double tpir, double drawMean, double drawDeviation,
            boolean resolved) {}

    /** False positives among strangers, and enrolled people not found, at one threshold. */
    public record Trade(double fpir, double fnir) {}

    /** Reads the figures off all trials. */
    static OpenSetResult of(List<Trial> trials, ToDoubleFunction<Trial> score, Setting setting) {
        double[] strangers = scores(trials, score, trial -> !trial.known());
        double[] right = scores(trials, score, trial -> trial.known() && trial.right());
        int known = trials.size() - strangers.length;
        if (known == 0) {
            throw new MalformedException(Reason.BAD_FIELD, "no probe is of an enrolled person");
        }
        List<Point> points = BUDGETS.stream()
                .map(budget -> point(trials, score, setting, budget, strangers)).toList();
        return new OpenSetResult(setting, known, strangers.length, right.length / (double) known, points,
                det(right, known, strangers), right, strangers);
    }

    private static double[] scores(List<Trial> trials, ToDoubleFunction<Trial> score, Predicate<Trial> which) {
        return trials.stream().filter(which).mapToDouble(score).sorted().toArray();
    }

    private static Point point(List<Trial> trials, ToDoubleFunction<Trial> score, Setting setting, double budget,
            double[] strangers) {
        double threshold = threshold(strangers, budget);
        double[] byDraw = IntStream.range(0, setting.draws)
                .mapToObj(draw -> trials.stream().filter(trial -> trial.draw() == draw)
                        .toList())
                .mapToDouble(own -> identified(own, score,
                        threshold(scores(own, score, trial -> !trial.known()), budget)))
                .toArray();
        double mean = Arrays.stream(byDraw).average().orElseThrow();
        double square = DoubleStream.of(byDraw).map(value -> (value - mean) * (value - mean)).sum();
        return new Point(budget, threshold, identified(trials, score, threshold), mean,
                byDraw.length > 1 ? Math.sqrt(square / (byDraw.length - 1)) : 0, setting.tracks * budget >= 1);
    }

    /** The lowest score that no more than a share of the ascending scores reaches. */
    public static double threshold(double[] ascending, double rate) {
        int allowed = (int) (rate * ascending.length);
        if (allowed >= ascending.length) {
            return ascending[0];
        }
        double firstRefused = ascending[ascending.length - 1 - allowed];
        return Arrays.stream(ascending).filter(score -> score > firstRefused).findFirst()
                .orElse(firstRefused + Math.ulp((float) firstRefused));
    }

    private static double identified(List<Trial> trials, ToDoubleFunction<Trial> score, double threshold) {
        long found = trials.stream().filter(trial -> trial.known() && trial.right())
                .filter(trial -> score.applyAsDouble(trial) >= threshold).count();
        return found / (double) trials.stream().filter(Trial::known).count();
    }

    private static List<Trade> det(double[] right, int known, double[] strangers) {
        double lowest = Math.log(1.0 / strangers.length);
        return IntStream.rangeClosed(0, DET_POINTS).mapToDouble(i -> Math.exp(lowest * (1 - i / (double) DET_POINTS)))
                .mapToObj(fpir -> {
                    double threshold = threshold(strangers, fpir);
                    long found = Arrays.stream(right).filter(value -> value >= threshold).count();
                    return new Trade(fpir, 1 - found / (double) known);
                }).toList();
    }

    /** Figures at a budget of {@link #BUDGETS}. */
    public Point at(double fpir) {
        return points.stream().filter(point -> point.fpir == fpir).findFirst().orElseThrow();
    }
}
