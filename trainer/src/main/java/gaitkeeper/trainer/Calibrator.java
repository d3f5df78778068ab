package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.OpenSetTrials.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures a bundle's {@link Calibration} on tracks of people inside and outside of galleries. */
public final class Calibrator {
    /** Half of KGBD's people. */
    static final int IDENTITIES = 82;
    static final int DRAWS = 20;
    static final long SEED = 20;

    private static final int[] WINDOWS = {1, 2, 4, 8, 16, 32, 64};
    private static final double[] RATES = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};

    /** Fewer tracks of strangers than this say nothing about a rate of one in a thousand. */
    private static final int MIN_TRACKS = 2000;

    private Calibrator() {}

    /** Measures with the first half of the people drawn enrolled, the rest strangers. */
    static Calibration calibrate(IdentityScores scores) {
        return calibrate(List.of(scores), IDENTITIES, "nothing of it was learned from anybody's label");
    }

    /**
     * Measures over several populations together; people of one are never compared with those of another.
     *
     * @param identities enrolled of each population, the rest of it being strangers
     * @param learnedFrom whom the embeddings were learned from, as a clause
     */
    static Calibration calibrate(List<IdentityScores> populations, int identities, String learnedFrom) {
        Metric metric = populations.getFirst().embeddings().metric();
        List<Calibration.Row> rows = new ArrayList<>();
        for (int windows : WINDOWS) {
            List<Trial> tracks = populations.stream()
                    .flatMap(scores -> new OpenSetTrials(scores, DRAWS, SEED).collect(identities, windows).stream())
                    .toList();
            if (tracks.stream().filter(track -> !track.known()).count() >= MIN_TRACKS) {
                rows.add(row(windows, tracks, metric));
            }
        }
        int people = populations.stream().mapToInt(scores -> scores.people().size()).sum() / populations.size();
        return new Calibration(population(identities, people, learnedFrom), identities, rows);
    }

    private static String population(int identities, int people, String learnedFrom) {
        return "KGBD, " + DRAWS + " draws of " + identities + " of " + people + " people enrolled with"
                + " their gallery walks (split seed 0), the others strangers with all their walks; known people with the"
                + " walks not in the gallery; up to 16 tracks per walk; " + learnedFrom
                + ". One session and one sensor: expect more errors"
                + " across sites. Rates are per look at a track, not per track.";
    }

    static Calibration.Row row(int windows, List<Trial> tracks, Metric metric) {
        double reference = reference(tracks, metric);
        double[] strangers = scores(tracks, false, OpenSetScore.CAPPED_RATIO, metric, reference);
        List<Calibration.Point> points = new ArrayList<>();
        for (double rate : RATES) {
            double margin = threshold(strangers, rate);
            points.add(new Calibration.Point(rate, (float) margin,
                    identified(tracks, margin, OpenSetScore.CAPPED_RATIO, metric, reference)));
        }
        return new Calibration.Row(windows, (float) reference, points);
    }

    /** Median distance of strangers' tracks to the second nearest identity. */
    static double reference(List<Trial> tracks, Metric metric) {
        double[] distances = tracks.stream().filter(track -> !track.known())
                .mapToDouble(track -> metric.distance(track.standing().runnerUp())).sorted().toArray();
        return distances[distances.length / 2];
    }

    /** Scores of the known people's or the strangers' tracks, ascending. */
    static double[] scores(List<Trial> tracks, boolean known, OpenSetScore score, Metric metric, double reference) {
        return tracks.stream().filter(track -> track.known() == known)
                .mapToDouble(track -> score.of(track.standing(), metric, reference)).sorted().toArray();
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

    /** Share of the known people's tracks that reach a score and are nearest to the right identity. */
    static double identified(List<Trial> tracks, double threshold, OpenSetScore score, Metric metric,
            double reference) {
        long right = tracks.stream().filter(track -> track.right())
                .filter(track -> score.of(track.standing(), metric, reference) >= threshold).count();
        return right / (double) tracks.stream().filter(Trial::known).count();
    }
}
