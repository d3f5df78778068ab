package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.loop.DivergedException;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The gradient steps of one epoch. */
final class SimMcSteps {
    private final SimMcConfig config;
    private final SimMcNetwork network;
    private final TorchOps ops;
    private final Adam adam;
    private final SimMcEncoder encoder;
    private final SimMcLoss loss;
    private double mpcSum;
    private double micSum;
    private int done;

    SimMcSteps(SimMcConfig config, SimMcNetwork network, TorchOps ops, Adam adam, SimMcEncoder encoder) {
        this.config = config;
        this.network = network;
        this.ops = ops;
        this.adam = adam;
        this.encoder = encoder;
        loss = new SimMcLoss(config.lambda(), config.temperature(), config.faithful());
    }

    double mpc() {
        return mpcSum / done;
    }

    double mic() {
        return micSum / done;
    }

    /** Steps over the kept sequences, full batches only; false if it was broken off. */
    boolean run(int epoch, FrameSet train, Masks masks, PseudoLabels labels, BooleanSupplier cancelled,
            Progress progress) {
        int batch = config.schedule().batch();
        int steps = labels.kept().length / batch;
        try (PointerScope _ = new PointerScope()) {
            Tensor[] prototypes = {prototypes(labels.prototypes()[0]), prototypes(labels.prototypes()[1])};
            for (int step = 0; step < steps; step++) {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
                int[] rows = Arrays.copyOfRange(labels.kept(), step * batch, (step + 1) * batch);
                float value = step(train.pick(rows), rows, step * batch, masks, labels, prototypes);
                if (!Float.isFinite(value)) {
                    throw new DivergedException(SimMcTrainer.STAGE, epoch, step, value);
                }
                progress.step(SimMcTrainer.STAGE, epoch, ++done, steps);
            }
        }
        return true;
    }

    /** Without clusters there is no step, so nothing looks at an empty tensor. */
    private Tensor prototypes(float... rows) {
        try (var _ = new NoGradGuard()) {
            return ops.unitLength(Torch.tensor(rows, rows.length / network.width(), network.width()), 1);
        }
    }

    private float step(FrameSet sequences, int[] rows, int position, Masks masks, PseudoLabels labels,
            Tensor... prototypes) {
        try (PointerScope _ = new PointerScope()) {
            Tensor frames = Torch.tensor(sequences.values(), rows.length, sequences.frames(), sequences.width());
            Tensor hidden = network.hidden(ops, frames);
            Tensor first = encoder.masked(hidden, masks, 0, position, rows);
            Tensor second = encoder.masked(hidden, masks, 1, position, rows);
            Tensor mpc = loss.mpc(ops, first, prototypes[0], labels.labels(0, rows))
                    .add(loss.mpc(ops, second, prototypes[1], labels.labels(1, rows)));
            Tensor mic = loss.mic(ops, network, first, second);
            Tensor total = loss.total(mic, mpc);
            total.backward();
            mpcSum += mpc.item_float();
            micSum += mic.item_float();
            try (var _ = new NoGradGuard()) {
                adam.step();
            }
            return total.item_float();
        }
    }
}
