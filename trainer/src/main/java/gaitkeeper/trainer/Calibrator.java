package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.OpenSetTrials.Trial;
import gaitkeeper.trainer.protocol.LiveScore;
import gaitkeeper.trainer.protocol.OpenSetResult;
import gaitkeeper.trainer.protocol.TrackVote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Measures a bundle's {@link Calibration} on tracks of people inside and outside of galleries. */
public final class Calibrator {
    static final int DRAWS = 20;
    static final long SEED = 20;

    /** Sizes of galleries measured, as far as half of the people suffice. */
    private static final int[] IDENTITIES = {2, 4, 8, 16, 41, 82};
    private static final int[] WINDOWS = {1, 2, 4, 8, 16, 32, 64};
    private static final double REPORTED = 0.01;
    private static final double[] RATES = {0.001, 0.003, REPORTED, 0.03, 0.1, 0.3};

    /*
     * Share of the tracks of enrolled people that may be taken for strangers, and so be enrolled once more. Scores of exemplars
     * part acquaintances from strangers less well: with a twentieth, hardly any stranger was enrolled.
     */
    private static final double MISTAKEN = 0.05;
    private static final double MISTAKEN_BY_EXEMPLARS = 0.2;

    /** Fewer tracks of strangers than this say nothing about a rate of one in a thousand. */
    private static final int MIN_TRACKS = 2000;

    private Calibrator() {}

    /** Measures one population, up to half of which is enrolled. */
    static Calibration calibrate(IdentityScores scores) {
        return calibrate(scores, "nothing of it was learned from anybody's label");
    }

    /**
     * The same, telling whom the embeddings were learned from.
     *
     * @param learnedFrom a clause
     */
    static Calibration calibrate(IdentityScores scores, String learnedFrom) {
        return Calibration.ofExemplars(population(scores.people(), learnedFrom),
                galleries(List.of(scores)));
    }

    /**
     * Measures over several populations together; people of one are never compared with those of another.
     *
     * @param plda by which the live system will compare
     * @param learnedFrom whom the embeddings were learned from, as a clause
     */
    static Calibration calibrate(List<LikelihoodTracks> populations, Plda plda, String learnedFrom) {
        return Calibration.ofMeans(population(populations.getFirst().people(), learnedFrom), plda,
                galleries(populations));
    }

    /** DIR at FPIR 1 %, by people enrolled and windows seen, as text. */
    static String identified(List<LikelihoodTracks> populations) {
        var text = new StringJoiner("; ");
        for (Calibration.Gallery gallery : galleries(populations)) {
            var figures = new StringJoiner(", ");
            gallery.rows().stream().filter(row -> row.windows() >= 8).forEach(row -> row.points().stream()
                    .filter(point -> point.fpir() == REPORTED)
                    .forEach(point -> figures.add(row.windows() + " windows "
                            + String.format(Locale.ROOT, "%.1f", 100 * point.tpir()))));
            text.add(gallery.identities() + " enrolled: " + figures);
        }
        return "DIR at FPIR 1 %, " + text;
    }

    private static List<Calibration.Gallery> galleries(List<? extends GalleryTracks> populations) {
        int people = populations.stream().mapToInt(tracks -> tracks.people()).min().orElseThrow();
        return Arrays.stream(IDENTITIES).filter(size -> 2 * size <= people)
                .mapToObj(size -> gallery(populations, size)).toList();
    }

    private static Calibration.Gallery gallery(List<? extends GalleryTracks> populations, int identities) {
        List<Calibration.Row> rows = new ArrayList<>();
        for (int windows : WINDOWS) {
            List<Trial> tracks = populations.stream()
                    .flatMap(scores -> new OpenSetTrials(scores, DRAWS, SEED).collect(identities, windows).stream())
                    .toList();
            List<TrackVote.Standing> strangers = tracks.stream().filter(track -> !track.known()).map(Trial::standing)
                    .toList();
            if (strangers.size() >= MIN_TRACKS) {
                rows.add(row(windows, tracks, populations.getFirst().live(strangers)));
            }
        }
        return new Calibration.Gallery(identities, rows);
    }

    private static String population(int people, String learnedFrom) {
        return "KGBD, " + DRAWS + " draws of a gallery from " + people
                + " people, enrolled with one walk each (the first of"
                + " their gallery walks), the others strangers with all their walks; known people with the"
                + " walks not of the gallery role; up to 16 tracks per walk; " + learnedFrom
                + ". One session and one sensor: expect more errors across sites. Rates are per look at a track, not per"
                + " track.";
    }

    static Calibration.Row row(int windows, List<Trial> tracks, LiveScore score) {
        double[] strangers = tracks.stream().filter(track -> !track.known())
                .mapToDouble(track -> score.of(track.standing())).sorted().toArray();
        List<Calibration.Point> points = new ArrayList<>();
        for (double rate : RATES) {
            double margin = OpenSetResult.threshold(strangers, rate);
            points.add(new Calibration.Point(rate, (float) margin, identified(tracks, margin, score)));
        }
        return new Calibration.Row(windows, (float) score.reference(), (float) stranger(tracks, score), points);
    }

    /** The resemblance that enrolled people's tracks seldom stay below. */
    private static double stranger(List<Trial> tracks, LiveScore score) {
        double mistaken = switch (score) {
            case LiveScore.CappedLead _ -> MISTAKEN_BY_EXEMPLARS;
            case LiveScore.LikelihoodRatio _ -> MISTAKEN;
        };
        double[] known = tracks.stream().filter(Trial::known)
                .mapToDouble(track -> score.resemblance(track.standing())).sorted().toArray();
        return known[(int) (mistaken * known.length)];
    }

    /** Share of the known people's tracks that reach a score and are nearest to the right identity. */
    private static double identified(List<Trial> tracks, double threshold, LiveScore score) {
        long right = tracks.stream().filter(Trial::right)
                .filter(track -> score.of(track.standing()) >= threshold).count();
        return right / (double) tracks.stream().filter(Trial::known).count();
    }
}
