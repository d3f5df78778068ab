package gaitkeeper.trainer;

import gaitkeeper.trainer.protocol.Classification;
import gaitkeeper.trainer.protocol.Comparison;
import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measuring;
import gaitkeeper.trainer.protocol.OpenSet;
import gaitkeeper.trainer.protocol.PersonScores;
import gaitkeeper.trainer.protocol.Switches;
import gaitkeeper.trainer.protocol.TrackRetrieval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Runs systems through the protocols on KGBD. */
public final class KgbdEvaluation {
    /** Frames a second of the sensor. */
    public static final double FRAMES_PER_SECOND = 30;
    /** The first people, who may be trained on where the others are tested. */
    public static final int TRAINING_PEOPLE = 82;
    private static final int UNSEEN_ENROLLED = 50;
    private static final int ENROLLED = 82;
    private static final int DRAWS = 20;
    private static final long DRAW_SEED = 20;
    private static final double[] SECONDS = {1, 2, 5};

    private static final String ALL = "all 164";
    private static final String UNSEEN = "unseen: trained on 1-82, tested on 83-164";

    private final KgbdWindows data;
    private final Set<Protocol> protocols;
    private final List<Measurement> measurements = new ArrayList<>();

    /** What can be measured. */
    public enum Protocol {
        /** Windows against windows. */
        RETRIEVAL,
        /** The same as the published code does it, last batch dropped. */
        FAITHFUL,
        /** Closed-set answers for tracks. */
        TRACK,
        /** Known people and strangers. */
        OPENSET,
        /** Probe windows against training windows, by nearest neighbour. */
        CLASSIFICATION,
        /** Retrieval, and track and open set if asked for, on people nobody was trained on. */
        UNSEEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Told before each step. */
    public interface Progress {
        /** Step {@code done + 1} of {@code all} begins. */
        void step(int done, int all, String what);
    }

    /**
     * What to run.
     *
     * @param splits seeds of the split, 0 to 4
     * @param frames numbers of frames for descriptors; bundles keep their own
     */
    public record Plan(List<EvaluatedSystem> systems, List<Integer> splits, List<Integer> frames,
            Set<Protocol> protocols) {
        /** Copies the lists. */
        public Plan {
            systems = List.copyOf(systems);
            splits = List.copyOf(splits);
            frames = List.copyOf(frames);
            protocols = Set.copyOf(protocols);
        }
    }

    private record Step(EvaluatedSystem system, int frames, int seed) {}

    private KgbdEvaluation(KgbdWindows data, Set<Protocol> protocols) {
        this.data = data;
        this.protocols = protocols;
    }

    /**
     * Runs everything.
     *
     * @param kgbd folder of the data
     * @throws gaitkeeper.core.MalformedException if the data or a split is not there
     */
    public static List<Measurement> run(Path kgbd, Plan plan, Progress progress) {
        var evaluation = new KgbdEvaluation(KgbdWindows.open(kgbd), EnumSet.copyOf(plan.protocols));
        List<Step> steps = plan.systems.stream()
                .flatMap(system -> system.frames(plan.frames).stream()
                        .flatMap(f -> plan.splits.stream().map(seed -> new Step(system, f, seed))))
                .toList();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            progress.step(i, steps.size(), step.system.name() + ", f = " + step.frames + ", split " + step.seed);
            evaluation.run(step);
        }
        return List.copyOf(evaluation.measurements);
    }

    private void run(Step step) {
        if (!protocols.equals(EnumSet.of(Protocol.UNSEEN))) {
            Partition all = KgbdPartition.of(data, step.seed, step.frames);
            try (var system = step.system.make(step.frames, all.train())) {
                seen(measuring(step, ALL), system, all);
            }
        }
        if (protocols.contains(Protocol.UNSEEN)) {
            Partition learned = KgbdPartition.of(data, step.seed, step.frames, person -> person <= TRAINING_PEOPLE);
            Partition tested = KgbdPartition.of(data, step.seed, step.frames, person -> person > TRAINING_PEOPLE);
            try (var system = step.system.make(step.frames, learned.train())) {
                unseen(measuring(step, UNSEEN), system, tested);
            }
        }
    }

    private static Measuring measuring(Step step, String population) {
        return new Measuring(step.system.name(), step.frames, population, step.seed);
    }

    private void seen(Measuring measuring, EvaluatedSystem.Ready system, Partition people) {
        EvaluatedSystem.Embedded sets = system.embed(people.gallery(), people.probe());
        Comparison comparison = Comparison.of(sets.probe(), sets.gallery(), system.metric());
        if (protocols.contains(Protocol.RETRIEVAL)) {
            measurements.add(measuring.retrieval(comparison, Switches.CLEAN));
        }
        if (protocols.contains(Protocol.FAITHFUL)) {
            EmbeddingSet probe = Switches.FAITHFUL.measured(sets.probe(), "probe");
            EmbeddingSet gallery = Switches.FAITHFUL.measured(sets.gallery(), "gallery");
            measurements.add(measuring.retrieval(Comparison.of(probe, gallery, system.metric()), Switches.FAITHFUL));
        }
        tracksAndStrangers(measuring, comparison.persons(), ENROLLED);
        if (protocols.contains(Protocol.CLASSIFICATION)) {
            sets = system.embed(people.train(), people.probe());
            measurements.add(measuring.classification(Classification.nearestNeighbour(
                    Comparison.of(sets.probe(), sets.gallery(), system.metric()).persons())));
        }
    }

    private void unseen(Measuring measuring, EvaluatedSystem.Ready system, Partition people) {
        EvaluatedSystem.Embedded sets = system.embed(people.gallery(), people.probe());
        Comparison comparison = Comparison.of(sets.probe(), sets.gallery(), system.metric());
        measurements.add(measuring.retrieval(comparison, Switches.CLEAN));
        tracksAndStrangers(measuring, comparison.persons(), UNSEEN_ENROLLED);
    }

    private void tracksAndStrangers(Measuring measuring, PersonScores scores, int enrolled) {
        levels(measuring.frames()).forEach((level, windows) -> {
            if (protocols.contains(Protocol.TRACK) && !level.equals("window")) {
                measurements.add(measuring.tracks(TrackRetrieval.evaluate(scores, windows), level));
            }
            if (protocols.contains(Protocol.OPENSET)) {
                new OpenSet(scores, enrolled, DRAWS, DRAW_SEED)
                        .evaluate(windows, List.of(OpenSetScore.CAPPED_RATIO, OpenSetScore.MEAN))
                        .forEach(result -> measurements.add(measuring.openSet(result, level)));
            }
        });
    }

    /** Windows of a track by the name of its length. */
    static Map<String, Integer> levels(int frames) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        levels.put("window", 1);
        for (double seconds : SECONDS) {
            int windows = TrackRetrieval.windows(seconds, FRAMES_PER_SECOND, frames);
            if (windows > 0) {
                levels.put((int) seconds + " s", windows);
            }
        }
        levels.put("walk", TrackRetrieval.WHOLE);
        return levels;
    }
}
