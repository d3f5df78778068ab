package gaitkeeper.trainer.relation;

import gaitkeeper.core.graph.BodyGraph;
import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.nn.Ops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A body at one scale as networks use it: where its nodes stand, and whom each of them attends to. */
public final class BodyScale {
    private final BodyGraph graph;
    private final int[][] neighbours;
    private final int slots;

    /** The body of J = 20, 25 or 14 joints at a scale. */
    public BodyScale(int joints, Scale scale) {
        graph = BodyGraph.of(joints, scale);
        List<List<Integer>> lists = new ArrayList<>();
        for (int node = 0; node < graph.nodes(); node++) {
            lists.add(new ArrayList<>(List.of(node)));
        }
        for (int[] edge : graph.edges()) {
            lists.get(edge[0]).add(edge[1]);
            lists.get(edge[1]).add(edge[0]);
        }
        neighbours = lists.stream().map(list -> list.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
        slots = Arrays.stream(neighbours).mapToInt(list -> list.length).max().orElseThrow();
    }

    /** Its name in parameters. */
    public String name() {
        return graph.scale().name().toLowerCase(Locale.ROOT);
    }

    /** The scale. */
    public Scale scale() {
        return graph.scale();
    }

    /** Number of nodes, n. */
    public int nodes() {
        return graph.nodes();
    }

    /** The most nodes one attends to, itself among them: a body is a tree, so these are few. */
    public int slots() {
        return slots;
    }

    /** The nodes one attends to, itself first. */
    public int[] neighbours(int node) {
        return neighbours[node].clone();
    }

    /** For each joint the node that holds it; scales whose nodes hold each joint once. */
    public int[] nodeOfJoint() {
        int[] nodes = new int[graph.joints()];
        for (int node = 0; node < nodes(); node++) {
            for (int joint : graph.jointsOf(node)) {
                nodes[joint] = node;
            }
        }
        return nodes;
    }

    /** Where nodes stand: the mean of their joints. {@code [.., J, 3]} to {@code [.., n, 3]}. */
    public <T> T nodes(Ops<T> ops, T joints) {
        return graph.scale() == Scale.JOINT
                ? joints
                : ops.matmul(ops.constant(graph.pool(), nodes(), graph.joints()), joints);
    }

    /** Where those stand that a node attends to: {@code [graphs, n, 3]} to {@code [graphs, n, slots, 3]}; free slots hold the node. */
    <T> T around(Ops<T> ops, T nodes) {
        int[] all = IntStream.range(0, nodes() * slots)
                .map(at -> neighbours[at / slots][at % slots < neighbours[at / slots].length ? at % slots : 0])
                .toArray();
        return ops.reshape(ops.pick(nodes, 1, all), -1, nodes(), slots, 3);
    }

    /** Added to scores: nothing, or what leaves no attention to a free slot. {@code [n, slots, 1]} */
    <T> T freeSlots(Ops<T> ops) {
        float[] bias = new float[nodes() * slots];
        for (int at = 0; at < bias.length; at++) {
            bias[at] = at % slots < neighbours[at / slots].length ? 0 : BodyGraph.NO_ATTENTION;
        }
        return ops.constant(bias, nodes(), slots, 1);
    }
}
