package gaitkeeper.trainer.smsge;

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

/** The head's stage: the encoder is frozen, so its states are computed once. */
final class ReadOut implements Stage {
    private static final int WEIGHTS = 3;
    private static final int BATCH = 256;

    private final SmSgeNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final int levels;
    private final float[] trained;
    private final float[] probed;
    private final Recognition recognition;
    private final Batches batches;

    ReadOut(SmSgeNetwork network, Weights encoder, Parts parts, Settings settings, boolean trailing) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        levels = network.frames() + (trailing ? 1 : 0);
        try (var ops = new TorchOps(encoder)) {
            trained = states(ops, parts.train(), trailing);
            probed = states(ops, parts.probe(), trailing);
        }
        recognition = new Recognition(parts, settings, this::logits);
        batches = recognition.batches();
    }

    private float[] states(TorchOps ops, JointWindows set, boolean trailing) {
        float[] states = new float[set.size() * levels * network.width()];
        for (int from = 0; from < set.size(); from += BATCH) {
            int[] rows = IntStream.range(from, Math.min(set.size(), from + BATCH)).toArray();
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor joints = Graphs.centred(ops, set.tensor(rows), settings.centre());
                float[] some = Torch
                        .numbers(trailing ? network.statesAndTrailing(ops, joints) : network.states(ops, joints));
                System.arraycopy(some, 0, states, from * levels * network.width(), some.length);
            }
        }
        return states;
    }

    private Tensor logits(TorchOps ops, JointWindows set, int... rows) {
        float[] all = set.values() == parts.train().values() ? trained : probed;
        int width = levels * network.width();
        float[] some = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * width, some, i * width, width);
        }
        return network.logits(ops, Torch.tensor(some, rows.length, levels, network.width()), recognition.classes());
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
                + Integer.toHexString(Arrays.hashCode(trained));
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
