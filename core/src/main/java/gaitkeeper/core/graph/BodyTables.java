package gaitkeeper.core.graph;

import java.util.Arrays;

/**
 * The published division of bodies, as text: {@code data-and-protocol.md} section 6 (Rao et al., SimMC and its relatives). Nodes
 * are separated by {@code ;}, joints and edges by blanks.
 */
enum BodyTables {
    /** Kinect v1 order. */
    J20(20, "3-2 2-8 8-9 9-10 10-11 2-4 4-5 5-6 6-7 2-1 1-0 0-16 0-12 16-17 17-18 18-19 12-13 13-14 14-15",
            "12 13;14 15;16 17;18 19;0 1;2 3;4 5;6 7;8 9;10 11",
            "12 13 14 15;16 17 18 19;0 1 2 3;4 5 6 7;8 9 10 11",
            "1 2 3 4 5 6 7 8 9 10 11;0;12 13 14 15 16 17 18 19"),
    /** Kinect v2 order. */
    J25(25, "20-8 20-4 20-1 20-2 2-3 8-9 9-10 10-11 4-5 5-6 6-7 1-0 0-16 0-12 16-17 17-18 18-19 12-13 13-14 14-15"
            + " 11-23 10-24 7-21 6-22", "12 13;14 15;16 17;18 19;0 1;2 3 20;4 5;6 7 21 22;8 9;10 11 23 24",
            "12 13 14 15;16 17 18 19;0 1 2 3 20;4 5 6 7 21 22;8 9 10 11 23 24",
            "1 2 3 4 5 6 7 8 9 10 11 20 21 22 23 24;0;12 13 14 15 16 17 18 19"),
    /** The first 14 joints of OpenPose's COCO list. */
    J14(14, "0-1 1-2 2-3 3-4 1-5 5-6 6-7 1-8 8-9 9-10 1-11 11-12 12-13", "11;12 13;8;9 10;1;0;5;6 7;2;3 4",
            "11 12 13;8 9 10;0 1;5 6 7;2 3 4", "0 1 2 3 4 5 6 7;8 11;9 10 12 13");

    private static final String PART_EDGES = "5-6 5-8 6-7 8-9 5-4 4-2 4-0 2-3 1-0";
    private static final String BODY_EDGES = "2-3 2-4 2-1 2-0";
    private static final String HYPER_BODY_EDGES = "0-1 1-2";

    private final int joints;
    private final String bones;
    private final String parts;
    private final String bodies;
    private final String hyperBodies;

    BodyTables(int joints, String bones, String parts, String bodies, String hyperBodies) {
        this.joints = joints;
        this.bones = bones;
        this.parts = parts;
        this.bodies = bodies;
        this.hyperBodies = hyperBodies;
    }

    static BodyTables of(int joints) {
        return Arrays.stream(values()).filter(table -> table.joints == joints).findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                        "bodies of " + joints + " joints have no graph; 20, 25 and 14 have"));
    }

    int joints() {
        return joints;
    }

    /** The bones, {@code [joints - 1][2]}. */
    int[][] bones() {
        return edges(bones);
    }

    /** Joints of each node of a pooled scale. */
    int[][] groups(Scale scale) {
        String text = switch (scale) {
            case PART -> parts;
            case BODY -> bodies;
            case HYPER_BODY -> hyperBodies;
            case JOINT, HYPER_JOINT -> throw new IllegalArgumentException(scale + " pools no joints");
        };
        return Arrays.stream(text.split(";", -1)).map(group -> numbers(group, " ")).toArray(int[][]::new);
    }

    /** Edges between the nodes of a pooled scale. */
    static int[][] edges(Scale scale) {
        return edges(switch (scale) {
            case PART -> PART_EDGES;
            case BODY -> BODY_EDGES;
            case HYPER_BODY -> HYPER_BODY_EDGES;
            case JOINT, HYPER_JOINT -> throw new IllegalArgumentException(scale + " pools no joints");
        });
    }

    private static int[][] edges(String text) {
        return Arrays.stream(text.split(" ", -1)).map(edge -> numbers(edge, "-")).toArray(int[][]::new);
    }

    private static int[] numbers(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).mapToInt(Integer::parseInt).toArray();
    }
}
