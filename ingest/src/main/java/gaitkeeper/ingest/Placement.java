package gaitkeeper.ingest;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.Layout;
import java.util.List;

/**
 * Where a sensor family puts its joints in a body ({@code skeleton-sources.md}, section 6.5).
 *
 * <p>A sensor's joints do not lie where an anatomist measures: Kinect v1's hips are high and close together, its shoulders
 * inside the body. The scales bring {@link Segments} to the sensor's bones; K1's are medians measured over the walks of KGBD
 * (hips 0.10 m apart, shoulders 0.29 m, trunk 0.42 m, thigh 0.48 m, shank 0.39 m).
 *
 * @param scale the sensor's bones in anatomical ones
 * @param hand hand past the wrist, in forearm lengths
 * @param footForward foot in front of the ankle, in shank lengths
 * @param footDown foot below the ankle, in shank lengths
 * @param spine the joints on the spine
 */
record Placement(Layout layout, Geometry geometry, Segments scale, double hand, double footForward, double footDown,
        List<SpineJoint> spine) {
    private static final Placement K1 = new Placement(Layout.KINECT_V1, Geometry.K1,
            new Segments(0.85, 0.66, 0.33, 0.90, 0.97, 1.16, 0.94, 1), 0.31, 0.12, 0.15,
            List.of(new SpineJoint(0, 0.117, -0.007), new SpineJoint(1, 0.3155, -0.0147),
                    new SpineJoint(20, 1.308, -0.053), new SpineJoint(3, 1.698, 0.087)));
    private static final Placement K2 = new Placement(Layout.KINECT_V2, Geometry.K2,
            new Segments(0.98, 0.80, 0.50, 0.95, 0.97, 1, 0.96, 1), 0.155, 0.26, 0.14,
            List.of(new SpineJoint(0, 0, -0.074), new SpineJoint(1, 0.627, -0.055), new SpineJoint(20, 1.114, 0),
                    new SpineJoint(2, 1.236, -0.011), new SpineJoint(3, 1.51, 0.03)));

    /**
     * A joint on the spine.
     *
     * @param slot K25 slot
     * @param up from the middle of the hips towards the middle of the shoulders, in lengths of the trunk
     * @param forward in lengths of the trunk
     */
    record SpineJoint(int slot, double up, double forward) {}

    static Placement of(Geometry geometry) {
        return switch (geometry) {
            case K1 -> K1;
            case K2 -> K2;
        };
    }

    /** Whether the layout has neck, finger tips and thumbs. */
    boolean allJoints() {
        return layout == Layout.KINECT_V2;
    }

    /** The bones this sensor sees in a body. */
    Segments seen(Segments body) {
        return new Segments(body.trunk() * scale.trunk(), body.shoulderHalf() * scale.shoulderHalf(),
                body.hipHalf() * scale.hipHalf(), body.upperArm() * scale.upperArm(), body.forearm() * scale.forearm(),
                body.thigh() * scale.thigh(), body.shank() * scale.shank(), body.ankle() * scale.ankle());
    }
}
