package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.OpenSetTrials.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures a bundle's {@link Calibration} on tracks of people inside and outside of galleries. */
public final class Calibrator {
    static final int DRAWS = 20;
    static final long SEED = 20;

    /** Sizes of galleries measured, as far as half of the people suffice. */
    private static final int[] IDENTITIES = {2, 4, 8, 16, 41, 82};
    private static final int[] WINDOWS = {1, 2, 4, 8, 16, 32, 64};
    private static final double[] RATES = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};

    /** Share of the tracks of enrolled people that may be taken for strangers, and so be enrolled once more. */
    private static final double MISTAKEN = 0.05;

    /** Fewer tracks of strangers than this say nothing about a rate of one in a thousand. */
    private static final int MIN_TRACKS = 2000;

    private Calibrator() {}

    /** Measures one population, up to half of which is enrolled. */
    static Calibration calibrate(IdentityScores scores) {
        return calibrate(List.of(scores), "nothing of it was learned from anybody's label");
    }

    /**
     * Measures over several populations together; people of one are never compared with those of another.
     *
     * @param learnedFrom whom the embeddings were learned from, as a clause
     */
    static Calibration calibrate(List<IdentityScores> populations, String learnedFrom) {
        int people = populations.stream().mapToInt(scores -> scores.people().size()).min().orElseThrow();
        List<Calibration.Gallery> galleries = Arrays.stream(IDENTITIES).filter(size -> 2 * size <= people)
                .mapToObj(size -> gallery(populations, size)).toList();
        return new Calibration(population(people, learnedFrom), galleries);
    }

    private static Calibration.Gallery gallery(List<IdentityScores> populations, int identities) {
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
        return new Calibration.Gallery(identities, rows);
    }

    private static String population(int people, String learnedFrom) {
        return "KGBD, " + DRAWS + " draws of a gallery from " + people
                + " people, enrolled with one walk each (the first of"
                + " their gallery walks, split seed 0), the others strangers with all their walks; known people with the"
                + " walks not of the gallery role; up to 16 tracks per walk; " + learnedFrom
                + ". One session and one sensor: expect more errors across sites. Rates are per look at a track, not per"
                + " track.";
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
        return new Calibration.Row(windows, (float) reference, (float) stranger(tracks, metric, reference), points);
    }

    /** The margin over the reference that enrolled people's tracks seldom stay below. */
    private static double stranger(List<Trial> tracks, Metric metric, double reference) {
        double[] margins = tracks.stream().filter(Trial::known)
                .mapToDouble(track -> 1 - metric.distance(track.standing().score()) / reference).sorted().toArray();
        return margins[(int) (MISTAKEN * margins.length)];
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
