package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.protocol.Classification;
import gaitkeeper.trainer.protocol.Comparison;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.protocol.LikelihoodScores;
import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measuring;
import gaitkeeper.trainer.protocol.OpenSet;
import gaitkeeper.trainer.protocol.PersonScores;
import gaitkeeper.trainer.protocol.Switches;
import gaitkeeper.trainer.protocol.TrackRetrieval;
import gaitkeeper.trainer.protocol.Tracks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs systems through the protocols on KGBD. */
public final class KgbdEvaluation {
    /** Frames a second of the sensor. */
    public static final double FRAMES_PER_SECOND = 30;
    private static final int DRAWS = 20;
    private static final long DRAW_SEED = 20;
    private static final double[] SECONDS = {1, 2, 5};

    private final KgbdWindows data;
    private final Set<Protocol> protocols;
    private final Optional<Integer> enrolled;
    private final List<Measurement> measurements = new ArrayList<>();

    /** Who is learned from, who is tested, and how many of them are enrolled in open sets. */
    private record Population(String title, PersonRange learned, PersonRange tested, int enrolled) {
        static final Population EVERYBODY = new Population("all 164", PersonRange.KGBD, PersonRange.KGBD, 82);
        static final Population NEW_PEOPLE = new Population("unseen: trained on 1-82, tested on 83-164",
                new PersonRange(1, 82), new PersonRange(83, 164), 50);
    }

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

    /** Told how it goes. */
    public interface Progress {
        /** Step {@code done + 1} of {@code all} begins. */
        void step(int done, int all, String what);

        /** A step is done: all that was found so far. */
        void found(Findings soFar);
    }

    /**
     * What to run.
     *
     * @param splits seeds of the split, 0 to 4
     * @param frames numbers of frames for descriptors; bundles keep their own
     * @param enrolled people in the galleries of open sets; about half of them if not given
     */
    public record Plan(List<EvaluatedSystem> systems, List<Integer> splits, List<Integer> frames,
            Set<Protocol> protocols, Optional<Integer> enrolled) {
        /** Copies the lists. */
        public Plan {
            systems = List.copyOf(systems);
            splits = List.copyOf(splits);
            frames = List.copyOf(frames);
            protocols = Set.copyOf(protocols);
        }
    }

    private record Step(EvaluatedSystem system, int frames, int seed, Population population) {
        private Optional<String> objection() {
            return Fairness.objection(system.seen(), seed, population.tested, population.equals(Population.NEW_PEOPLE));
        }

        @Override
        public String toString() {
            return system.name() + ", f = " + frames + ", split " + seed + ", " + population.title;
        }
    }

    /**
     * What was found out.
     *
     * @param measurements in the order of the plan
     * @param omitted what was not measured because the model has learned from what it would be asked, and why
     */
    public record Findings(List<Measurement> measurements, List<String> omitted) {
        /** Copies the lists. */
        public Findings {
            measurements = List.copyOf(measurements);
            omitted = List.copyOf(omitted);
        }
    }

    private KgbdEvaluation(KgbdWindows data, Set<Protocol> protocols, Optional<Integer> enrolled) {
        this.data = data;
        this.protocols = protocols;
        this.enrolled = enrolled;
    }

    /**
     * Runs everything that can be measured fairly.
     *
     * @param kgbd folder of the data
     * @throws MalformedException if the data or a split is not there, if nothing of a system can be measured fairly, or if two
     *     models of one name would be measured on the same
     */
    public static Findings run(Path kgbd, Plan plan, Progress progress) {
        List<Step> steps = steps(plan);
        List<Step> fair = steps.stream().filter(step -> step.objection().isEmpty()).toList();
        List<String> omitted = steps.stream()
                .flatMap(step -> step.objection().map(objection -> step + ": " + objection).stream()).toList();
        check(plan, fair, omitted);
        var evaluation = new KgbdEvaluation(KgbdWindows.open(kgbd), EnumSet.copyOf(plan.protocols), plan.enrolled);
        for (int i = 0; i < fair.size(); i++) {
            progress.step(i, fair.size(), fair.get(i).toString());
            evaluation.run(fair.get(i));
            progress.found(new Findings(evaluation.measurements, omitted));
        }
        return new Findings(evaluation.measurements, omitted);
    }

    private static List<Step> steps(Plan plan) {
        List<Population> populations = new ArrayList<>();
        if (!plan.protocols.equals(EnumSet.of(Protocol.UNSEEN))) {
            populations.add(Population.EVERYBODY);
        }
        if (plan.protocols.contains(Protocol.UNSEEN)) {
            populations.add(Population.NEW_PEOPLE);
        }
        return plan.systems.stream()
                .flatMap(system -> system.frames(plan.frames).stream().flatMap(f -> plan.splits.stream()
                        .flatMap(seed -> populations.stream().map(people -> new Step(system, f, seed, people)))))
                .toList();
    }

