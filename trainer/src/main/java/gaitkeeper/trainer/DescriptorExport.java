package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.KgbdSplit.Role;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/** Writes the bundles that need no training, measured and calibrated on KGBD. */
public final class DescriptorExport {
    private static final String UNKNOWN_COMMIT = "unknown";
    private static final int SPLIT_SEED = 0;

    private static final List<Recipe> RECIPES = List.of(
            new Recipe("d13", "d13", 6, Descriptors.D13_WIDTH, Metric.EUCLIDEAN, List.of("k1", "k2"),
                    "Thirteen heights, limb lengths and ratios, averaged over the window (Munaro et al. 2014).",
                    "nothing trained; measured and calibrated on split seed 0", (f, _) -> Descriptors.d13(f)),
            new Recipe("d16", "d16", 6, Descriptors.D16_WIDTH, Metric.EUCLIDEAN, List.of("k1", "k2"),
                    "Fifteen bone lengths and the head's height, averaged over the window (Pala et al. 2019).",
                    "nothing trained; measured and calibrated on split seed 0", (f, _) -> Descriptors.d16(f)),
            pairwise("pairwise", 6), pairwise("pairwise-f30", 30));

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final BundleWriter writer;
    private final PrintStream out;

    /** One bundle to write. The graph may be made with the scaling of the training walks, which is measured if asked for. */
    private record Recipe(String name, String system, int frames, int width, Metric metric, List<String> geometries,
            String description, String trainedOn, BiFunction<Integer, ScalingSource, byte[]> graph) {}

    /** Measures scalings on demand. */
    private interface ScalingSource {
        Scaling measure(byte[] graph, int frames, int width);
    }

    private DescriptorExport(KgbdWindows data, String commit, PrintStream out) {
        this.data = data;
        split = data.split(SPLIT_SEED);
        writer = new BundleWriter(data, SPLIT_SEED, commit);
        this.out = out;
    }

    private static Recipe pairwise(String name, int frames) {
        return new Recipe(name, "pairwise", frames, Descriptors.PAIRWISE_WIDTH, Metric.COSINE, List.of("k1"),
                "Means and deviations over the window of all joint distances and heights, z-scored, unit length.",
                "role train of split seed 0, all 164 people: mean and deviation of each value, nothing else is learned;"
                        + " measured and calibrated on split seed 0",
                (f, scaling) -> Descriptors.pairwise(f,
                        scaling.measure(Descriptors.pairwiseUnscaled(f), f, Descriptors.PAIRWISE_WIDTH)));
    }

    /**
     * Writes {@code d13}, {@code d16}, {@code pairwise} (f = 6) and {@code pairwise-f30} (f = 30) below a folder, replacing
     * what is there. Takes some minutes, mostly for the calibrations.
     *
     * @param kgbd folder of the data
     * @param target folder of the bundles
     * @param out told the figures
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static void run(Path kgbd, Path target, PrintStream out) {
        run(kgbd, target, UNKNOWN_COMMIT, out);
    }

    /** The same, naming the commit of the code that runs. */
    public static void run(Path kgbd, Path target, String commit, PrintStream out) {
        var export = new DescriptorExport(KgbdWindows.open(kgbd), commit, out);
        RECIPES.forEach(recipe -> export.write(recipe, target.resolve(recipe.name())));
    }

    private void write(Recipe recipe, Path folder) {
        byte[] graph = recipe.graph().apply(recipe.frames(), this::scaling);
        var draft = new BundleWriter.Draft(recipe.name(), recipe.system(), recipe.description(), recipe.frames(),
                Descriptors.INPUT, Descriptors.OUTPUT, recipe.width(), recipe.metric(), recipe.geometries(),
                recipe.trainedOn(), SPLIT_SEED);
        out.println(recipe.name() + ": " + writer.write(folder, draft, graph));
    }

    private Scaling scaling(byte[] graph, int frames, int width) {
        List<KgbdWindows.Walk> train = data.walks().stream().filter(walk -> split.role(walk) == Role.TRAIN).toList();
        int windows = train.stream().mapToInt(walk -> walk.windows(frames)).sum();
        FloatBuffer rows = FloatBuffer.allocate(windows * width);
        try (var embedder = Embedder.ofDescriptor(graph, frames, width)) {
            train.forEach(walk -> rows.put(embedder.embed(data.windows(walk, frames))));
        }
        return Scaling.of(rows.array(), width);
    }
}
