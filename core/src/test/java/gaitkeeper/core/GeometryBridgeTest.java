package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeometryBridgeTest {
    /** The synthetic person of the specification: middle of the hips at (0, 0, 2.5), trunk 0.477 m, facing the sensor. */
    private static Frame person(Layout layout) {
        Frame.Builder frame = Frame.builder(layout, JointMap.of(layout).geometry()).times(1, 2);
        JointMap.of(layout).write(SyntheticPerson.as(layout, Axes.KINECT, Unit.M), frame);
        return frame.build();
    }

    @ParameterizedTest
    @CsvSource({"TO_K1,0,0.117,-0.007", "TO_K1,20,1.308,-0.053", "TO_K1,3,1.698,0.087", "TO_K2,1,0.627,-0.055",
        "TO_K2,20,1.114,0", "TO_K2,3,1.51,0.03"})
    void putsTrunkJointsWhereTheSensorWould(GeometryBridge bridge, int slot, double up, double forward) {
        Frame frame = bridge.cross(person(Layout.KINECT_V2));

        assertThat((double) frame.joint(slot, 1)).isEqualTo(0.477 * up, Offset.offset(0.001));
        assertThat((double) frame.joint(slot, 2)).isEqualTo(2.5 - 0.477 * forward, Offset.offset(0.001));
        assertThat(frame.flag(slot)).isEqualTo(JointFlag.DERIVED);
    }

    @Test
    void putsKinectV1sSpineASixthFromTheHipCentre() {
        Frame frame = GeometryBridge.TO_K1.cross(person(Layout.KINECT_V2));

        double hips = frame.joint(0, 1);
        double shoulders = frame.joint(20, 1);
        assertThat((double) frame.joint(1, 1)).isEqualTo(hips + (shoulders - hips) / 6, Offset.offset(0.001));
    }

    @Test
    void leavesLimbsAlone() {
        Frame before = person(Layout.KINECT_V1);

        Frame after = GeometryBridge.TO_K1.cross(before);

        for (int slot = 4; slot < 20; slot++) {
            assertThat(after.joint(slot, 1)).isEqualTo(before.joint(slot, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameTrunkOfBothSensors(GeometryBridge bridge) {
        Frame one = bridge.cross(person(Layout.KINECT_V1));
        Frame other = bridge.cross(person(Layout.KINECT_V2));

        for (int slot : new int[]{0, 1, 2, 3, 20}) {
            assertThat(one.joint(slot, 1)).isEqualTo(other.joint(slot, 1));
        }
    }

    @Test
    void leavesTheTrunkOfABodyWithoutHips() {
        Frame.Builder frame = Frame.builder(Layout.KINECT_V2, Geometry.K2).times(1, 2);
        JointMap.of(Layout.KINECT_V2).write(missing(12), frame);
        Frame built = frame.build();

        assertThat(GeometryBridge.TO_K1.cross(built).joint(1, 1)).isEqualTo(built.joint(1, 1));
    }

    private static SourceJoints missing(int joint) {
        SourceJoints joints = SyntheticPerson.as(Layout.KINECT_V2, Axes.KINECT, Unit.M);
        joints.miss(joint);
        return joints;
    }
}
