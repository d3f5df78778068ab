package gaitkeeper.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Splits;
import gaitkeeper.recordings.Walk;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.simmc.FrameSet;
import gaitkeeper.trainer.simmc.Mode;
import gaitkeeper.trainer.simmc.Outcome;
import gaitkeeper.trainer.simmc.SimMcConfig;
import gaitkeeper.trainer.simmc.SimMcEncoder;
import gaitkeeper.trainer.simmc.SimMcExport;
import gaitkeeper.trainer.simmc.SimMcNetwork;
import gaitkeeper.trainer.simmc.SimMcTraining;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
        Path data = kgbd();
        var request = new TrainingRequest(data, 0, PEOPLE, SHAPE.frames(), folder.resolve("run"), false, false, "test");
        SimMcConfig config = SimMcConfig.kgbd(Mode.CLEAN, SimMcConfig.Schedule.published(2, 2), 1);
        Outcome outcome = new SimMcTraining(new SimMcTraining.Request(request, Optional.empty(), config), Progress.NONE,
                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)).run(() -> false);
        SequenceSet probes = request.partition().probe();
        EmbeddingSet trained = trained(probes, outcome);

        List<float[]> live = LiveVectors.of(exported(outcome, probes, trained), probeWalks(data));

        assertThat(live).hasSize(trained.size()).hasSizeGreaterThan(500);
        for (int i = 0; i < live.size(); i++) {
            assertThat(cosine(live.get(i), trained.row(i))).as("sequence %d", i).isGreaterThan(0.99999);
        }
        assertThat(cosine(live.getFirst(), trained.row(trained.size() - 1))).as("of two people").isLessThan(0.999);
    }

    /** A bundle as a training writes it, but for the measuring: the shipped one's description, the trainer's golden vectors. */
    private ModelBundle exported(Outcome outcome, SequenceSet probes, EmbeddingSet trained) {
        FloatBuffer inputs = FloatBuffer.allocate(GOLDEN * probes.width());
        FloatBuffer outputs = FloatBuffer.allocate(GOLDEN * trained.width());
        for (int i = 0; i < GOLDEN; i++) {
            probes.copy(i, inputs);
            outputs.put(trained.row(i));
        }
        byte[] graph = SimMcExport.graph(NETWORK, outcome.weights(), SHAPE.frames(), HIP_CENTRE);
        return ModelBundle.write(folder.resolve("bundle"), SHAPE, graph,
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

    private static Path kgbd() {
        Path kgbd = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(ROOT.resolve("../shared/data").normalize()).resolve("kgbd");
        assumeTrue(Files.exists(kgbd.resolve("kgbd_xyz_int16_0p2mm.npz")),
                "KGBD is not in " + kgbd + "; set GAITKEEPER_DATA to its parent folder");
        return kgbd;
    }
}
