package gaitkeeper.trainer.smsge;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Piece;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.Stage;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/** The encoder's stage: four losses, each with an optimiser of its own, as published. The last epoch is taken. */
final class Reconstruction implements Stage {
    private static final int WEIGHTS = 1;
    private static final int PICKS = 2;

    private final SmSgeNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final boolean redrawn;
    private final Batches batches;

    Reconstruction(SmSgeNetwork network, Parts parts, Settings settings, boolean redrawn) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        this.redrawn = redrawn;
        batches = parts.encoderBatches(settings);
    }

    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public String identity() {
        return "sm-sge " + network.sizes() + " redrawn " + redrawn + " " + parts.encoderIdentity(settings);
    }

    @Override
    public Weights initial() {
        return network.initial(SmSgeRecipe.random(settings.seed(), WEIGHTS));
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return SmSgeRecipe.MOVES.stream().map(SmSgeNetwork::reachedFrom).toList();
    }

    @Override
    public List<Piece> pieces(int epoch, int... rows) {
        var loss = new SmSgeLoss(network, picks(epoch, rows));
        return Piece.halvesOfMean((ops, some) -> losses(ops, loss, some), rows);
    }

    private List<Tensor> losses(TorchOps ops, SmSgeLoss loss, int... rows) {
        Map<Scale, Tensor> losses = loss.of(ops,
                Graphs.centred(ops, parts.train().tensor(rows), settings.centre()));
        return SmSgeRecipe.MOVES.stream().map(scale -> Objects.requireNonNull(losses.get(scale))).toList();
    }

    /** Which frames, for all sequences of a batch; a batch that is drawn for anew is known by its epoch and its rows. */
    private SubSequences picks(int epoch, int... rows) {
        int purpose = redrawn ? 31 * epoch + Arrays.hashCode(rows) : PICKS;
        return SubSequences.draw(network.frames(), 1, SmSgeRecipe.random(settings.seed(), purpose));
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public Schedule schedule() {
        return new Schedule(settings.epochs(), settings.epochs(), settings.rate());
    }
}
