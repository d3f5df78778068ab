package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.cage.CageRecipe.Variant;
import gaitkeeper.trainer.loop.Batches;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Piece;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.Stage;
import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** The encoders of one pretext, all axes at once: nothing is shared between them, so that is as good as one after the other. */
final class PretextStage implements Stage {
    private static final Adam.Penalty PENALTY = new Adam.Penalty(0.02, 5);

    private final CageNetwork network;
    private final Pretext pretext;
    private final Parts parts;
    private final Settings settings;
    private final Variant variant;
    private final Batches batches;

    PretextStage(CageNetwork network, Pretext pretext, Parts parts, Settings settings, Variant variant) {
        this.network = network;
        this.pretext = pretext;
        this.parts = parts;
        this.settings = settings;
        this.variant = variant;
        batches = batches(parts.train().all());
    }

    @Override
    public String name() {
        return pretext.id();
    }

    @Override
    public String identity() {
        return pretext + " " + network.encoderWidth() + " x " + network.frames() + " " + variant.encoder(pretext) + " "
                + parts.encoderIdentity(settings);
    }

    @Override
    public Weights initial() {
        return network.initial(pretext, variant.contrastive(),
                CageRecipe.random(settings.seed(), 1 + pretext.ordinal()));
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return List.of(_ -> true);
    }

    /** Axes share nothing; the sequences of an axis share a loss only where they are contrasted. */
    @Override
    public List<Piece> pieces(int epoch, int... rows) {
        return IntStream.range(0, CageNetwork.AXES).boxed().flatMap(axis -> variant.contrastive()
                ? Stream.of((Piece) ops -> losses(ops, axis, rows))
                : Piece.halvesOfSum((ops, some) -> losses(ops, axis, some), rows).stream()).toList();
    }

    private List<Tensor> losses(TorchOps ops, int axis, int... rows) {
        Tensor joints = joints(ops, rows);
        Tensor targets = pretext == Pretext.PREDICT ? joints(ops, following(rows)) : joints;
        Tensor target = ops.at(targets, 3, axis);
        AxisNetwork own = network.axis(pretext, axis);
        var decoded = own.decoded(ops,
                pretext == Pretext.SORT ? mixed(target, axis, rows) : ops.at(joints, 3, axis));
        Tensor loss = CageLoss.reconstruction(ops, own.given(ops, decoded),
                pretext == Pretext.REVERSE ? ops.pick(target, 1, backwards()) : target);
        if (pretext.local() && !variant.basicAttention()) {
            loss = loss.add(CageLoss.locality(ops, decoded.attention(), network.frames()));
        }
        int[] pairs = pairs(parts.train().recordings(), settings.faithful(), rows);
        return List.of(variant.contrastive() && pairs.length > 0
                ? loss.add(CageLoss.contrast(ops, own.projected(ops, decoded.contexts()), variant.temperature(), pairs))
                : loss);
    }

    private Tensor joints(TorchOps ops, int... rows) {
        return Graphs.centred(ops, parts.train().tensor(rows), variant.centre(settings));
    }

    private int[] following(int... rows) {
        return Arrays.stream(rows).map(row -> following(parts.train().recordings(), settings.faithful(), row))
                .toArray();
    }

    /** What comes next; the last of a recording predicts itself, in the published code only the last of all. */
    static int following(int[] recordings, boolean faithful, int row) {
        int next = row + 1;
        return next < recordings.length && (faithful || recordings[next] == recordings[row]) ? next : row;
    }

    private int[] backwards() {
        return IntStream.range(0, network.frames()).map(frame -> network.frames() - 1 - frame).toArray();
    }

    /** Each sequence's frames in an order of its own, another for each axis, the same in all epochs. */
    private Tensor mixed(Tensor ordered, int axis, int... rows) {
        float[] numbers = Torch.numbers(ordered);
        float[] mixed = new float[numbers.length];
        for (int i = 0; i < rows.length; i++) {
            int[] order = order(rows[i] * CageNetwork.AXES + axis);
            for (int frame = 0; frame < order.length; frame++) {
                System.arraycopy(numbers, (i * order.length + order[frame]) * network.joints(), mixed,
                        (i * order.length + frame) * network.joints(), network.joints());
            }
        }
        return Torch.tensor(mixed, rows.length, network.frames(), network.joints());
    }

    private int[] order(int which) {
        SplittableRandom random = CageRecipe.random(settings.seed() + 1000L * which, 99);
        int[] order = IntStream.range(0, network.frames()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    /** Neighbours in time within the batch; the published code also pairs the end of one recording with the start of the next. */
    static int[] pairs(int[] recordings, boolean faithful, int... rows) {
        return IntStream.range(0, rows.length - 1)
                .filter(i -> rows[i + 1] == rows[i] + 1
                        && (faithful || recordings[rows[i]] == recordings[rows[i + 1]]))
                .toArray();
    }

    /**
     * In the order of time where neighbours are contrasted; otherwise shuffled, as published once and not for each epoch. No labels
     * are used.
     */
    private Batches batches(int... rows) {
        return settings.faithful() && !variant.contrastive()
                ? Batches.shuffledOnce(rows, settings.batch(), settings.seed())
                : new Batches(rows, settings.batch(), !variant.contrastive(), settings.seed());
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public Schedule schedule() {
        return new Schedule(settings.epochs(), settings.epochs(), settings.rate(), PENALTY);
    }
}
