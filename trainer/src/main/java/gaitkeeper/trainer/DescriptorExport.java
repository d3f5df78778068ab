package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Seen;
import gaitkeeper.trainer.PairwiseLda.Learned;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes the descriptors' bundles, measured and calibrated on KGBD. */
public final class DescriptorExport {
    private static final int SPLIT_SEED = 0;
    private static final Seen TRAINING_WALKS = BundleWriter.trainingWalks(SPLIT_SEED, PersonRange.KGBD);

    private static final List<Recipe> RECIPES = List.of(
            new Recipe("d13", "d13", 6, Descriptors.D13_WIDTH, Metric.EUCLIDEAN, List.of("k1", "k2"),
                    "Thirteen heights, limb lengths and ratios, averaged over the window (Munaro et al. 2014).",
                    "nothing trained; measured and calibrated on split seed 0", Seen.NOTHING,
                    _ -> Descriptors.d13(6)),
            new Recipe("d16", "d16", 6, Descriptors.D16_WIDTH, Metric.EUCLIDEAN, List.of("k1", "k2"),
                    "Fifteen bone lengths and the head's height, averaged over the window (Pala et al. 2019).",
                    "nothing trained; measured and calibrated on split seed 0", Seen.NOTHING,
                    _ -> Descriptors.d16(6)),
            pairwise("pairwise", 6), pairwise("pairwise-f30", 30), lda("lda", 6), lda("lda-f30", 30),
            walkers("walkers", 6), walkers("walkers-f30", 30));

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final BundleWriter writer;
    private final OtherSensor simulated;
    private final PrintStream out;

    /** One bundle to write. */
    private record Recipe(String name, String system, int frames, int width, Metric metric, List<String> geometries,
            String description, String trainedOn, Seen seen, Function<PairwiseLda, Learned> graph, boolean labels,
            boolean others) {
        /** One whose graph learns nothing from anybody's label. */
        Recipe(String name, String system, int frames, int width, Metric metric, List<String> geometries,
                String description, String trainedOn, Seen seen, Function<PairwiseLda, byte[]> graph) {
            this(name, system, frames, width, metric, geometries, description, trainedOn, seen,
                    training -> new Learned(graph.apply(training), width), false, false);
        }
    }

    private DescriptorExport(KgbdWindows data, String commit, OtherSensor simulated, PrintStream out) {
        this.data = data;
        split = data.split(SPLIT_SEED);
        writer = new BundleWriter(data, SPLIT_SEED, commit);
        this.simulated = simulated;
        this.out = out;
    }

    private static Recipe pairwise(String name, int frames) {
        return new Recipe(name, "pairwise", frames, Descriptors.PAIRWISE_WIDTH, Metric.COSINE, List.of("k1"),
                "Means and deviations over the window of all joint distances and heights, z-scored, unit length.",
                "role train of split seed 0, all 164 people: mean and deviation of each value, nothing else is learned;"
                        + " measured and calibrated on split seed 0",
                TRAINING_WALKS, training -> Descriptors.pairwise(frames, training.rows(_ -> true).scaling()));
    }

    private static Recipe lda(String name, int frames) {
        return new Recipe(name, "lda", frames, PairwiseLda.AXES, Metric.COSINE, List.of("k1"),
                "All joint distances and heights, z-scored, under a linear discriminant analysis, unit length.",
                "role train of split seed 0, all 164 people with their labels: scaling and " + PairwiseLda.AXES
                        + " axes (shrinkage " + PairwiseLda.SHRINKAGE
                        + "); results are of other walks of the same people",
                TRAINING_WALKS, training -> training.learn(_ -> true), true, false);
    }

    private static Recipe walkers(String name, int frames) {
        return new Recipe(name, "lda", frames, PairwiseLda.AXES, Metric.COSINE, List.of("k1"),
                "All joint distances and heights, z-scored, under a linear discriminant analysis of recorded and simulated"
                        + " people, unit length.",
                "role train of split seed 0, all 164 people with their labels, and as many sequences of simulated people:"
                        + " scaling and " + PairwiseLda.AXES + " axes (shrinkage " + PairwiseLda.SHRINKAGE
                        + "); results are of other walks of the recorded people",
                TRAINING_WALKS, training -> training.learn(_ -> true), true, true);
    }

    /**
     * Writes {@code d13}, {@code d16}, {@code pairwise}, {@code lda} and {@code walkers} (f = 6), {@code pairwise-f30} and
     * {@code lda-f30} (f = 30) below a folder, replacing what is there. Takes some minutes, mostly for the calibrations.
     *
     * @param kgbd folder of the data
     * @param target folder of the bundles
     * @param only names of bundles, all if none is named
     * @param commit of the code that runs
     * @param simulated simulated people, for {@code walkers}
     * @param out told the figures
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static void run(Path kgbd, Path target, List<String> only, String commit, OtherSensor simulated,
            PrintStream out) {
        var export = new DescriptorExport(KgbdWindows.open(kgbd), commit, simulated, out);
        RECIPES.stream().filter(recipe -> only.isEmpty() || only.contains(recipe.name()))
                .forEach(recipe -> export.write(recipe, target.resolve(recipe.name())));
    }

    private void write(Recipe recipe, Path folder) {
        var training = new PairwiseLda(data, split, recipe.frames(),
                recipe.others() ? Optional.of(simulated) : Optional.empty());
        Learned learned = recipe.graph().apply(training);
        var draft = new BundleWriter.Draft(recipe.name(), recipe.system(), recipe.description(), recipe.frames(),
                Descriptors.INPUT, Descriptors.OUTPUT, recipe.width(), recipe.metric(), recipe.geometries(),
                recipe.trainedOn(), recipe.seen(), SPLIT_SEED, Map.of());
        out.println(recipe.name() + ": " + writer.write(folder, draft, learned.graph(),
                scores -> recipe.labels() ? training.calibrate(learned, out) : Calibrator.calibrate(scores)));
    }
}
