package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import java.util.List;
import java.util.function.IntPredicate;

/** The supervised descriptor: pairwise distances and heights under {@link ShrinkageLda}. Learned from people's labels. */
final class PairwiseLda {
    /** Axes wanted; there are fewer when fewer people are learned from. */
    static final int AXES = 128;

    /** Chosen by cross-validation over people, on walks of role train only: RATIONALE.md, "Descriptors". */
    static final double SHRINKAGE = 1e-3;

    /** The people are split for {@link #calibrate} at this one: half of KGBD's. */
    private static final int LAST_OF_FIRST_HALF = 82;

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final int frames;

    PairwiseLda(KgbdWindows data, KgbdSplit split, int frames) {
        this.data = data;
        this.split = split;
        this.frames = frames;
    }

    /** A graph and the width of its output. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Learned(byte[] graph, int width) {}

    /** Learns from the training walks of some people. */
    Learned learn(IntPredicate people) {
        return learn(rows(people), frames);
    }

    /** Learns from rows of {@link Descriptors#pairwiseUnscaled}. */
    static Learned learn(TrainingRows rows, int frames) {
        Scaling scaling = rows.scaling();
        var lda = ShrinkageLda.fit(rows.scaled(scaling), Descriptors.PAIRWISE_WIDTH, rows.persons(), AXES, SHRINKAGE);
        return new Learned(Descriptors.pairwiseProjected(frames, scaling, lda.weightedProjection(), lda.axes()),
                lda.axes());
    }

    /** The rows that are learned from. */
    TrainingRows rows(IntPredicate people) {
        List<Walk> walks = data.walks().stream()
                .filter(walk -> split.role(walk) == Role.TRAIN && people.test(walk.person())).toList();
        return TrainingRows.of(data, walks, Descriptors.pairwiseUnscaled(frames), frames, Descriptors.PAIRWISE_WIDTH);
    }

    /**
     * Measures a calibration for people who were not learned from, though the shipped map is learned from all: the first half
     * of the people is scored by a map learned from the second, and the other way round.
     */
    Calibration calibrate() {
        return Calibrator.calibrate(
                List.of(crossFitted(PairwiseLda::inFirstHalf), crossFitted(person -> !inFirstHalf(person))),
                "maps learned from the other half of the people (1-82, 83-164), cross-fitted; the map shipped is"
                        + " learned from all");
    }

    private IdentityScores crossFitted(IntPredicate learnedFrom) {
        return IdentityScores.ofOneVisit(embeddings(learn(learnedFrom), learnedFrom.negate()));
    }

    static boolean inFirstHalf(int person) {
        return person <= LAST_OF_FIRST_HALF;
    }

    /** All walks of some people. */
    KgbdEmbeddings embeddings(Learned learned, IntPredicate people) {
        List<Walk> walks = data.walks().stream().filter(walk -> people.test(walk.person())).toList();
        try (var embedder = Embedder.ofDescriptor(learned.graph(), frames, learned.width())) {
            return KgbdEmbeddings.of(data, walks, split, embedder, Metric.COSINE);
        }
    }
}
