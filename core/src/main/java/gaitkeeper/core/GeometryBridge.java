package gaitkeeper.core;

import java.util.List;

/**
 * Puts the trunk joints, which Kinect v1 and v2 place differently, where one of the two would, from hips and shoulders alone; what the
 * source itself saw of them is lost ({@code specs/skeleton-sources.md}, section 6.5). Bodies of both are comparable only if both are
 * put so.
 */
public enum GeometryBridge {
    /** Where Kinect v1 places them. */
    TO_K1(Geometry.K1, List.of(new Trunk(0, 0.117f, -0.007f), new Trunk(1, 0.3155f, -0.0147f),
            new Trunk(20, 1.308f, -0.053f), new Trunk(3, 1.698f, 0.087f), new Trunk(2, 1.425f, -0.011f))),
    /** Where Kinect v2 places them. */
    TO_K2(Geometry.K2, List.of(new Trunk(0, 0, -0.074f), new Trunk(1, 0.627f, -0.055f), new Trunk(20, 1.114f, 0),
            new Trunk(3, 1.51f, 0.03f), new Trunk(2, 1.236f, -0.011f)));

    /*
     * Kinect v1's spine lies a sixth of the way from the hip centre to the shoulder centre, its neck (which it has not) three tenths from
     * there to the head; both are written out above.
     */
    private final Geometry geometry;
    @SuppressWarnings("ImmutableEnumChecker") // List.of() is.
    private final List<Trunk> joints;

    GeometryBridge(Geometry geometry, List<Trunk> joints) {
        this.geometry = geometry;
        this.joints = joints;
    }

    /** A K25 slot, from the middle of the hips, up and forward in lengths of the trunk. */
    private record Trunk(int slot, float up, float forward) {}

    /** The bridge to a geometry. */
    public static GeometryBridge to(Geometry geometry) {
        return switch (geometry) {
            case K1 -> TO_K1;
            case K2 -> TO_K2;
        };
    }

    /** The frame with its trunk joints put so; where hips or shoulders are missing they stay where they are. */
    public Frame cross(Frame frame) {
        Frame.Builder builder = Frame.builder(frame.layout(), geometry).times(frame.eventTimeNs(), frame.receivedNs())
                .source(frame.metric(), frame.confidenceGiven(), frame.deviceClock());
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            builder.joint(slot, frame.joint(slot, 0), frame.joint(slot, 1), frame.joint(slot, 2),
                    frame.confidence(slot), frame.flag(slot));
        }
        put(builder);
        return builder.build();
    }

    /** Puts the trunk joints of a frame that is being built, unless hips or shoulders are missing. */
    public void put(Frame.Builder frame) {
        BodyFrame body = BodyFrame.of(frame);
        if (body.known()) {
            for (Trunk joint : joints) {
                new BodyOp.Trunk(joint.up, joint.forward).write(body, frame, joint.slot);
            }
        }
    }
}
