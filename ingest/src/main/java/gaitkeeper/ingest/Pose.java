package gaitkeeper.ingest;

import gaitkeeper.core.Skeleton;

/**
 * Joint positions of one walking body, computed by forward kinematics from bones, gait, phase, place and heading.
 *
 * <p>Room coordinates in metres: y up from the floor, x and z as the sensor's. Reused from frame to frame; for one thread.
 */
final class Pose {
    private static final double TURN = 2 * Math.PI;
    private static final double STANCE_BEND = Math.toRadians(12);
    private static final double LEAST_BEND = Math.toRadians(4);

    /** {@code [25][3]}; slots the layout lacks are left alone. */
    final double[] xyz = new double[Skeleton.K25 * 3];

    private final Placement placement;
    // Unit vectors of the body on the floor: forward (fx, 0, fz) and to its left (fz, 0, -fx).
    private double fx;
    private double fz;

    Pose(Placement placement) {
        this.placement = placement;
    }

    /**
     * Takes a pose.
     *
     * @param left bones of the left side, as this sensor sees them; its trunk and ankle hold for both
     * @param right bones of the right side
     * @param phase of the stride in radians: 0 when the left heel strikes, pi when the right does
     * @param heading 0 looking away from the sensor, growing to its left
     */
    void walk(Segments left, Segments right, Gait gait, double phase, double x, double z, double heading) {
        fx = Math.sin(heading);
        fz = Math.cos(heading);
        double cycle = phase / TURN;
        double leftThigh = thighAngle(gait, phase);
        double rightThigh = thighAngle(gait, phase + Math.PI);
        double leftShank = leftThigh - kneeBend(gait, cycle);
        double rightShank = rightThigh - kneeBend(gait, cycle + 0.5);
        // The longer leg carries: that alone makes the body bob as it does.
        double hips = left.ankle() + Math.max(reach(left, leftThigh, leftShank), reach(right, rightThigh, rightShank));
        double swing = Math.cos(phase);
        double sway = gait.sway() * Math.sin(phase);
        double hx = x + fz * sway;
        double hz = z - fx * sway;
        double twist = gait.twist() * swing;
        trunk(hx, hips, hz, left.trunk(), gait.lean());
        leg(12, hx, hips, hz, left, left.hipHalf(), twist, leftThigh, leftShank);
        leg(16, hx, hips, hz, right, -right.hipHalf(), twist, rightThigh, rightShank);
        double sx = hx + left.trunk() * Math.sin(gait.lean()) * fx;
        double sy = hips + left.trunk() * Math.cos(gait.lean());
        double sz = hz + left.trunk() * Math.sin(gait.lean()) * fz;
        arm(4, sx, sy, sz, left, left.shoulderHalf(), gait, -swing);
        arm(8, sx, sy, sz, right, -right.shoulderHalf(), gait, swing);
    }

    private static double thighAngle(Gait gait, double phase) {
        return gait.hipMiddle() + gait.hipSwing() * Math.cos(phase);
    }

    /** Bend of the knee: a little after the heel strikes, much while the leg swings. */
    private static double kneeBend(Gait gait, double cycle) {
        return LEAST_BEND + STANCE_BEND * bump(cycle - 0.14, 0.16) + gait.kneeSwing() * bump(cycle - 0.72, 0.26);
    }

    /** A smooth hill of height 1 and half width {@code half} around 0, repeated every 1. */
    private static double bump(double at, double half) {
        double distance = Math.abs(at - Math.rint(at)) / half;
        if (distance >= 1) {
            return 0;
        }
        double rise = 1 - distance * distance;
        return rise * rise;
    }

    private static double reach(Segments side, double thigh, double shank) {
        return side.thigh() * Math.cos(thigh) + side.shank() * Math.cos(shank);
    }

    private void trunk(double hx, double hy, double hz, double trunk, double lean) {
        double sin = Math.sin(lean);
        double cos = Math.cos(lean);
        for (Placement.SpineJoint joint : placement.spine()) {
            double forward = trunk * (joint.up() * sin + joint.forward() * cos);
            put(joint.slot(), hx + forward * fx, hy + trunk * (joint.up() * cos - joint.forward() * sin),
                    hz + forward * fz);
        }
    }

    /** Hip, knee, ankle and foot from {@code slot} on; {@code out} is negative on the right. */
    private void leg(int slot, double hx, double hy, double hz, Segments side, double out, double twist, double thigh,
            double shank) {
        double across = out * Math.cos(twist);
        double forward = out * Math.sin(twist);
        put(slot, hx + across * fz + forward * fx, hy, hz - across * fx + forward * fz);
        extend(slot, side.thigh(), thigh, 0);
        extend(slot + 1, side.shank(), shank, 0);
        double toes = side.shank() * placement.footForward();
        put(slot + 3, at(slot + 2, 0) + toes * fx, at(slot + 2, 1) - side.shank() * placement.footDown(),
                at(slot + 2, 2) + toes * fz);
    }

    /** Shoulder, elbow, wrist and hand from {@code slot} on; {@code swing} runs from -1 (back) to 1 (front). */
    private void arm(int slot, double sx, double sy, double sz, Segments side, double out, Gait gait, double swing) {
        double twist = gait.twist() * swing;
        // An arm in front has its shoulder in front.
        double across = out * Math.cos(twist);
        double forward = Math.abs(out) * Math.sin(twist);
        put(slot, sx + across * fz + forward * fx, sy, sz - across * fx + forward * fz);
        double upper = gait.armSwing() * swing;
        double lower = upper + gait.elbow() * (1 + 0.4 * swing);
        double spread = Math.signum(out) * gait.spread();
        extend(slot, side.upperArm(), upper, spread);
        extend(slot + 1, side.forearm(), lower, spread * 0.3);
        extend(slot + 2, side.forearm() * placement.hand(), lower, spread * 0.3);
        if (placement.allJoints()) {
            fingers(slot, side.forearm());
        }
    }

    /** Hand tip past the hand, thumb in front of it. */
    private void fingers(int slot, double forearm) {
        int tip = slot == 4 ? 21 : 23;
        for (int axis = 0; axis < 3; axis++) {
            double bone = at(slot + 3, axis) - at(slot + 2, axis);
            xyz[tip * 3 + axis] = at(slot + 3, axis) + 1.2 * bone;
            xyz[(tip + 1) * 3 + axis] = at(slot + 3, axis);
        }
        xyz[(tip + 1) * 3] += 0.15 * forearm * fx;
        xyz[(tip + 1) * 3 + 2] += 0.15 * forearm * fz;
    }

    /** Puts the next slot at {@code length} from {@code slot}: hanging, turned forward, then spread to the body's left. */
    private void extend(int slot, double length, double forward, double spread) {
        double cos = length * Math.cos(spread);
        double ahead = cos * Math.sin(forward);
        double across = length * Math.sin(spread);
        put(slot + 1, at(slot, 0) + ahead * fx + across * fz, at(slot, 1) - cos * Math.cos(forward),
                at(slot, 2) + ahead * fz - across * fx);
    }

    private double at(int slot, int axis) {
        return xyz[slot * 3 + axis];
    }

    private void put(int slot, double x, double y, double z) {
        xyz[slot * 3] = x;
        xyz[slot * 3 + 1] = y;
        xyz[slot * 3 + 2] = z;
    }
}
