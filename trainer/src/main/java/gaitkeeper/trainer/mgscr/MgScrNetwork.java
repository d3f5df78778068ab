package gaitkeeper.trainer.mgscr;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.nn.Lstm;
import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Perceptron;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Collaboration;
import gaitkeeper.trainer.relation.Graphs;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The network of MG-SCR ({@code mg-scr.md} section 2): parts take from joints and bodies from parts, both are copied back to
 * the joints, one memory reads the joints. The predictor of the next skeleton is for training only.
 */
public final class MgScrNetwork implements StateNetwork {
    /** Parameters that the published code makes and never uses, at d = 8; they are in its counts and not in ours. */
    public static final int PUBLISHED_DEAD = 64;

    private static final List<Scale> SCALES = List.of(Scale.JOINT, Scale.PART, Scale.BODY);
    private static final String PARTS = "exchange.part.joint";
    private static final String BODIES = "exchange.body.part";
    private static final String PREDICTOR = "predict";
    private static final String HEAD = "recognise";
    private static final int NODES = 1;
    private static final int FRAMES = 1;

    private final Sizes sizes;
    private final Graphs graphs;
    private final Lstm memory;
    private final Perceptron predictor;

    /**
     * Sizes of a network.
     *
     * @param joints J: 20, 25 or 14
     * @param frames f
     * @param heads R
     * @param features d of a node
     * @param width D_h of the memory
     * @param lambda weight of what is copied back
     * @param lastFrame whether the state after the last frame counts; as published it does not
     */
    public record Sizes(int joints, int frames, int heads, int features, int width, float lambda, boolean lastFrame) {
        /** The published sizes for a width. */
        public static Sizes published(int joints, int frames, int width) {
            return new Sizes(joints, frames, 8, 8, width, 0.3f, false);
        }

        /** States that an embedding and scores are made of. */
        int states() {
            return lastFrame ? frames : frames - 1;
        }
    }

