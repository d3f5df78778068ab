package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.nn.Weights;
import java.util.Map;
import java.util.Optional;

/** How one system is trained and written down. */
public interface Recipe {
    /** Its name in commands, files and bundles. */
    String name();

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

    /** The encoder as ONNX and, with classes, the head. */
    byte[] graph(Weights weights, int classes);

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
