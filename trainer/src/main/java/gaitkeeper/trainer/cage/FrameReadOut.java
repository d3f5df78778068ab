package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.JointWindows;
import gaitkeeper.trainer.loop.Measured;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recognition;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.Stage;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The head's stage: every frame's feature is a sample of its own, a sequence's scores are the mean of its frames'. The encoders are
 * frozen, so features are computed once.
 */
final class FrameReadOut implements Stage {
    private static final int WEIGHTS = 9;
    private static final int BATCH = 256;

    /** Samples of a step, as published. */
    private static final int SAMPLES = 128;

    private final CageNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final int centre;
    private final float[] trained;
    private final float[] probed;
    private final Recognition recognition;
    private final Batches batches;

    FrameReadOut(CageNetwork network, Weights encoder, Parts parts, Settings settings, int centre) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        this.centre = centre;
        try (var ops = new TorchOps(encoder)) {
            trained = features(ops, parts.train());
            probed = features(ops, parts.probe());
        }
        recognition = new Recognition(parts, settings, this::logits);
        int frames = network.frames();
        int[] samples = Arrays.stream(recognition.batches().rows())
                .flatMap(row -> IntStream.range(row * frames, (row + 1) * frames)).toArray();
        batches = new Batches(samples, Math.min(SAMPLES, samples.length), true, settings.seed() + 1);
    }

    private float[] features(TorchOps ops, JointWindows set) {
        int each = network.frames() * network.width();
        float[] features = new float[Math.multiplyExact(set.size(), each)];
        for (int from = 0; from < set.size(); from += BATCH) {
            int[] rows = IntStream.range(from, Math.min(set.size(), from + BATCH)).toArray();
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor joints = set.tensor(rows);
                float[] some = Torch
                        .numbers(network.states(ops, centre < 0 ? joints : Graphs.centred(ops, joints, centre)));
                System.arraycopy(some, 0, features, from * each, some.length);
            }
        }
        return features;
    }

    private static Tensor pick(float[] from, int width, int... rows) {
        float[] some = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from, rows[i] * width, some, i * width, width);
        }
        return Torch.tensor(some, rows.length, width);
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        float[] all = set.values() == parts.train().values() ? trained : probed;
        Tensor states = pick(all, network.frames() * network.width(), rows);
        return network.logits(ops, ops.reshape(states, 0, network.frames(), network.width()), recognition.classes());
    }

    Recognition recognition() {
        return recognition;
    }

    @Override
    public String name() {
        return "recognition";
    }

    /** Depends on the encoders by their features, so that another one's head is not gone on with. */
    @Override
    public String identity() {
        return "cage head " + network.width() + " " + parts.identity(settings) + " encoder "
                + Integer.toHexString(Arrays.hashCode(trained));
    }

    @Override
    public Weights initial() {
        return network.initialHead(recognition.classes(), CageRecipe.random(settings.seed(), WEIGHTS));
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return List.of(_ -> true);
    }

    @Override
    public List<Tensor> losses(TorchOps ops, int... samples) {
        int[] windows = Arrays.stream(samples).map(sample -> sample / network.frames()).toArray();
        Tensor logits = network.frameLogits(ops, pick(trained, network.width(), samples), recognition.classes());
        return List.of(torch.cross_entropy_loss(logits, Torch.indices(recognition.labels(windows))));
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public Schedule schedule() {
        return new Schedule(settings.headEpochs(), settings.patience(), settings.headRate());
    }

    @Override
    public Measured measure(TorchOps ops) {
        return recognition.measure(ops);
    }
}