    private static void check(Plan plan, List<Step> fair, List<String> omitted) {
        for (EvaluatedSystem system : plan.systems) {
            if (fair.stream().noneMatch(step -> step.system == system)) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "nothing of " + system.name() + " can be measured fairly, choose other --splits or --protocol: "
                                + String.join("; ", omitted));
            }
        }
        checkGallery(plan);
        Set<String> names = new HashSet<>();
        fair.stream().map(Step::toString).filter(name -> !names.add(name)).findFirst().ifPresent(name -> {
            throw new MalformedException(Reason.BAD_FIELD,
                    "two models would be measured as " + name + ": evaluate them one after the other");
        });
    }

    private static void checkGallery(Plan plan) {
        Population fewest = plan.protocols.contains(Protocol.UNSEEN) ? Population.NEW_PEOPLE : Population.EVERYBODY;
        int people = fewest.tested.last() - fewest.tested.first() + 1;
        plan.enrolled.ifPresent(enrolled -> OpenSet.check(enrolled, people));
    }

    private void run(Step step) {
        Partition learned = KgbdPartition.of(data, step.seed, step.frames, step.population.learned);
        Partition tested = KgbdPartition.of(data, step.seed, step.frames, step.population.tested);
        var measuring = new Measuring(step.system.name(), step.frames, step.population.title, step.seed);
        try (var system = step.system.make(step.frames, learned)) {
            if (step.population.equals(Population.EVERYBODY)) {
                everybody(measuring, system, tested);
            } else {
                newPeople(measuring, system, tested);
            }
        }
    }

    private void everybody(Measuring measuring, EvaluatedSystem.Ready system, Partition people) {
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
        Compared compared = Compared.of(system, sets, comparison.persons());
        tracks(measuring, compared);
        strangers(measuring, compared, enrolled.orElse(Population.EVERYBODY.enrolled));
        if (protocols.contains(Protocol.CLASSIFICATION)) {
            sets = system.embed(people.train(), people.probe());
            measurements.add(measuring.classification(Classification.nearestNeighbour(
                    Comparison.of(sets.probe(), sets.gallery(), system.metric()).persons())));
        }
    }

    /** Nobody has learned from these people's training walks: in open sets they are asked for like the probe walks. */
    private void newPeople(Measuring measuring, EvaluatedSystem.Ready system, Partition people) {
        EvaluatedSystem.Embedded sets = system.embed(people.gallery(), people.probe());
        Comparison comparison = Comparison.of(sets.probe(), sets.gallery(), system.metric());
        measurements.add(measuring.retrieval(comparison, Switches.CLEAN));
        tracks(measuring, Compared.of(system, sets, comparison.persons()));
        if (protocols.contains(Protocol.OPENSET)) {
            EvaluatedSystem.Embedded more = system.embed(people.gallery(), people.train());
            var all = new EvaluatedSystem.Embedded(sets.gallery(), sets.probe().and(more.probe()));
            strangers(measuring,
                    Compared.of(system, all, PersonScores.of(all.probe(), all.gallery(), system.metric())),
                    enrolled.orElse(Population.NEW_PEOPLE.enrolled));
        }
    }

    /**
     * Tracks against a gallery.
     *
     * @param windows window by window: what the live matcher does with a system that has no PLDA
     * @param means by likelihood ratio, if it has one
     */
    private record Compared(PersonScores windows, Optional<LikelihoodScores> means) {
        static Compared of(EvaluatedSystem.Ready system, EvaluatedSystem.Embedded sets, PersonScores windows) {
            return new Compared(windows,
                    system.plda().map(plda -> new LikelihoodScores(sets.probe(), sets.gallery(), plda)));
        }
    }

    private void tracks(Measuring measuring, Compared tracks) {
        if (protocols.contains(Protocol.TRACK)) {
            levels(measuring.frames()).forEach((level, windows) -> {
                if (!level.equals("window")) {
                    measurements.add(measuring.tracks(TrackRetrieval.evaluate(tracks.windows, windows),
                            TrackRetrieval.byMeanScore(tracks.windows, windows), level, tracks.means.isEmpty()));
                    tracks.means.ifPresent(means -> measurements
                            .add(measuring.tracks(TrackRetrieval.evaluate(means, windows), level)));
                }
            });
        }
    }

    private void strangers(Measuring measuring, Compared tracks, int gallery) {
        if (protocols.contains(Protocol.OPENSET)) {
            var byWindows = new OpenSet(tracks.windows, gallery, DRAWS, DRAW_SEED);
            levels(measuring.frames()).forEach((level, windows) -> {
                tracks.means.ifPresent(means -> measurements.add(measuring.openSet(
                        new OpenSet(means, gallery, DRAWS, DRAW_SEED).ask(windows).live(), level, true)));
                OpenSet.Asked asked = byWindows.ask(windows);
                measurements.add(measuring.openSet(asked.live(), level, tracks.means.isEmpty()));
                measurements.add(measuring.openSet(asked.plain(), level, false));
            });
        }
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
        levels.put("walk", Tracks.WHOLE);
        return levels;
    }
}
