package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.Frozen;
import gaitkeeper.trainer.loop.JointWindows;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recognition;
import gaitkeeper.trainer.loop.RecognitionStage;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What the head learns from ({@code cage.md} section 9): every frame's feature is a sample of its own and a sequence's scores are the
 * mean of its frames' (the published AP), or all of them together are one (SC). The encoders are frozen, so features are computed
 * once.
 */
final class ReadOut {
    private static final int WEIGHTS = 9;

    /** Samples of a step, as published for Kinect data; 1,280 are for CASIA-B. */
    private static final int SAMPLES = 128;

    private final CageNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final int centre;
    private final Frozen trained;
    private final Frozen probed;
    private final Recognition recognition;

    private ReadOut(CageNetwork network, Weights encoder, Parts parts, Settings settings, int centre) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        this.centre = centre;
        try (var ops = new TorchOps(encoder)) {
            trained = features(ops, parts.train());
            probed = features(ops, parts.probe());
        }
        recognition = new Recognition(parts, settings, false, this::logits);
    }

    static RecognitionStage stage(CageNetwork network, Weights encoder, Parts parts, Settings settings, int centre) {
        var head = new ReadOut(network, encoder, parts, settings, centre);
        return new RecognitionStage(
                "cage head " + network.sampleWidth() + " " + parts.headIdentity(settings) + " encoder "
                        + Integer.toHexString(encoder.checksum()),
                network.initialHead(head.recognition.classes(), CageRecipe.random(settings.seed(), WEIGHTS)),
                head.recognition, head.batches(), head::loss);
    }

    /** All samples in an order drawn once, as published, or those not held out in a new order for each epoch. */
    private Batches batches() {
        int[] samples = samples(settings.faithful() ? parts.train().all() : parts.train().learnedFrom());
        int size = Math.min(SAMPLES, samples.length);
        return settings.faithful()
                ? Batches.shuffledOnce(samples, size, settings.seed() + 1)
                : new Batches(samples, size, true, settings.seed() + 1);
    }

    private Frozen features(TorchOps ops, JointWindows set) {
        return new Frozen(set, network.samples(), network.sampleWidth(), joints -> network.samples(ops,
                network.states(ops, Graphs.centred(ops, joints, centre))));
    }

    /** Samples of sequences. */
    private int[] samples(int... rows) {
        int each = network.samples();
        return Arrays.stream(rows).flatMap(row -> IntStream.range(row * each, (row + 1) * each)).toArray();
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        Frozen all = set.values() == parts.train().values() ? trained : probed;
        Tensor samples = ops.reshape(all.pick(samples(rows)), -1, network.samples(), network.sampleWidth());
        return network.sequenceLogits(ops, samples, recognition.classes());
    }

    private Tensor loss(TorchOps ops, int... samples) {
        int[] windows = Arrays.stream(samples).map(sample -> sample / network.samples()).toArray();
        Tensor logits = network.sampleLogits(ops, trained.pick(samples), recognition.classes());
        return torch.cross_entropy_loss(logits, Torch.indices(recognition.labels(windows)));
    }
}
