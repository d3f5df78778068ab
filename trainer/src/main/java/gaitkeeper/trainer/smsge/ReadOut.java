package gaitkeeper.trainer.smsge;

import gaitkeeper.trainer.loop.Frozen;
import gaitkeeper.trainer.loop.JointWindows;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recognition;
import gaitkeeper.trainer.loop.RecognitionStage;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import org.bytedeco.pytorch.Tensor;

/** What the head learns from: the encoder is frozen, so its states are computed once. */
final class ReadOut {
    private static final int WEIGHTS = 3;

    private final SmSgeNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final int levels;
    private final Frozen trained;
    private final Frozen probed;
    private final Recognition recognition;

    private ReadOut(SmSgeNetwork network, Weights encoder, Parts parts, Settings settings) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        levels = network.levels();
        try (var ops = new TorchOps(encoder)) {
            trained = states(ops, parts.train());
            probed = states(ops, parts.probe());
        }
        recognition = new Recognition(parts, settings, true, this::logits);
    }

    static RecognitionStage stage(SmSgeNetwork network, Weights encoder, Parts parts, Settings settings) {
        var head = new ReadOut(network, encoder, parts, settings);
        return new RecognitionStage(
                "sm-sge head " + network.sizes() + " levels " + head.levels + " " + parts.headIdentity(settings)
                        + " encoder " + Integer.toHexString(encoder.checksum()),
                network.initialHead(head.recognition.classes(), SmSgeRecipe.random(settings.seed(), WEIGHTS)),
                head.recognition, head.recognition::loss);
    }

    private Frozen states(TorchOps ops, JointWindows set) {
        return new Frozen(set, 1, levels * network.width(), joints -> network.levels(ops,
                Graphs.centred(ops, joints, settings.centre())));
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        Frozen all = set.values() == parts.train().values() ? trained : probed;
        return network.logits(ops, ops.reshape(all.pick(rows), 0, levels, network.width()), recognition.classes());
    }
}
