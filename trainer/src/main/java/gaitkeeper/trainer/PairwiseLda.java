package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import gaitkeeper.trainer.OtherSensor.Cohort;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The supervised descriptor: pairwise distances and heights under {@link ShrinkageLda}. Learned from people's labels. */
final class PairwiseLda {
    /** Axes wanted; there are fewer when fewer people are learned from. */
    static final int AXES = 128;

    /** Chosen by cross-validation over people, on walks of role train only: RATIONALE.md, "Descriptors". */
    static final double SHRINKAGE = 1e-3;

    /** Frames that the live system sees of a stranger before it enrols them. */
    private static final int PROBATION = 144;

    /** The people are split for {@link #calibrate} at this one: half of KGBD's. */
    private static final int LAST_OF_FIRST_HALF = 82;

    /**
     * Weight of the other sensor's people in what is compared. Measured on KGBD's unseen and simulated people, 8 enrolled, 24
     * windows: DIR at FPIR 1 % 60 and 84 without them, 58 and 98 with this weight, 55 and 98 with half.
     */
    private static final double OTHER_WEIGHT = 0.3;

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final int frames;
    private final Optional<OtherSensor> others;

    PairwiseLda(KgbdWindows data, KgbdSplit split, int frames) {
        this(data, split, frames, Optional.empty());
    }

    /** Learns from other people as well, seen by another sensor. */
    PairwiseLda(KgbdWindows data, KgbdSplit split, int frames, Optional<OtherSensor> others) {
        this.data = data;
        this.split = split;
        this.frames = frames;
        this.others = others;
    }

    /** A graph and the width of its output. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Learned(byte[] graph, int width) {}

    /** Learns from the training walks of some people. */
    Learned learn(IntPredicate people) {
        return learn(rows(people), others.map(other -> TrainingRows.pairwise(other.people(Cohort.AXES, frames))),
                frames);
    }

    /**
     * Learns from rows of {@link Descriptors#pairwiseUnscaled}.
     *
     * @param others people seen by another sensor: what that sensor sees otherwise counts as error, so that the map does not
     *     look at it
     */
    static Learned learn(TrainingRows rows, Optional<TrainingRows> others, int frames) {
        Scaling scaling = rows.scaling();
        Scatter here = rows.scatter(scaling);
        ShrinkageLda lda = others.map(rest -> rest.scatter(scaling)).map(here::withAnotherSensor).orElse(here)
                .discriminant(AXES, SHRINKAGE);
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
    Calibration calibrate(Learned shipped, PrintStream out) {
        Plda plda = plda(shipped, _ -> true);
        List<LikelihoodTracks> populations = new ArrayList<>(
                List.of(crossFitted(PairwiseLda::inFirstHalf), crossFitted(person -> !inFirstHalf(person))));
        out.println("  recorded people it never saw: " + Calibrator.identified(populations));
        others.map(other -> embedded(shipped, other.people(Cohort.THRESHOLDS, frames))).ifPresent(seen -> {
            LikelihoodTracks tracks = LikelihoodTracks.of(seen, plda, PROBATION / frames);
            out.println("  simulated people it never saw: " + Calibrator.identified(List.of(tracks)));
            populations.add(tracks);
        });
        return Calibrator.calibrate(populations, plda,
                "maps learned from the other half of the people (1-82, 83-164), cross-fitted; the map shipped is"
                        + " learned from all" + (others.isPresent() ? "; and, in like number, simulated people" : ""));
    }

    private LikelihoodTracks crossFitted(IntPredicate learnedFrom) {
        Learned half = learn(learnedFrom);
        return LikelihoodTracks.of(embeddings(half, learnedFrom.negate()), plda(half, learnedFrom));
    }

    /**
     * How means of these embeddings compare. Learned from the gallery's walks, which the axes were not learned from: on their own
     * walks the axes make visits look more alike than they are. Nothing is learned from a probe.
     */
    private Plda plda(Learned learned, IntPredicate people) {
        EmbeddingSet here = embeddings(learned, people).set(Role.GALLERY);
        return others
                .map(other -> PldaFit.fit(here, embedded(learned, other.people(Cohort.COMPARISON, frames)),
                        OTHER_WEIGHT))
                .orElseGet(() -> PldaFit.fit(here));
    }

    private EmbeddingSet embedded(Learned learned, SequenceSet sequences) {
        try (var embedder = Embedder.ofDescriptor(learned.graph(), frames, learned.width())) {
            return embedder.embed(sequences);
        }
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
