package gaitkeeper.trainer.mgscr;

import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Piece;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.Stage;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/** The encoder's stage: sparse sequential prediction. The last epoch is taken. */
final class Prediction implements Stage {
    private static final int WEIGHTS = 1;
    private static final int PICKS = 2;

    private final MgScrNetwork network;
    private final Parts parts;
    private final Settings settings;
    private final boolean tiled;
    private final List<int[]> picked;
    private final SubSequences some;
    private final Batches batches;

    Prediction(MgScrNetwork network, Parts parts, Settings settings, boolean tiled) {
        this.network = network;
        this.parts = parts;
        this.settings = settings;
        this.tiled = tiled;
        picked = SubSequences.picked(network.frames() - 1, 1, MgScrRecipe.random(settings.seed(), PICKS));
        some = SubSequences.of(picked);
        batches = parts.encoderBatches(settings);
    }

    @Override
    public String name() {
        return "prediction";
    }

    @Override
    public String identity() {
        return "mg-scr " + network.sizes() + (tiled ? " tiled " : " ") + parts.encoderIdentity(settings);
    }

    @Override
    public Weights initial() {
        return network.initial(MgScrRecipe.random(settings.seed(), WEIGHTS));
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return List.of(_ -> true);
    }

    @Override
    public List<Piece> pieces(int epoch, int... rows) {
        return tiled ? List.of(ops -> losses(ops, rows)) : Piece.halvesOfSum(this::losses, rows);
    }

    private List<Tensor> losses(TorchOps ops, int... rows) {
        Tensor joints = Graphs.centred(ops, parts.train().tensor(rows), settings.centre());
        return List.of(tiled
                ? MgScrLoss.tiledPrediction(ops, network, picked, joints)
                : MgScrLoss.prediction(ops, network, some, joints));
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
