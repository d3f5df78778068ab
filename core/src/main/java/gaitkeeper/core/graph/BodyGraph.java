package gaitkeeper.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A body of J = 20, 25 or 14 joints at one scale: which joints make a node, which nodes are neighbours. All graphs are trees.
 * The one definition for trainer and live path ({@code data-and-protocol.md} section 6). Immutable; arrays handed out are
 * copies.
 */
public final class BodyGraph {
    /** What keeps attention from nodes that are no neighbours: added before the softmax. */
    public static final float NO_ATTENTION = -1e9f;

    private final int joints;
    private final Scale scale;
    private final int[][] groups;
    private final int[][] edges;

    private BodyGraph(int joints, Scale scale, int[][] groups, int[][] edges) {
        this.joints = joints;
        this.scale = scale;
        this.groups = groups;
        this.edges = edges;
    }

    /**
     * The graph of a body.
     *
     * @param joints 20 (Kinect v1 order), 25 (Kinect v2 order) or 14 (CASIA-B's order)
     * @throws IllegalArgumentException if there is none for so many joints
     */
    public static BodyGraph of(int joints, Scale scale) {
        BodyTables tables = BodyTables.of(joints);
        return switch (scale) {
            case JOINT -> new BodyGraph(joints, scale, singles(joints), tables.bones());
            case HYPER_JOINT -> hyperJoint(tables);
            case PART, BODY, HYPER_BODY -> new BodyGraph(joints, scale, tables.groups(scale), BodyTables.edges(scale));
        };
    }

    private static int[][] singles(int joints) {
        int[][] singles = new int[joints][];
        for (int joint = 0; joint < joints; joint++) {
            singles[joint] = new int[]{joint};
        }
        return singles;
    }

    /** A node in the middle of each bone, numbered by (smaller end, larger end); only half bones remain as edges. */
    private static BodyGraph hyperJoint(BodyTables tables) {
        int joints = tables.joints();
        List<int[]> nodes = new ArrayList<>(List.of(singles(joints)));
        List<int[]> halves = new ArrayList<>();
        Arrays.stream(tables.bones()).map(bone -> new int[]{Math.min(bone[0], bone[1]), Math.max(bone[0], bone[1])})
                .sorted(Comparator.comparingInt((int[] bone) -> bone[0]).thenComparingInt(bone -> bone[1]))
                .forEach(bone -> {
                    halves.add(new int[]{bone[0], nodes.size()});
                    halves.add(new int[]{bone[1], nodes.size()});
                    nodes.add(bone);
                });
        return new BodyGraph(joints, Scale.HYPER_JOINT, nodes.toArray(int[][]::new), halves.toArray(int[][]::new));
    }

    /** Joints of the body, J. */
    public int joints() {
        return joints;
    }

    /** How finely it is divided. */
    public Scale scale() {
        return scale;
    }

    /** Number of nodes. */
    public int nodes() {
        return groups.length;
    }

    /** The joints whose mean a node is. */
    public int[] jointsOf(int node) {
        return groups[node].clone();
    }

    /** Undirected edges, {@code [nodes - 1][2]}, in the published order. */
    public int[][] edges() {
        return Arrays.stream(edges).map(int[]::clone).toArray(int[][]::new);
    }

    /** Means as a matrix: {@code [nodes, joints]} row by row; nodes = pool x joints. */
    public float[] pool() {
        float[] pool = new float[nodes() * joints];
        for (int node = 0; node < nodes(); node++) {
            for (int joint : groups[node]) {
                pool[node * joints + joint] = 1f / groups[node].length;
            }
        }
        return pool;
    }

    /** 1 where two nodes share an edge, else 0: {@code [nodes, nodes]}, symmetric, no self-loops. */
    public float[] adjacency() {
        float[] adjacency = new float[nodes() * nodes()];
        for (int[] edge : edges) {
            adjacency[edge[0] * nodes() + edge[1]] = 1;
            adjacency[edge[1] * nodes() + edge[0]] = 1;
        }
        return adjacency;
    }

    /** 0 where a node may attend (to itself and its neighbours), else {@link #NO_ATTENTION}: {@code [nodes, nodes]}. */
    public float[] attentionBias() {
        float[] bias = adjacency();
        for (int at = 0; at < bias.length; at++) {
            bias[at] = bias[at] > 0 || at % (nodes() + 1) == 0 ? 0 : NO_ATTENTION;
        }
        return bias;
    }
}
