package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    @Test
    void keepsWhatItWasGiven() {
        Frame frame = Frame.builder(Layout.KINECT_V2, Geometry.K2).times(5, 7).source(false, true, true)
                .joint(0, 1, 2, 3, 0.4f, JointFlag.INFERRED).build();

        assertThat(frame.layout()).isEqualTo(Layout.KINECT_V2);
        assertThat(frame.geometry()).isEqualTo(Geometry.K2);
        assertThat(frame.eventTimeNs()).isEqualTo(5);
        assertThat(frame.receivedNs()).isEqualTo(7);
        assertThat(frame.joint(0, 2)).isEqualTo(3);
        assertThat(frame.confidence(0)).isEqualTo(0.4f);
        assertThat(frame.flag(0)).isEqualTo(JointFlag.INFERRED);
        assertThat(frame.metric()).isFalse();
        assertThat(frame.confidenceGiven()).isTrue();
        assertThat(frame.deviceClock()).isTrue();
    }

    @Test
    void givesMissingJointsTheirParentsPlace() {
        Frame frame = Frame.builder(Layout.KINECT_V1, Geometry.K1).times(0, 0).joint(0, 1, 2, 3, 1, JointFlag.OBSERVED)
                .build();

        assertThat(frame.flag(23)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.confidence(23)).isZero();
        assertThat(new float[]{frame.joint(23, 0), frame.joint(23, 1), frame.joint(23, 2)}).containsExactly(1, 2, 3);
    }

    @Test
    void refusesNaN() {
        assertReason(Reason.NOT_FINITE, () -> Frame.builder(Layout.KINECT_V1, Geometry.K1)
                .joint(0, Float.NaN, 0, 0, 1, JointFlag.OBSERVED).build());
    }

    @Test
    void refusesABillionMetres() {
        assertReason(Reason.OUT_OF_RANGE, () -> Frame.builder(Layout.KINECT_V1, Geometry.K1)
                .joint(0, 1e9f, 0, 0, 1, JointFlag.OBSERVED).build());
    }

    @Test
    void refusesNegativeTime() {
        assertReason(Reason.BAD_TIME, () -> Frame.builder(Layout.KINECT_V1, Geometry.K1).times(-1, 0).build());
    }

    @Test
    void refusesAnUnknownVersion() {
        byte[] bytes = People.frame(1, 0).bytes().clone();
        bytes[0] = 2;

        assertReason(Reason.UNKNOWN_VERSION, () -> Frame.of(bytes));
    }

    @Test
    void saysNothingOfCoordinates() {
        assertThat(People.frame(1, 0).toString()).isEqualTo("Frame[kinect_v1 at 1700000000000000000 ns]");
    }

    @Test
    void sequenceGivesItsFramesBack() {
        Sequence sequence = People.sequence(1, 6);

        assertThat(sequence.frame(4)).isEqualTo(People.frame(1, 4));
        assertThat(sequence.lastTimeNs()).isEqualTo(People.frame(1, 5).eventTimeNs());
    }

    @Test
    void sequenceWritesJointsFrameByFrameInTheModelsOrder() {
        Sequence sequence = People.sequence(1, 2);
        FloatBuffer target = FloatBuffer.allocate(2 * 20 * 3);

        sequence.copyJoints(20, target);

        // K20 slot 2, the shoulder centre, is K25 slot 20.
        assertThat(target.get((20 + 2) * 3 + 1)).isEqualTo(People.frame(1, 1).joint(20, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 25})
    void sequenceTakesJointsAsItWritesThem(int joints) {
        FloatBuffer others = FloatBuffer.allocate(2 * joints * 3);
        People.sequence(2, 2).copyJoints(joints, others);

        Sequence sequence = People.sequence(1, 2).withJoints(joints, others.flip());

        assertThat(sequence.frame(1).joint(20, 1)).isEqualTo(People.frame(2, 1).joint(20, 1));
        assertThat(sequence.frame(1).joint(2, 0))
                .as("the neck, which K20 lacks").isEqualTo(People.frame(joints == 20 ? 1 : 2, 1).joint(2, 0));
        assertThat(sequence.id(People.track("1"))).isEqualTo(People.sequence(1, 2).id(People.track("1")));
    }

    @Test
    void sequenceRefusesCoordinatesThatAreNone() {
        FloatBuffer broken = FloatBuffer.allocate(2 * 20 * 3).put(7, Float.NaN);

        assertReason(Reason.NOT_FINITE, () -> People.sequence(1, 2).withJoints(20, broken));
    }

    @Test
    void k20OrderDropsTheNeck() {
        assertThat(Skeleton.k25SlotOf(2)).isEqualTo(20);
        assertThat(Skeleton.name(Skeleton.k25SlotOf(2))).isEqualTo("SpineShoulder");
    }

    private static void assertReason(Reason reason, Runnable act) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(act::run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
