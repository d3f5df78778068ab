package gaitkeeper.trainer.smsge;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.nn.Lstm;
import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Perceptron;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Collaboration;
import gaitkeeper.trainer.relation.Graphs;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The network of SM-SGE ({@code sm-sge.md} sections 3 to 7): structural relations within each of four scales, collaborative ones
 * towards coarser scales, one memory per scale. Predictors and the recognition head are for training and classification only.
 */
public final class SmSgeNetwork implements StateNetwork {
    /** Scales from fine to coarse: the order in which states stand side by side. */
    public static final List<Scale> SCALES = List.of(Scale.HYPER_JOINT, Scale.JOINT, Scale.PART, Scale.BODY);

    /** Parameters that the published code makes and never uses, at d = 8; they are in its counts and not in ours. */
    public static final int PUBLISHED_DEAD = 64;

    private static final String HEAD = "recognise";
    private static final int FRAMES = 1;

    private final Sizes sizes;
    private final boolean trailingZeroFrame;
    private final boolean lastState;
    private final Graphs graphs;

    /**
     * Sizes of a network.
     *
     * @param joints J: 20, 25 or 14
     * @param frames f
     * @param heads R
     * @param features d of a node
     * @param width D_h of a memory
     * @param layers of a memory
     * @param lambda weight of what other nodes tell
     */
    public record Sizes(int joints, int frames, int heads, int features, int width, int layers, float lambda) {
        /** The published sizes for a width. */
        public static Sizes published(int joints, int frames, int width) {
            return new Sizes(joints, frames, 8, 8, width, 2, 1);
        }
    }

    /** A network of these sizes. */
    public SmSgeNetwork(Sizes sizes) {
        this(sizes, false, false);
    }

    /**
     * A network of these sizes whose states are used in another way.
     *
     * @param trailingZeroFrame whether scores count a state more, after a frame of nothing but zeros
     * @param lastState whether the last state alone is the embedding instead of the mean
     */
    public SmSgeNetwork(Sizes sizes, boolean trailingZeroFrame, boolean lastState) {
        this.sizes = sizes;
        this.trailingZeroFrame = trailingZeroFrame;
        this.lastState = lastState;
        graphs = new Graphs(sizes.joints, sizes.heads, sizes.features, SCALES);
    }

    @Override
    public int joints() {
        return sizes.joints;
    }

    @Override
    public int frames() {
        return sizes.frames;
    }

    /** Its sizes. */
    public Sizes sizes() {
        return sizes;
    }

    /** Numbers of an embedding: four memories side by side. */
    @Override
    public int width() {
        return SCALES.size() * sizes.width;
    }

    /** The scales a scale takes from and reconstructs: itself and all coarser ones. */
    static List<Scale> from(Scale scale) {
        return SCALES.subList(SCALES.indexOf(scale), SCALES.size());
    }

    private static String name(Scale scale) {
        return scale.name().toLowerCase(Locale.ROOT);
    }

    private static String exchange(Scale receiver, Scale provider) {
        return "exchange." + name(receiver) + "." + name(provider);
    }

    private Lstm memory(Scale scale) {
        return Lstm.of("memory." + name(scale), graphs.body(scale).nodes() * sizes.features, sizes.width, sizes.layers);
    }

    private Perceptron predictor(Scale from, Scale to) {
        return new Perceptron("predict." + name(from) + "." + name(to), sizes.width, sizes.width,
                3 * graphs.body(to).nodes());
    }

    private Perceptron head(int classes) {
        return new Perceptron(HEAD, width(), width(), classes);
    }

    /** Weights of encoder and predictors to start from. */
    public Weights initial(RandomGenerator random) {
        Weights weights = graphs.initial(new Weights(), random);
        for (Scale receiver : SCALES) {
            for (Scale provider : from(receiver)) {
                weights.normal(exchange(receiver, provider), sizes.features, sizes.features, random);
            }
        }
        SCALES.forEach(scale -> memory(scale).initial(weights, random));
        SCALES.forEach(scale -> from(scale).forEach(to -> predictor(scale, to).initial(weights, random)));
        return weights;
    }

    /** Weights of a recognition head to start from. */
    public Weights initialHead(int classes, RandomGenerator random) {
        return head(classes).initial(new Weights(), random);
    }

    /** The parameters that an embedding needs. */
    public static Weights encoder(Weights weights) {
        return weights.only(name -> !name.startsWith("predict.") && !name.startsWith(HEAD));
    }

