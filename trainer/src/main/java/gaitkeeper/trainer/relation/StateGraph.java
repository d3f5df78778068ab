package gaitkeeper.trainer.relation;

import gaitkeeper.trainer.BundleFeatures;
import gaitkeeper.trainer.OnnxGraph;
import gaitkeeper.trainer.OnnxOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.Map;

/** Writes a {@link StateNetwork} as ONNX, the batch dynamic; centring is inside. */
public final class StateGraph {
    /** Name of the graph's input: joints {@code [batch, f, J, 3]}, metres, not centred. */
    public static final String INPUT = "joints";
    /** Name of the output that a bundle speaks of: {@code [batch, width]}. */
    public static final String EMBEDDING = "embedding";
    /** Name of the output with the states after each frame: {@code [batch, f, width]}. */
    public static final String STATES = BundleFeatures.STATES;
    /** Name of the output with the scores of classes, if there are any: {@code [batch, C]}. */
    public static final String LOGITS = "logits";

    /** In place of the joint that frames are made relative to: they are left where the sensor saw them. */
    public static final int UNCENTRED = -1;

    private static final int FRAMES = 1;

    private StateGraph() {}

    /**
     * Writes a graph.
     *
     * @param centre joint that frames are made relative to, or {@link #UNCENTRED}
     * @param classes of the recognition head, 0 to leave it out
     */
    public static byte[] write(String name, StateNetwork network, Weights weights, int centre, int classes) {
        var graph = new OnnxGraph(name);
        var ops = new OnnxOps(graph, weights);
        String joints = graph.input(INPUT, OnnxGraph.BATCH, network.frames(), network.joints(), 3);
        String levels = network.levels(ops, Graphs.centred(ops, joints, centre));
        String states = network.levels() == network.frames()
                ? levels
                : ops.slice(levels, FRAMES, 0, network.frames());
        graph.output(network.embedding(ops, states), EMBEDDING, OnnxGraph.BATCH, network.embeddingWidth());
        graph.output(states, STATES, OnnxGraph.BATCH, network.frames(), network.width());
        if (classes > 0) {
            graph.output(network.logits(ops, levels, classes), LOGITS, OnnxGraph.BATCH,
                    classes);
        }
        return graph.model(Map.of("input", "joints [batch, f, J, 3] in metres, "
                + (centre == UNCENTRED ? "not centred" : "centred inside on joint " + centre)));
    }
}
