package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.protocol.Retrieval;
import gaitkeeper.trainer.protocol.Switches;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the descriptors' bundles, measured and calibrated on KGBD. */
public final class DescriptorExport {
    private static final String DATA = "KGBD (Andersson & Araujo, AAAI 2015), ";
    private static final String TERMS = "research use; cite the authors; aggregate statistics only, no recordings inside";
    private static final String UNKNOWN_COMMIT = "unknown";
    private static final int SPLIT_SEED = 0;
    private static final long GOLDEN_SEED = 6;
    private static final int GOLDEN_COUNT = 6;

    private static final List<Recipe> RECIPES = List.of(
            new Recipe("d13", "d13", 6, Descriptors.D13_WIDTH, Metric.EUCLIDEAN, List.of("k1", "k2"),
                    "Thirteen heights, limb lengths and ratios, averaged over the window (Munaro et al. 2014).",
                    "nothing trained; measured and calibrated on split seed 0", _ -> Descriptors.d13(6)),
            new Recipe("d16", "d16", 6, Descriptors.D16_WIDTH, Metric.EUCLIDEAN, List.of("k1", "k2"),
                    "Fifteen bone lengths and the head's height, averaged over the window (Pala et al. 2019).",
                    "nothing trained; measured and calibrated on split seed 0", _ -> Descriptors.d16(6)),
            pairwise("pairwise", 6), pairwise("pairwise-f30", 30), lda("lda", 6), lda("lda-f30", 30));

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final String fingerprint;
    private final String commit;
    private final PrintStream out;

    /** One bundle to write. */
    private record Recipe(String name, String system, int frames, int width, Metric metric, List<String> geometries,
            String description, String trainedOn, Function<PairwiseLda, byte[]> graph, boolean labels) {
        /** One whose graph learns nothing from anybody's label. */
        Recipe(String name, String system, int frames, int width, Metric metric, List<String> geometries,
                String description, String trainedOn, Function<PairwiseLda, byte[]> graph) {
            this(name, system, frames, width, metric, geometries, description, trainedOn, graph, false);
        }
    }

    private DescriptorExport(KgbdWindows data, String commit, PrintStream out) {
        this.data = data;
        split = data.split(SPLIT_SEED);
        fingerprint = data.fingerprint();
        this.commit = commit;
        this.out = out;
    }

    private static Recipe pairwise(String name, int frames) {
        return new Recipe(name, "pairwise", frames, Descriptors.PAIRWISE_WIDTH, Metric.COSINE, List.of("k1"),
                "Means and deviations over the window of all joint distances and heights, z-scored, unit length.",
                "role train of split seed 0, all 164 people: mean and deviation of each value, nothing else is learned;"
                        + " measured and calibrated on split seed 0",
                training -> Descriptors.pairwise(frames, training.rows(_ -> true).scaling()));
    }

    private static Recipe lda(String name, int frames) {
        return new Recipe(name, "lda", frames, PairwiseLda.AXES, Metric.COSINE, List.of("k1"),
                "All joint distances and heights, z-scored, under a linear discriminant analysis, unit length.",
                "role train of split seed 0, all 164 people with their labels: scaling and " + PairwiseLda.AXES
                        + " axes (shrinkage " + PairwiseLda.SHRINKAGE
                        + "); results are of other walks of the same people",
                training -> training.learn(_ -> true).graph(), true);
    }

    /**
     * Writes {@code d13}, {@code d16}, {@code pairwise} and {@code lda} (f = 6), {@code pairwise-f30} and {@code lda-f30}
     * (f = 30) below a folder, replacing what is there. Takes some minutes, mostly for the calibrations.
     *
     * @param kgbd folder of the data
     * @param target folder of the bundles
     * @param out told the figures
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static void run(Path kgbd, Path target, PrintStream out) {
        run(kgbd, target, List.of(), UNKNOWN_COMMIT, out);
    }

    /** The same for some bundles only, all if none is named; names the commit of the code that runs. */
    public static void run(Path kgbd, Path target, List<String> only, String commit, PrintStream out) {
        var export = new DescriptorExport(KgbdWindows.open(kgbd), commit, out);
        RECIPES.stream().filter(recipe -> only.isEmpty() || only.contains(recipe.name()))
                .forEach(recipe -> export.write(recipe, target.resolve(recipe.name())));
    }

    private void write(Recipe recipe, Path folder) {
        var training = new PairwiseLda(data, split, recipe.frames());
        byte[] graph = recipe.graph().apply(training);
        try (var embedder = Embedder.ofDescriptor(graph, recipe.frames(), recipe.width())) {
            var embeddings = KgbdEmbeddings.of(data, data.walks(), split, embedder, recipe.metric());
            var scores = IdentityScores.of(embeddings, i -> embeddings.role(i) != Role.DUPLICATE);
            Map<String, Double> results = results(embeddings, scores);
            Calibration calibration = recipe.labels() ? training.calibrate() : Calibrator.calibrate(scores);
            ModelBundle.write(folder, spec(recipe, calibration, results), graph, golden(embedder));
            out.println(recipe.name() + ": " + results);
        }
    }

    private static Map<String, Double> results(KgbdEmbeddings embeddings, IdentityScores scores) {
        var retrieval = Retrieval.evaluate(embeddings.set(Role.PROBE), embeddings.set(Role.GALLERY),
                embeddings.metric(), Switches.CLEAN);
        var replay = OfflineReplay.evaluate(scores);
        Map<String, Double> results = new TreeMap<>();
        results.put("kgbd_seed0_window_top1", rounded(100 * retrieval.top(1)));
        results.put("kgbd_seed0_window_top5", rounded(100 * retrieval.top(5)));
        results.put("kgbd_seed0_window_top10", rounded(100 * retrieval.top(10)));
        results.put("kgbd_seed0_window_map", rounded(100 * retrieval.meanAveragePrecision()));
        results.put("kgbd_seed0_live_window_top1", rounded(replay.windowTop1()));
        results.put("kgbd_seed0_live_walk_rank1", rounded(replay.walkRank1()));
        return results;
    }

    private static double rounded(double percent) {
        return Math.round(percent * 100) / 100.0;
    }

    private ModelSpec spec(Recipe recipe, Calibration calibration, Map<String, Double> results) {
        return new ModelSpec(recipe.name() + "@1", recipe.system(), recipe.description(), "skeleton", Skeleton.K20,
                recipe.frames(), Descriptors.INPUT, Descriptors.OUTPUT, recipe.width(), recipe.metric(),
                recipe.geometries(), calibration, results,
                new ModelSpec.TrainedOn(DATA + recipe.trainedOn(), "sha256:" + fingerprint,
                        TERMS),
                SPLIT_SEED, commit);
    }

    static ModelBundle.Golden golden(Embedder embedder) {
        FloatBuffer inputs = SyntheticPoses.windows(new Random(GOLDEN_SEED), GOLDEN_COUNT, embedder.frames());
        return new ModelBundle.Golden(GOLDEN_COUNT, inputs, FloatBuffer.wrap(embedder.embed(inputs.duplicate())));
    }
}
