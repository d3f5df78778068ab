package gaitkeeper.trainer.relation;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A body at several scales, each with its own structural layer: what SM-SGE and MG-SCR have in common below their memory. */
public final class Graphs {
    private final int joints;
    private final Map<Scale, StructuralRelation> layers = new LinkedHashMap<>();

    /**
     * Prepares the scales.
     *
     * @param joints J: 20, 25 or 14
     * @param heads R
     * @param width d, features of a node
     */
    public Graphs(int joints, int heads, int width, List<Scale> scales) {
        this.joints = joints;
        scales.forEach(scale -> layers.put(scale,
                new StructuralRelation(new BodyScale(joints, scale), heads, width)));
    }

    /** Adds weights to start from. */
    public Weights initial(Weights weights, RandomGenerator random) {
        layers.values().forEach(layer -> layer.initial(weights, random));
        return weights;
    }

    /** A body at one scale. */
    public BodyScale body(Scale scale) {
        return layer(scale).body();
    }

    private StructuralRelation layer(Scale scale) {
        return Objects.requireNonNull(layers.get(scale), () -> "no scale " + scale);
    }

    /** Where the nodes of all scales stand, one graph per frame: {@code [batch, f, J, 3]}, centred, to {@code [batch f, n, 3]}. */
    public <T> Map<Scale, T> nodes(Ops<T> ops, T joints) {
        T frames = ops.reshape(joints, -1, this.joints, 3);
        Map<Scale, T> nodes = new LinkedHashMap<>();
        layers.forEach((scale, layer) -> nodes.put(scale, layer.body().nodes(ops, frames)));
        return nodes;
    }

    /** Features of the nodes of all scales: {@code [batch f, n, 3]} to {@code [batch f, n, d]}. */
    public <T> Map<Scale, T> features(Ops<T> ops, Map<Scale, T> nodes) {
        Map<Scale, T> features = new LinkedHashMap<>();
        layers.forEach((scale, layer) -> features.put(scale,
                layer.of(ops, Objects.requireNonNull(nodes.get(scale)))));
        return features;
    }

    /** Frames {@code [batch, f, J, 3]} relative to one joint, or as they are for {@link StateGraph#UNCENTRED}. */
    public static <T> T centred(Ops<T> ops, T joints, int centre) {
        return centre == StateGraph.UNCENTRED ? joints : ops.sub(joints, ops.slice(joints, 2, centre, centre + 1));
    }
}
