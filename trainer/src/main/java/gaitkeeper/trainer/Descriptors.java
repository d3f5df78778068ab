package gaitkeeper.trainer;

import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Skeleton;
import gaitkeeper.recordings.Order;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Hand-crafted descriptors as ONNX graphs, from {@code [batch, f, 20, 3]} metres to {@code [batch, width]}. All are made of
 * distances and of heights above the feet, so they do not depend on where the sensor's origin is.
 */
final class Descriptors {
    /** Name of every graph's input. */
    static final String INPUT = "joints";
    /** Name of every graph's output. */
    static final String OUTPUT = "embedding";

    static final int D13_WIDTH = 13;
    static final int D16_WIDTH = 16;

    /** Values per frame of {@link #pairwise}: the distances of all pairs of joints, then the heights of all joints. */
    static final int PAIRWISE_FRAME_WIDTH = Skeleton.K20 * (Skeleton.K20 - 1) / 2 + Skeleton.K20;
    static final int PAIRWISE_WIDTH = 2 * PAIRWISE_FRAME_WIDTH;

    /** Shortest upper leg in D-13's ratios, metres. */
    static final float SHORTEST_LEG = 0.1f;

    private static final int HEAD = 3;
    private static final int SHOULDER_CENTRE = 2;
    private static final int[] FEET = {15, 19};

    /*
     * Pairs of joints in the published order (Munaro et al. 2014, Pala et al. 2019, as coded by Rao et al.). In D-13 the
     * ratios at the end need the torso (position 7 of the list) and the upper legs (5 and 6).
     */
    private static final int[][] D13_PAIRS = {{4, 8, 1, 8, 4, 16, 13, 2, 16}, {2, 2, 8, 10, 6, 17, 12, 1, 12}};
    private static final int[][] D16_PAIRS = {{3, 1, 1, 8, 8, 9, 2, 4, 5, 16, 16, 17, 12, 12, 13},
        {2, 2, 0, 2, 9, 10, 4, 5, 6, 0, 17, 19, 0, 13, 15}};

    private static final int FRAME_AXIS = 1;
    private static final int JOINT_AXIS = 2;
    private static final int FEATURE_AXIS = 2;

    private final OnnxGraph graph;
    private final OnnxOps ops;
    private final String joints;

    private Descriptors(String name, int frames) {
        this(name, frames, Order.BODY);
    }

    private Descriptors(String name, int frames, Order order) {
        graph = new OnnxGraph(name);
        ops = new OnnxOps(graph);
        String given = graph.input(INPUT, OnnxGraph.BATCH, frames, Skeleton.K20, 3);
        joints = order == Order.BODY ? given : ops.pick(given, JOINT_AXIS, slotsOfKgbd());
    }

    /** For each joint of KGBD's files, in their order, where K20 has it. */
    private static int[] slotsOfKgbd() {
        int[] slots = new int[Skeleton.K20];
        JointMap map = JointMap.of(Layout.KGBD_RAW20);
        for (int slot = 0; slot < slots.length; slot++) {
            slots[map.sourceOf(Skeleton.k25SlotOf(slot))] = slot;
        }
        return slots;
    }

    /** Thirteen heights, limb lengths and ratios (Munaro et al. 2014), averaged over the frames; metres. */
    static byte[] d13(int frames) {
        return d13(frames, Order.BODY);
    }

    /** The same by the indices of another order; the public code applies them to {@link Order#SOURCE} on KGBD. */
    static byte[] d13(int frames, Order order) {
        var graph = new Descriptors("d13", frames, order);
        OnnxOps ops = graph.ops;
        String lengths = graph.distances(D13_PAIRS);
        String torso = ops.slice(lengths, FEATURE_AXIS, 7, 8);
        String ratios = ops.div(torso, ops.atLeast(ops.slice(lengths, FEATURE_AXIS, 5, 7), SHORTEST_LEG));
        String heights = ops.pick(graph.heights(), FEATURE_AXIS, HEAD, SHOULDER_CENTRE);
        String features = ops.concat(FEATURE_AXIS, heights, lengths, ratios);
        return graph.finish(ops.mean(features, FRAME_AXIS, false), D13_WIDTH);
    }

