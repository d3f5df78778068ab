package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.OpenSetTrials.Trial;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints why bundles are calibrated the way they are: candidates compared, other gallery sizes, repeated looks. */
public final class OpenSetStudy {
    /** Half of KGBD's people. */
    private static final int ENROLLED = 82;
    private static final int DRAWS = 8;
    private static final int[] TRACK_LENGTHS = {1, 8, 32, OpenSetTrials.WHOLE_WALK};
    private static final int[] GALLERIES = {1, 2, 5, 20, 41, 82, 123};
    private static final int[] FIRST_LOOKS = {1, 4, 8, 16, 32};
    private static final double[] BUDGETS = {0.01, 0.1};

    private final IdentityScores scores;
    private final Metric metric;
    private final PrintStream out;

    private OpenSetStudy(IdentityScores scores, PrintStream out) {
        this.scores = scores;
        this.metric = scores.embeddings().metric();
        this.out = out;
    }

    /**
     * Studies a calibrated bundle on KGBD.
     *
     * @param kgbd folder of the data
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static void run(Path kgbd, ModelBundle bundle, PrintStream out) {
        KgbdWindows data = KgbdWindows.open(kgbd);
        try (var embedder = Embedder.of(bundle)) {
            var embeddings = KgbdEmbeddings.of(data, data.walks(), data.split(0), embedder, bundle.spec().metric());
            out.println("Open-set study of " + bundle.spec().id() + " on KGBD");
            run(IdentityScores.of(embeddings, _ -> true), bundle.spec().calibration(), out);
        }
    }

    static void run(IdentityScores scores, Calibration calibration, PrintStream out) {
        var study = new OpenSetStudy(scores, out);
        study.candidates();
        study.gallerySizes(calibration);
        study.looks(calibration);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private void candidates() {
        print("%nRight person / rightly accepted at FPIR 1 %% / at 10 %%, %d identities%n", ENROLLED);
        print("%-18s%22s%22s%22s%22s%n", "score", "1 window", "8 windows", "32 windows", "whole walk");
        var trials = new OpenSetTrials(scores, DRAWS, Calibrator.SEED);
        List<List<Trial>> byLength = Arrays.stream(TRACK_LENGTHS)
                .mapToObj(length -> trials.collect(ENROLLED, length)).toList();
        for (OpenSetScore score : OpenSetScore.values()) {
            print("%-18s", score);
            byLength.forEach(tracks -> candidate(score, tracks));
            print("%n");
        }
    }

    private void candidate(OpenSetScore score, List<Trial> tracks) {
        double reference = Calibrator.reference(tracks, metric);
        double[] strangers = Calibrator.scores(tracks, false, score, metric, reference);
        print("%8.1f%7.1f%7.1f",
                100 * Calibrator.identified(tracks, Double.NEGATIVE_INFINITY, score, metric, reference),
                100 * Calibrator.identified(tracks, Calibrator.threshold(strangers, 0.01), score, metric, reference),
                100 * Calibrator.identified(tracks, Calibrator.threshold(strangers, 0.1), score, metric, reference));
    }

    private void gallerySizes(Calibration calibration) {
        print("%nTrue FPIR and TPIR (%%) at the calibrated thresholds in galleries of other sizes%n");
        print("%-10s%-8s", "windows", "budget");
        for (int size : GALLERIES) {
            print("%13s", "n=" + size);
        }
        print("%n");
        for (int windows : List.of(1, 8, 32)) {
            for (double budget : BUDGETS) {
                print("%-10d%-8.2f", windows, budget);
                for (int size : GALLERIES) {
                    gallerySize(calibration, windows, budget, size);
                }
                print("%n");
            }
        }
    }

    private void gallerySize(Calibration calibration, int windows, double budget, int size) {
        int accepted = 0;
        int strangers = 0;
        int right = 0;
        int known = 0;
        for (Trial trial : new OpenSetTrials(scores, DRAWS, Calibrator.SEED).collect(size, windows)) {
            boolean reached = accepts(calibration, size, trial.standing(), budget);
            strangers += trial.known() ? 0 : 1;
            accepted += !trial.known() && reached ? 1 : 0;
            known += trial.known() ? 1 : 0;
            right += trial.right() && reached ? 1 : 0;
        }
        print("%7.2f%6.1f", 100.0 * accepted / strangers, 100.0 * right / known);
    }

    private boolean accepts(Calibration calibration, int identities, TrackVote.Standing standing, double budget) {
        return standing.score() >= calibration.threshold(metric, identities, standing.windows(), standing.runnerUp(),
                budget);
    }

    private void looks(Calibration calibration) {
        print("%nWhole walks judged after every window until first accepted, %d identities%n", ENROLLED);
        print("%-12s%-8s%12s%12s%12s%16s%n", "first look", "budget", "strangers%", "right%", "wrong%",
                "median windows");
        for (int first : FIRST_LOOKS) {
            for (double budget : BUDGETS) {
                new Looks(calibration, first, budget).print();
            }
        }
    }

    /** What happens when a track is judged after every window from some window on. */
    private final class Looks implements OpenSetTrials.Visitor {
        private final Calibration calibration;
        private final int first;
        private final double budget;
        private final TrackVote vote = new TrackVote(ENROLLED);
        private final float[] row = new float[ENROLLED];
        private final int[] decidedAfter = new int[4096];
        private int strangers;
        private int accepted;
        private int known;
        private int right;
        private int wrong;

        Looks(Calibration calibration, int first, double budget) {
            this.calibration = calibration;
            this.first = first;
            this.budget = budget;
        }

        @Override
        public void track(int walk, int from, int windows, int[] gallery, int person) {
            vote.clear();
            strangers += person < 0 ? 1 : 0;
            known += person < 0 ? 0 : 1;
            for (int window = 0; window < windows; window++) {
                scores.copy(walk, window, gallery, row);
                vote.add(row);
                TrackVote.Standing standing = vote.standing();
                if (window + 1 >= first && accepts(calibration, ENROLLED, standing, budget)) {
                    decided(person, standing);
                    return;
                }
            }
        }

        private void decided(int person, TrackVote.Standing standing) {
            if (person < 0) {
                accepted++;
            } else if (standing.nearest() == person) {
                right++;
                decidedAfter[standing.windows()]++;
            } else {
                wrong++;
            }
        }

        void print() {
            new OpenSetTrials(scores, DRAWS, Calibrator.SEED).visit(ENROLLED, OpenSetTrials.WHOLE_WALK,
                    this);
            int median = 0;
            for (int seen = 0; seen + decidedAfter[median] <= right / 2; median++) {
                seen += decidedAfter[median];
            }
            OpenSetStudy.this.print("%-12d%-8.2f%12.1f%12.1f%12.1f%16d%n", first, budget, 100.0 * accepted / strangers,
                    100.0 * right / known, 100.0 * wrong / known, median);
        }
    }
}
