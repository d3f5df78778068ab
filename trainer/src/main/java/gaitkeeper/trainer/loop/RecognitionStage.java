package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/** The stage with labels: a head that recognises people, on top of a finished encoder or together with it. */
public final class RecognitionStage implements Stage {
    private final String identity;
    private final Weights initial;
    private final Recognition recognition;
    private final Batches batches;
    private final Loss loss;
    private final boolean divided;

    /** What samples cost. */
    @FunctionalInterface
    public interface Loss {
        /** The mean loss of some samples. */
        Tensor of(TorchOps ops, int... samples);
    }

    /**
     * A stage that learns from samples of its own.
     *
     * @param identity what it depends on besides the recognition: the encoder by its numbers, so that another one's head is not
     *     gone on with
     * @param initial weights to start from; all of them are moved
     * @param batches of samples
     */
    public RecognitionStage(String identity, Weights initial, Recognition recognition, Batches batches, Loss loss) {
        this(identity, initial, recognition, batches, loss, true);
    }

    private RecognitionStage(String identity, Weights initial, Recognition recognition, Batches batches, Loss loss,
            boolean divided) {
        this.identity = identity;
        this.initial = initial;
        this.recognition = recognition;
        this.batches = batches;
        this.loss = loss;
        this.divided = divided;
    }

    /** One whose samples are sequences. */
    public RecognitionStage(String identity, Weights initial, Recognition recognition, Loss loss) {
        this(identity, initial, recognition, recognition.batches(), loss);
    }

    /** The same where a sample's scores depend on its place in the batch: a step works on all of it at once. */
    public RecognitionStage undivided() {
        return new RecognitionStage(identity, initial, recognition, batches, loss, false);
    }

    /** Number of classes of the head. */
    public int classes() {
        return recognition.classes();
    }

    /** How well the probes are recognised, percent. */
    public Map<String, Double> probes(Weights weights) {
        try (var ops = new TorchOps(weights)) {
            return recognition.probes(ops);
        }
    }

    @Override
    public String name() {
        return "recognition";
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Weights initial() {
        return initial;
    }

    @Override
    public List<Predicate<String>> optimisers() {
        return List.of(_ -> true);
    }

    @Override
    public List<Piece> pieces(int epoch, int... samples) {
        return divided
                ? Piece.halvesOfMean((ops, some) -> List.of(loss.of(ops, some)), samples)
                : List.of(ops -> List.of(loss.of(ops, samples)));
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public Schedule schedule() {
        return recognition.schedule();
    }

    @Override
    public Measured measure(TorchOps ops) {
        return recognition.measure(ops);
    }
}