    /** A network of these sizes. */
    public MgScrNetwork(Sizes sizes) {
        this.sizes = sizes;
        graphs = new Graphs(sizes.joints, sizes.heads, sizes.features, SCALES);
        memory = Lstm.of("memory", sizes.joints * sizes.features, sizes.width, 2);
        predictor = new Perceptron(PREDICTOR, sizes.width, sizes.width, 3 * sizes.joints);
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

    /** Numbers of an embedding. */
    @Override
    public int width() {
        return sizes.width;
    }

    private Perceptron head(int classes) {
        return new Perceptron(HEAD, sizes.width, sizes.width, classes);
    }

    /** Weights of encoder and predictor to start from. */
    public Weights initial(RandomGenerator random) {
        Weights weights = graphs.initial(new Weights(), random);
        weights.normal(PARTS, sizes.features, sizes.features, random).normal(BODIES, sizes.features, sizes.features,
                random);
        return predictor.initial(memory.initial(weights, random), random);
    }

    /** Weights of a recognition head to start from. */
    public Weights initialHead(int classes, RandomGenerator random) {
        return head(classes).initial(new Weights(), random);
    }

    /** The parameters that an embedding needs. */
    public static Weights encoder(Weights weights) {
        return weights.only(name -> !name.startsWith(PREDICTOR) && !name.startsWith(HEAD));
    }

    /** Features of the joints, with those of their parts and bodies: {@code [batch, f, J, 3]}, centred, to {@code [batch f, J, d]}. */
    <T> T fused(Ops<T> ops, T joints) {
        Map<Scale, T> own = graphs.features(ops, graphs.nodes(ops, joints));
        T joint = of(own, Scale.JOINT);
        T part = of(own, Scale.PART);
        T body = of(own, Scale.BODY);
        T parts = ops.add(part, told(ops, part, own, Scale.JOINT, PARTS));
        T bodies = ops.add(body, told(ops, body, own, Scale.PART, BODIES));
        return ops.add(joint, ops.mul(copiedBack(ops, parts, bodies), ops.scalar(sizes.lambda)));
    }

    private <T> T told(Ops<T> ops, T receivers, Map<Scale, T> own, Scale provider, String exchange) {
        return Collaboration.told(ops, receivers, List.of(new Collaboration.Provider<>(graphs.body(provider).nodes(),
                of(own, provider), ops.parameter(exchange))));
    }

    private static <T> T of(Map<Scale, T> scales, Scale scale) {
        return Objects.requireNonNull(scales.get(scale));
    }

    /** For each joint the sum of its part's and its body part's features: {@code [graphs, J, d]}. */
    <T> T copiedBack(Ops<T> ops, T parts, T bodies) {
        return ops.add(ops.pick(parts, NODES, graphs.body(Scale.PART).nodeOfJoint()),
                ops.pick(bodies, NODES, graphs.body(Scale.BODY).nodeOfJoint()));
    }

    private <T> T frames(Ops<T> ops, T joints) {
        return ops.reshape(fused(ops, joints), -1, sizes.frames, sizes.joints * sizes.features);
    }

    /** States after each frame: {@code [batch, f, J, 3]}, centred, to {@code [batch, f, D_h]}. */
    @Override
    public <T> T states(Ops<T> ops, T joints) {
        return memory.outputs(ops, frames(ops, joints), sizes.frames);
    }

    /** States after frames that are not the same for all sequences: {@code [batch, f, J, 3]}, centred, to {@code [batch, k, D_h]} each. */
    <T> List<T> states(Ops<T> ops, T joints, List<TiledFrames> runs) {
        T fused = fused(ops, joints);
        return runs.stream().map(tiled -> memory.outputs(ops,
                tiled.of(ops, fused, sizes.frames, sizes.joints * sizes.features), tiled.count())).toList();
    }

    /**
     * The states that count, with the published fault: the memory runs over the first frame, the first two and so on, each tiled anew,
     * and the last state of each run is taken: {@code [batch, f, J, 3]}, centred, to {@code [batch, states, D_h]}.
     *
     * @param batch sequences of the batch
     */
    <T> T tiledStates(Ops<T> ops, T joints, int batch) {
        List<TiledFrames> runs = IntStream.rangeClosed(1, sizes.states())
                .mapToObj(count -> TiledFrames.of(batch, IntStream.range(0, count).toArray())).toList();
        List<T> states = states(ops, joints, runs);
        return ops.concat(FRAMES, IntStream.range(0, runs.size())
                .mapToObj(run -> ops.slice(states.get(run), FRAMES, run, run + 1)).toList());
    }

    /** The skeletons that follow states, one after each: {@code [batch, k, D_h]} to {@code [batch, k, 3 J]}. */
    <T> T predicted(Ops<T> ops, T states) {
        return predictor.of(ops, states);
    }

    /** The states that count. */
    private <T> T counted(Ops<T> ops, T states) {
        return ops.slice(states, FRAMES, 0, sizes.states());
    }

    /** The vector of a sequence, the mean of the states that count: {@code [batch, f, D_h]} to {@code [batch, D_h]}. */
    @Override
    public <T> T embedding(Ops<T> ops, T states) {
        return ops.mean(counted(ops, states), FRAMES, false);
    }

    /** Scores of all classes, summed over the states that count: {@code [batch, f, D_h]} to {@code [batch, C]}. */
    @Override
    public <T> T logits(Ops<T> ops, T states, int classes) {
        return ops.sum(head(classes).of(ops, counted(ops, states)), FRAMES, false);
    }

    /** The skeletons that follow sub-sequences: {@code [batch, f, J, 3]}, centred, to {@code [nodes, batch, 3 J]}. */
    <T> T predicted(Ops<T> ops, T joints, SubSequences some) {
        return predictor.of(ops, memory.outputs(ops, frames(ops, joints), some));
    }
}
