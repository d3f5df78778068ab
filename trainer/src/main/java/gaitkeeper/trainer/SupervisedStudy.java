package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.OpenSetTrials.Trial;
import gaitkeeper.trainer.PairwiseLda.Learned;
import gaitkeeper.trainer.protocol.Retrieval;
import gaitkeeper.trainer.protocol.Switches;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Prints what labels are worth: the descriptors side by side on KGBD, for people learned from and for others. */
public final class SupervisedStudy {
    private static final int[] FRAMES = {6, 15, 30};
    private static final int ENROLLED = 50;
    private static final double FPIR = 0.01;

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final PrintStream out;

    private SupervisedStudy(KgbdWindows data, PrintStream out) {
        this.data = data;
        split = data.split(0);
        this.out = out;
    }

    /**
     * Runs on split seed 0. Takes some minutes.
     *
     * @param kgbd folder of the data
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static void run(Path kgbd, PrintStream out) {
        var study = new SupervisedStudy(KgbdWindows.open(kgbd), out);
        study.print("Retrieval, all 164 people, %%%n%-10s%4s%8s%8s%n", "system", "f", "top-1", "mAP");
        for (int frames : FRAMES) {
            study.everybody(frames);
        }
        study.print("%nLearned from people 1-82, measured on 83-164, %%%n%-10s%4s%8s%8s%14s%32s%n", "system", "f",
                "top-1",
                "mAP", "walk rank-1", "DIR at FPIR 1 %, 50 + 32 people");
        for (int frames : FRAMES) {
            study.others(frames);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private void everybody(int frames) {
        var training = new PairwiseLda(data, split, frames);
        IntPredicate all = _ -> true;
        retrieval("d16", frames, embeddings(d16(frames), frames, Metric.EUCLIDEAN, all));
        retrieval("pairwise", frames, embeddings(pairwise(training, frames, all), frames, Metric.COSINE, all));
        retrieval("lda", frames, embeddings(training.learn(all), frames, Metric.COSINE, all));
    }

    private void others(int frames) {
        var training = new PairwiseLda(data, split, frames);
        IntPredicate learned = PairwiseLda::inFirstHalf;
        IntPredicate others = learned.negate();
        openSet("d16", frames, embeddings(d16(frames), frames, Metric.EUCLIDEAN, others));
        openSet("pairwise", frames, embeddings(pairwise(training, frames, learned), frames, Metric.COSINE, others));
        openSet("lda", frames, embeddings(training.learn(learned), frames, Metric.COSINE, others));
    }

    private static Learned d16(int frames) {
        return new Learned(Descriptors.d16(frames), Descriptors.D16_WIDTH);
    }

    private static Learned pairwise(PairwiseLda training, int frames, IntPredicate people) {
        return new Learned(Descriptors.pairwise(frames, training.rows(people).scaling()), Descriptors.PAIRWISE_WIDTH);
    }

    private KgbdEmbeddings embeddings(Learned model, int frames, Metric metric, IntPredicate people) {
        try (var embedder = Embedder.ofDescriptor(model.graph(), frames, model.width())) {
            return KgbdEmbeddings.of(data,
                    data.walks().stream().filter(walk -> people.test(walk.person())).toList(), split, embedder, metric);
        }
    }

    private static Retrieval measured(KgbdEmbeddings embeddings) {
        return Retrieval.evaluate(embeddings.set(Role.PROBE), embeddings.set(Role.GALLERY), embeddings.metric(),
                Switches.CLEAN);
    }

    private void retrieval(String system, int frames, KgbdEmbeddings embeddings) {
        Retrieval result = measured(embeddings);
        print("%-10s%4d%8.2f%8.2f%n", system, frames, 100 * result.top(1), 100 * result.meanAveragePrecision());
    }

    private void openSet(String system, int frames, KgbdEmbeddings embeddings) {
        Retrieval retrieval = measured(embeddings);
        var scores = IdentityScores.of(embeddings, i -> embeddings.role(i) != Role.DUPLICATE);
        print("%-10s%4d%8.2f%8.2f%14.2f", system, frames, 100 * retrieval.top(1),
                100 * retrieval.meanAveragePrecision(),
                OfflineReplay.evaluate(scores).walkRank1());
        List<Trial> walks = new OpenSetTrials(scores, Calibrator.DRAWS, Calibrator.SEED).collect(ENROLLED,
                OpenSetTrials.WHOLE_WALK);
        double reference = Calibrator.reference(walks, embeddings.metric());
        for (OpenSetScore score : List.of(OpenSetScore.MEAN, OpenSetScore.MARGIN, OpenSetScore.CAPPED_RATIO)) {
            double[] strangers = Calibrator.scores(walks, false, score, embeddings.metric(), reference);
            print("  %s %.1f", score, 100 * Calibrator.identified(walks, Calibrator.threshold(strangers, FPIR), score,
                    embeddings.metric(), reference));
        }
        print("%n");
    }
}
