package gaitkeeper.trainer.mgscr;

import gaitkeeper.trainer.loop.JointWindows;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recognition;
import gaitkeeper.trainer.loop.RecognitionStage;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import org.bytedeco.pytorch.Tensor;

/** What the stage with labels is made of: encoder and head together, everything decaying, the predictor among it. */
final class FineTuning {
    private static final int WEIGHTS = 3;
    private static final double DECAY = 0.0005;

    private final MgScrNetwork network;
    private final Settings settings;
    private final boolean tiled;
    private final Recognition recognition;

    private FineTuning(MgScrNetwork network, Parts parts, Settings settings, boolean tiled) {
        this.network = network;
        this.settings = settings;
        this.tiled = tiled;
        recognition = new Recognition(parts, settings, true, this::logits);
    }

    static RecognitionStage stage(MgScrNetwork network, Weights encoder, Parts parts, Settings settings,
            boolean tiled) {
        var tuning = new FineTuning(network, parts, settings, tiled);
        Weights head = network.initialHead(tuning.recognition.classes(),
                MgScrRecipe.random(settings.seed(), WEIGHTS));
        var stage = new RecognitionStage(
                "mg-scr tuned " + network.sizes() + (tiled ? " tiled " : " ") + parts.headIdentity(settings) + " from "
                        + Integer.toHexString(encoder.checksum()),
                new Weights().putAll(encoder).putAll(head), tuning.recognition, tuning::loss);
        return tiled ? stage.undivided() : stage;
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        Tensor joints = Graphs.centred(ops, set.tensor(rows), settings.centre());
        Tensor states = tiled
                ? network.tiledStates(ops, joints, rows.length)
                : network.states(ops, joints);
        return network.logits(ops, states, recognition.classes());
    }

    private Tensor loss(TorchOps ops, int... rows) {
        return recognition.loss(ops, rows).add(MgScrLoss.decay(ops.parameters(), DECAY));
    }
}
