package gaitkeeper.trainer.smsge;

import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.Frozen;
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

/** The head's stage: the encoder is frozen, so its states are computed once. */
final class ReadOut implements Stage {
    private static final int WEIGHTS = 3;

    private final SmSgeNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final int levels;
    private final int encoderChecksum;
    private final Frozen trained;
    private final Frozen probed;
    private final Recognition recognition;
    private final Batches batches;

    ReadOut(SmSgeNetwork network, Weights encoder, Parts parts, Settings settings, boolean trailing) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        levels = network.frames() + (trailing ? 1 : 0);
        encoderChecksum = encoder.checksum();
        try (var ops = new TorchOps(encoder)) {
            trained = states(ops, parts.train(), trailing);
            probed = states(ops, parts.probe(), trailing);
        }
        recognition = new Recognition(parts, settings, this::logits);
        batches = recognition.batches();
    }

    private Frozen states(TorchOps ops, JointWindows set, boolean trailing) {
        return new Frozen(set, 1, levels * network.width(), joints -> {
            Tensor centred = Graphs.centred(ops, joints, settings.centre());
            return trailing ? network.statesAndTrailing(ops, centred) : network.states(ops, centred);
        });
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        Frozen all = set.values() == parts.train().values() ? trained : probed;
        return network.logits(ops, ops.reshape(all.pick(rows), 0, levels, network.width()), recognition.classes());
    }

    Recognition recognition() {
        return recognition;
    }

    @Override
    public String name() {
        return "recognition";
    }

    /** Depends on the encoder by its numbers, so that another one's head is not gone on with. */
    @Override
    public String identity() {
        return "sm-sge head " + network.sizes() + " levels " + levels + " " + parts.identity(settings) + " encoder "
                + Integer.toHexString(encoderChecksum);
    }

    @Override
    public Weights initial() {
        return network.initialHead(recognition.classes(), SmSgeRecipe.random(settings.seed(), WEIGHTS));
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return List.of(_ -> true);
    }

    @Override
    public List<Tensor> losses(TorchOps ops, int... rows) {
        return List.of(recognition.loss(ops, rows));
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
