package gaitkeeper.trainer.mgscr;

import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.JointWindows;
import gaitkeeper.trainer.loop.Measured;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recognition;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.Stage;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/** The stage with labels: encoder and head together, everything decaying, the predictor among it. */
final class FineTuning implements Stage {
    private static final int WEIGHTS = 3;
    private static final double DECAY = 0.0005;

    private final MgScrNetwork network;
    private final Weights encoder;
    private final Parts parts;
    private final Settings settings;
    private final Recognition recognition;
    private final Batches batches;

    FineTuning(MgScrNetwork network, Weights encoder, Parts parts, Settings settings) {
        this.network = network;
        this.encoder = encoder;
        this.parts = parts;
        this.settings = settings;
        recognition = new Recognition(parts, settings, this::logits);
        batches = recognition.batches();
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        Tensor joints = Graphs.centred(ops, set.tensor(rows), settings.centre());
        return network.logits(ops, network.states(ops, joints), recognition.classes());
    }

    Recognition recognition() {
        return recognition;
    }

    @Override
    public String name() {
        return "recognition";
    }

    /** Depends on the first stage by its numbers, so that another one is not gone on with. */
    @Override
    public String identity() {
        return "mg-scr tuned " + network.sizes() + " " + parts.identity(settings) + " from "
                + Integer.toHexString(encoder.checksum());
    }

    @Override
    public Weights initial() {
        return new Weights().putAll(encoder)
                .putAll(network.initialHead(recognition.classes(), MgScrRecipe.random(settings.seed(), WEIGHTS)));
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return List.of(_ -> true);
    }

    @Override
    public List<Tensor> losses(TorchOps ops, int... rows) {
        return List.of(recognition.loss(ops, rows).add(MgScrLoss.decay(ops.parameters(), DECAY)));
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
