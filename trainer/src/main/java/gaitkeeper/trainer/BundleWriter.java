package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.bundle.Seen;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.protocol.Retrieval;
import gaitkeeper.trainer.protocol.Switches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures and calibrates a graph on KGBD and writes its bundle, all of it or nothing. */
public final class BundleWriter {
    private static final String DATA = "KGBD (Andersson & Araujo, AAAI 2015), ";
    private static final String TERMS = "research use; cite the authors; aggregate statistics only, no recordings inside";
    private static final long GOLDEN_SEED = 6;
    private static final int GOLDEN_COUNT = 6;
    private static final double ALIKE = 0.99999;

    private final KgbdWindows data;
    private final KgbdSplit split;
    private final int splitSeed;
    private final String fingerprint;
    private final String commit;

    /**
     * What is known of a bundle before it is measured.
     *
     * @param name of the model, without version
     * @param system which published or own system it is
     * @param description one sentence for people
     * @param frames f
     * @param input name of the graph's input
     * @param output name of the graph's output
     * @param width of an embedding
     * @param metric how embeddings are compared
     * @param geometries sensors it was made for
     * @param trainedOn which part of KGBD, and how
     * @param seen the same for programs
     * @param seed of everything random
     * @param figures measured while it was made, percent, by name; they stand among the results
     */
    public record Draft(String name, String system, String description, int frames, String input, String output,
            int width, Metric metric, List<String> geometries, String trainedOn, Seen seen, long seed,
            Map<String, Double> figures) {}

    /** What a model has seen that learned from the training walks of a split. */
    public static Seen trainingWalks(int splitSeed, PersonRange people) {
        return new Seen(Fairness.KGBD, splitSeed, people.first(), people.last());
    }

    BundleWriter(KgbdWindows data, int splitSeed, String commit) {
        this.data = data;
        this.splitSeed = splitSeed;
        this.commit = commit;
        split = data.split(splitSeed);
        fingerprint = data.fingerprint();
    }

    /**
     * Reads the data.
     *
     * @throws gaitkeeper.core.MalformedException if it is not there
     */
    public static BundleWriter open(Path kgbd, int splitSeed, String commit) {
        return new BundleWriter(KgbdWindows.open(kgbd), splitSeed, commit);
    }

    /**
     * Measures, calibrates and writes; returns the results. A bundle that is there is replaced when the new one is whole.
     *
     * @param learnedFrom whom the embeddings were learned from, as a clause for the calibration
     * @param network what the trained network makes of sequences: every load of the bundle is checked against it
     * @throws IllegalStateException if the graph gives other embeddings than the network
     */
    public Map<String, Double> write(Path folder, Draft draft, byte[] graph, String learnedFrom,
            Function<SequenceSet, EmbeddingSet> network) {
        return write(folder, draft, graph, scores -> Calibrator.calibrate(scores, learnedFrom), Optional.of(network));
    }

    /** The same of a graph that is its own network, with a calibration of the caller's: not on people it has learned. */
    Map<String, Double> write(Path folder, Draft draft, byte[] graph,
            Function<IdentityScores, Calibration> calibrator) {
        return write(folder, draft, graph, calibrator, Optional.empty());
    }

    private Map<String, Double> write(Path folder, Draft draft, byte[] graph,
            Function<IdentityScores, Calibration> calibrator, Optional<Function<SequenceSet, EmbeddingSet>> network) {
        try (var embedder = new Embedder(graph, draft.input(), draft.frames(), Skeleton.K20, draft.width())) {
            ModelBundle.Golden golden = golden(embedder, network);
            var embeddings = KgbdEmbeddings.of(data, data.walks(), split, embedder, draft.metric());
            IdentityScores scores = IdentityScores.of(embeddings, i -> embeddings.role(i) == Role.PROBE);
            Map<String, Double> results = results(embeddings, scores);
            draft.figures().forEach((name, value) -> results.put(prefix() + name, rounded(value)));
            ModelSpec spec = spec(draft, calibrator.apply(IdentityScores.ofOneVisit(embeddings)), results);
            Path beside = folder.resolveSibling(folder.getFileName() + ".part");
            remove(beside);
            ModelBundle.write(beside, spec, graph, golden);
            replace(folder, beside);
            return results;
        }
    }

    private static void replace(Path folder, Path beside) {
        try {
            remove(folder);
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the bundle from " + beside + " to " + folder, e);
        }
    }

    private static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the old bundle " + folder, e);
        }
    }

    private Map<String, Double> results(KgbdEmbeddings embeddings, IdentityScores scores) {
        var retrieval = Retrieval.evaluate(embeddings.set(Role.PROBE), embeddings.set(Role.GALLERY),
                embeddings.metric(), Switches.CLEAN);
        var replay = OfflineReplay.evaluate(scores);
        String prefix = prefix();
        Map<String, Double> results = new TreeMap<>();
        results.put(prefix + "window_top1", rounded(100 * retrieval.top(1)));
        results.put(prefix + "window_top5", rounded(100 * retrieval.top(5)));
        results.put(prefix + "window_top10", rounded(100 * retrieval.top(10)));
        results.put(prefix + "window_map", rounded(100 * retrieval.meanAveragePrecision()));
        results.put(prefix + "live_window_top1", rounded(replay.windowTop1()));
        results.put(prefix + "live_walk_rank1", rounded(replay.walkRank1()));
        return results;
    }

    private String prefix() {
        return "kgbd_seed" + splitSeed + "_";
    }

    private static double rounded(double percent) {
        return Math.round(percent * 100) / 100.0;
    }

    private ModelSpec spec(Draft draft, Calibration calibration, Map<String, Double> results) {
        return new ModelSpec(draft.name() + "@1", draft.system(), draft.description(), "skeleton", Skeleton.K20,
                draft.frames(), draft.input(), draft.output(), draft.width(), draft.metric(), draft.geometries(),
                calibration, results,
                new ModelSpec.TrainedOn(DATA + draft.trainedOn(), "sha256:" + fingerprint, TERMS, draft.seen()),
                draft.seed(),
                commit);
    }

    private static ModelBundle.Golden golden(Embedder embedder, Optional<Function<SequenceSet, EmbeddingSet>> network) {
        FloatBuffer poses = SyntheticPoses.windows(new Random(GOLDEN_SEED), GOLDEN_COUNT, embedder.frames());
        float[] exported = embedder.embed(poses.duplicate());
        float[] trained = network
                .map(embed -> embed.apply(SyntheticPoses.sequences(poses, embedder.frames())).vectors())
                .orElse(exported);
        var golden = new ModelBundle.Golden(GOLDEN_COUNT, poses, FloatBuffer.wrap(trained));
        for (int i = 0; i < GOLDEN_COUNT; i++) {
            double cosine = golden.cosine(i, FloatBuffer.wrap(exported).slice(i * embedder.width(), embedder.width()));
            // Written so that NaN fails too.
            if (!(cosine >= ALIKE)) {
                throw new IllegalStateException("the exported graph gives other embeddings than the network that was"
                        + " trained (cosine " + cosine + "): this is a fault of the program, please report it");
            }
        }
        return golden;
    }
}
