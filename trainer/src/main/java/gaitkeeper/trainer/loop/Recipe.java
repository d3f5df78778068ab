package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.relation.Graphs;
import gaitkeeper.trainer.relation.StateGraph;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** How one system is trained and written down. */
public interface Recipe {
    /** The system's name in commands and files. */
    String name();

    /**
     * Its name with what makes an embedding another than the default's, as bundles are named: what is not the same must not be taken for
     * two splits of one system.
     */
    String variant();

    /** Why what comes of it cannot be written down, as a sentence; empty if it can. */
    default Optional<String> cannotBeExported() {
        return Optional.empty();
    }

    /** One sentence for people. */
    String description();

    /**
     * Refuses data that the settings do not fit.
     *
     * @throws gaitkeeper.core.MalformedException saying what would fit
     */
    void require(Partition partition);

    /** Trains all stages; empty if someone asked to stop. */
    Optional<Trained> train(Parts parts, Loop loop);

    /** What is trained. */
    StateNetwork network();

    /** Joint that frames are made relative to, or {@link StateGraph#UNCENTRED}. */
    int centre();

    /** The encoder as ONNX and, with classes, the head. */
    default byte[] graph(Weights weights, int classes) {
        return StateGraph.write(name(), network(), weights, centre(), classes);
    }

    /** The states that an embedding is made of, of one batch of sequences {@code [batch, f, J, 3]}, centred where it centres. */
    default Tensor states(TorchOps ops, Tensor joints) {
        return network().states(ops, joints);
    }

    /** What the encoder makes of sequences in libtorch, as while it is trained. */
    default EmbeddingSet embed(Weights weights, SequenceSet set) {
        int width = network().embeddingWidth();
        JointWindows windows = JointWindows.of(set);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            var rows = new Frozen(windows, 1, width,
                    joints -> network().embedding(ops, states(ops, Graphs.centred(ops, joints, centre()))));
            return new EmbeddingSet(Torch.numbers(rows.pick(windows.all())), width, windows.persons(),
                    windows.recordings());
        }
    }

    /**
     * What was learned.
     *
     * @param weights of encoder and head
     * @param classes of the head, 0 without one
     * @param width numbers of an embedding
     * @param how in words, for the bundle
     * @param learnedFrom whom the encoder was learned from, as a clause for the calibration
     * @param figures of the head on the probes, percent
     */
    record Trained(Weights weights, int classes, int width, String how, String learnedFrom,
            Map<String, Double> figures) {}
}