    /** The parameters that the loss of one scale reaches; each loss has an optimiser of its own, as published. */
    public static Predicate<String> reachedFrom(Scale scale) {
        List<String> beginnings = new ArrayList<>(List.of("memory." + name(scale) + ".", "predict." + name(scale) + ".",
                "exchange." + name(scale) + "."));
        from(scale).forEach(coarser -> beginnings.add("structure." + name(coarser) + "."));
        return parameter -> beginnings.stream().anyMatch(parameter::startsWith);
    }

    /** Where the nodes of all scales stand: {@code [batch, f, J, 3]}, centred, to {@code [batch f, n, 3]} each. */
    public <T> Map<Scale, T> nodes(Ops<T> ops, T joints) {
        return graphs.nodes(ops, joints);
    }

    /** What each node is in its own graph and, beside that, among the coarser ones: {@code [batch f, n, d]} each. */
    <T> Map<Scale, T> related(Ops<T> ops, Map<Scale, T> nodes) {
        Map<Scale, T> own = graphs.features(ops, nodes);
        Map<Scale, T> related = new EnumMap<>(Scale.class);
        for (Scale receiver : SCALES) {
            T told = Collaboration.told(ops, of(own, receiver),
                    from(receiver).stream().map(provider -> provider(ops, own, receiver, provider)).toList());
            related.put(receiver, ops.add(of(own, receiver), ops.mul(told, ops.scalar(sizes.lambda))));
        }
        return related;
    }

    private <T> Collaboration.Provider<T> provider(Ops<T> ops, Map<Scale, T> own, Scale receiver, Scale provider) {
        return new Collaboration.Provider<>(graphs.body(provider).nodes(), of(own, provider),
                ops.parameter(exchange(receiver, provider)));
    }

    private static <T> T of(Map<Scale, T> scales, Scale scale) {
        return Objects.requireNonNull(scales.get(scale));
    }

    /** What the memories read: {@code [batch, f, n d]} for each scale. */
    <T> Map<Scale, T> frames(Ops<T> ops, Map<Scale, T> nodes) {
        Map<Scale, T> frames = new EnumMap<>(Scale.class);
        related(ops, nodes).forEach((scale, features) -> frames.put(scale,
                ops.reshape(features, -1, sizes.frames, graphs.body(scale).nodes() * sizes.features)));
        return frames;
    }

    /** States after each frame: {@code [batch, f, J, 3]}, centred, to {@code [batch, f, 4 D_h]}. */
    @Override
    public <T> T states(Ops<T> ops, T joints) {
        return states(ops, frames(ops, nodes(ops, joints)), sizes.frames);
    }

    /** As published: one state more, after a frame of nothing but zeros. {@code [batch, f + 1, 4 D_h]} */
    public <T> T statesAndTrailing(Ops<T> ops, T joints) {
        Map<Scale, T> frames = frames(ops, nodes(ops, joints));
        frames.replaceAll((_, own) -> ops.concat(FRAMES,
                List.of(own, ops.mul(ops.slice(own, FRAMES, 0, 1), ops.scalar(0)))));
        return states(ops, frames, sizes.frames + 1);
    }

    private <T> T states(Ops<T> ops, Map<Scale, T> frames, int steps) {
        return ops.concat(2,
                SCALES.stream().map(scale -> memory(scale).outputs(ops, of(frames, scale), steps)).toList());
    }

    @Override
    public int levels() {
        return sizes.frames + (trailingZeroFrame ? 1 : 0);
    }

    @Override
    public <T> T levels(Ops<T> ops, T joints) {
        return trailingZeroFrame ? statesAndTrailing(ops, joints) : states(ops, joints);
    }

    /** The vector of a sequence, the mean of its states or the last: {@code [batch, f, 4 D_h]} to {@code [batch, 4 D_h]}. */
    @Override
    public <T> T embedding(Ops<T> ops, T states) {
        return lastState ? ops.at(states, FRAMES, sizes.frames - 1) : ops.mean(states, FRAMES, false);
    }

    /** Scores of all classes, summed over the states: {@code [batch, states, 4 D_h]} to {@code [batch, C]}. */
    @Override
    public <T> T logits(Ops<T> ops, T states, int classes) {
        return ops.sum(head(classes).of(ops, states), FRAMES, false);
    }

    /** Memory of one scale over sub-sequences: {@code [batch, f, n d]} to {@code [nodes, batch, D_h]}. */
    <T> T remembered(Ops<T> ops, Scale scale, T frames, SubSequences some) {
        return memory(scale).outputs(ops, frames, some);
    }

    /** A skeleton of one scale, as the memory of another has it: {@code [.., D_h]} to {@code [.., 3 n]}. */
    <T> T predicted(Ops<T> ops, T states, Scale from, Scale to) {
        return predictor(from, to).of(ops, states);
    }
}
