package gaitkeeper.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.recordings.Order;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Splits;
import gaitkeeper.recordings.Walk;
import gaitkeeper.trainer.Drawing;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.cage.CageRecipe;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Loop;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.loop.Recipe.Trained;
import gaitkeeper.trainer.loop.Recipe;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.mgscr.MgScrRecipe;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.relation.StateGraph;
import gaitkeeper.trainer.simmc.FrameSet;
import gaitkeeper.trainer.simmc.Mode;
import gaitkeeper.trainer.simmc.Outcome;
import gaitkeeper.trainer.simmc.SimMcConfig;
import gaitkeeper.trainer.simmc.SimMcEncoder;
import gaitkeeper.trainer.simmc.SimMcExport;
import gaitkeeper.trainer.simmc.SimMcNetwork;
import gaitkeeper.trainer.simmc.SimMcTraining;
import gaitkeeper.trainer.smsge.SmSgeRecipe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model is trained, exported and served; real walks are replayed: live vectors are the trainer's. */
@Timeout(300)
class LiveVectorsTest {
    private static final PersonRange PEOPLE = new PersonRange(1, 6);
    private static final int HIP_CENTRE = 0;
    private static final int GOLDEN = 4;
    private static final Path ROOT = Path
            .of(Objects.requireNonNull(System.getenv("GAITKEEPER_ROOT"), "set by the build"));
    private static final ModelSpec SHAPE = ModelBundle.open(ROOT.resolve("deploy/models/simmc")).spec();
    private static final SimMcNetwork NETWORK = new SimMcNetwork(SHAPE.joints() * 3, SimMcNetwork.WIDTH);

    @TempDir
    private Path folder;

    @Test
    void theRunningEncoderGivesTheTrainersVectors() throws Exception {
        TrainingRequest request = request(TestData.kgbd());
        SimMcConfig config = SimMcConfig.kgbd(Mode.CLEAN, SimMcConfig.Schedule.published(2, 2), 1);
        Outcome outcome = new SimMcTraining(new SimMcTraining.Request(request, Optional.empty(), config), Progress.NONE,
                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)).run(() -> false);

        assertServed(SHAPE, SimMcExport.graph(NETWORK, outcome.weights(), SHAPE.frames(), HIP_CENTRE),
                trained(request.partition().probe(), outcome), request);
    }

    static Stream<Recipe> recipes() {
        return Stream.of(
                new SmSgeRecipe(SmSgeRecipe.sizes(DataSet.KGBD), once(SmSgeRecipe.settings(DataSet.KGBD)),
                        SmSgeRecipe.Variant.CLEAN),
                new MgScrRecipe(MgScrRecipe.sizes(DataSet.KGBD), once(MgScrRecipe.settings(DataSet.KGBD))),
                axes(false), axes(true));
    }

    private static Recipe axes(boolean contrastive) {
        return new CageRecipe(SHAPE.joints(), SHAPE.frames(), CageRecipe.WIDTH,
                once(CageRecipe.settings(DataSet.KGBD, contrastive)),
                CageRecipe.Variant.published(DataSet.KGBD, contrastive));
    }

    /** One epoch of the encoder and no head. */
    private static Settings once(Settings published) {
        return new Settings(false, published.batch(), published.rate(), 1, published.headRate(), 0, 1, HIP_CENTRE, 1);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theRunningEncoderGivesTheOtherSystemsVectors(Recipe recipe) throws Exception {
        TrainingRequest request = request(TestData.kgbd());
        request.makeFolder();
        Partition partition = request.partition();
        Trained trained = recipe.train(Parts.of(partition),
                new Loop(request.folder(), false, Progress.NONE, () -> false)).orElseThrow();
        var spec = new ModelSpec(recipe.name() + "@1", recipe.name(), recipe.description(), SHAPE.modality(),
                SHAPE.joints(), SHAPE.frames(), StateGraph.INPUT, StateGraph.EMBEDDING, trained.width(),
                Metric.EUCLIDEAN, SHAPE.geometries(), SHAPE.calibration(), SHAPE.results(), SHAPE.trainedOn(), 1,
                "test");

        assertServed(spec, recipe.graph(trained.weights(), trained.classes()),
                recipe.embed(trained.weights(), partition.probe()), request);
    }

    private TrainingRequest request(Path data) {
        return new TrainingRequest(data, 0, PEOPLE, SHAPE.frames(), Drawing.PUBLISHED, Order.BODY,
                folder.resolve("run"), false,
                false, "test");
    }

    /** Replays the probes' walks through the stages and compares every vector with the trainer's. */
    private void assertServed(ModelSpec spec, byte[] graph, EmbeddingSet trained, TrainingRequest request)
            throws Exception {
        ModelBundle bundle = exported(spec, graph, request.partition().probe(), trained);

        List<float[]> live = LiveVectors.of(bundle, probeWalks(request.data()));

        assertThat(live).hasSize(trained.size()).hasSizeGreaterThan(500);
        for (int i = 0; i < live.size(); i++) {
            assertThat(cosine(live.get(i), trained.row(i))).as("sequence %d", i).isGreaterThan(0.99999);
        }
        assertThat(cosine(live.getFirst(), trained.row(trained.size() - 1))).as("of two people").isLessThan(0.9999);
    }

    /** A bundle as a training writes it, but for the measuring; its golden vectors are the trainer's. */
    private ModelBundle exported(ModelSpec spec, byte[] graph, SequenceSet probes, EmbeddingSet trained) {
        FloatBuffer inputs = FloatBuffer.allocate(GOLDEN * probes.width());
        FloatBuffer outputs = FloatBuffer.allocate(GOLDEN * trained.width());
        for (int i = 0; i < GOLDEN; i++) {
            probes.copy(i, inputs);
            outputs.put(trained.row(i));
        }
        return ModelBundle.write(folder.resolve("bundle"), spec, graph,
                new ModelBundle.Golden(GOLDEN, inputs.flip(), outputs.flip()));
    }

    /** Straight through libtorch, as a training measures itself. */
    private static EmbeddingSet trained(SequenceSet probes, Outcome outcome) {
        try (var ops = new TorchOps(outcome.weights())) {
            return new SimMcEncoder(NETWORK, ops).embed(FrameSet.ofJoints(probes, HIP_CENTRE));
        }
    }

    /** The probe walks, without the ends that the published protocol drops: so windows begin where the trainer's do. */
    private static List<Walk> probeWalks(Path data) throws IOException {
        Recording recording = Recording.open(data.resolve("kgbd_xyz_int16_0p2mm.npz"));
        return Splits.read(data.resolve("splits_published_rule_5seeds.csv")).walks(recording, 0, Splits.Role.PROBE)
                .stream().filter(walk -> PEOPLE.test(Integer.parseInt(walk.person().substring(1)))).map(Walk::clipped)
                .toList();
    }

    private static double cosine(float[] some, float[] others) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int k = 0; k < some.length; k++) {
            product += (double) some[k] * others[k];
            squares += (double) some[k] * some[k];
            otherSquares += (double) others[k] * others[k];
        }
        return product / Math.sqrt(squares * otherSquares);
    }
}