    /** Fifteen bone lengths and the head's height (Pala et al. 2019), averaged over the frames; metres. */
    static byte[] d16(int frames) {
        return d16(frames, Order.BODY);
    }

    /** The same by the indices of another order; the public code applies them to {@link Order#SOURCE} on KGBD. */
    static byte[] d16(int frames, Order order) {
        var graph = new Descriptors("d16", frames, order);
        OnnxOps ops = graph.ops;
        String head = ops.pick(graph.heights(), FEATURE_AXIS, HEAD);
        String features = ops.concat(FEATURE_AXIS, graph.distances(D16_PAIRS), head);
        return graph.finish(ops.mean(features, FRAME_AXIS, false), D16_WIDTH);
    }

    /**
     * Means, then population standard deviations, over the frames of all pairwise joint distances and joint heights; z-scored
     * and brought to unit length.
     */
    static byte[] pairwise(int frames, Scaling scaling) {
        var graph = new Descriptors("pairwise", frames);
        return graph.finish(graph.ops.unitLength(graph.pairwiseScaled(scaling), 1), PAIRWISE_WIDTH);
    }

    /**
     * What {@link #pairwise} scales, z-scored, mapped by a matrix and brought to unit length.
     *
     * @param projection {@code [420, width]} in C order
     */
    static byte[] pairwiseProjected(int frames, Scaling scaling, float[] projection, int width) {
        var graph = new Descriptors("lda", frames);
        OnnxOps ops = graph.ops;
        String projected = ops.times(graph.pairwiseScaled(scaling), projection, PAIRWISE_WIDTH, width);
        return graph.finish(ops.unitLength(projected, 1), width);
    }

    /** What {@link #pairwise} scales, in metres: the values its scaling is measured on. */
    static byte[] pairwiseUnscaled(int frames) {
        var graph = new Descriptors("pairwise-unscaled", frames);
        return graph.finish(graph.pairwiseMoments(), PAIRWISE_WIDTH);
    }

    /** First and second joints of all pairs, in the order of {@link #pairwise}: (0,1), (0,2), .. (18,19). */
    static int[][] allPairs() {
        int[] first = IntStream.range(0, Skeleton.K20).flatMap(i -> IntStream.range(i + 1, Skeleton.K20).map(_ -> i))
                .toArray();
        int[] second = IntStream.range(0, Skeleton.K20).flatMap(i -> IntStream.range(i + 1, Skeleton.K20)).toArray();
        return new int[][]{first, second};
    }

    private String pairwiseScaled(Scaling scaling) {
        String centred = ops.sub(pairwiseMoments(), ops.vector(scaling.means()));
        return ops.div(centred, ops.vector(scaling.deviations()));
    }

    private String pairwiseMoments() {
        String features = ops.concat(FEATURE_AXIS, distances(allPairs()), heights());
        String mean = ops.mean(features, FRAME_AXIS, true);
        String deviation = ops.sqrt(ops.mean(ops.square(ops.sub(features, mean)), FRAME_AXIS, true));
        return ops.reshape(ops.concat(FEATURE_AXIS, mean, deviation), 0, PAIRWISE_WIDTH);
    }

    /** Distances of pairs of joints: {@code [batch, f, pairs]}. */
    private String distances(int[][] pairs) {
        String difference = ops.sub(ops.pick(joints, JOINT_AXIS, pairs[0]), ops.pick(joints, JOINT_AXIS, pairs[1]));
        return ops.sqrt(ops.sum(ops.square(difference), 3, false));
    }

    /** Heights of all joints above the mean of both feet: {@code [batch, f, 20]}. */
    private String heights() {
        String y = ops.at(joints, 3, 1);
        return ops.sub(y, ops.mean(ops.pick(y, FEATURE_AXIS, FEET), FEATURE_AXIS, true));
    }

    private byte[] finish(String value, int width) {
        graph.output(value, OUTPUT, OnnxGraph.BATCH, width);
        return graph.model(Map.of("input", "joints [batch, f, 20, 3] in metres, y up, K20 order, not centred"));
    }
}
