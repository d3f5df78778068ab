package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JointMapTest {
    private static final int ANKLE_LEFT = 14;
    private static final int FOOT_LEFT = 15;
    private static final Offset<Float> CLOSE = Offset.offset(1e-4f);

    private static Frame frame(Layout layout, SourceJoints joints) {
        Frame.Builder frame = Frame.builder(layout, JointMap.of(layout).geometry());
        JointMap.of(layout).write(joints, frame);
        return frame.build();
    }

    static Stream<Arguments> everything() {
        List<Arguments> all = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            for (Axes axes : Axes.values()) {
                all.add(Arguments.of(layout, axes, Unit.values()[all.size() % Unit.values().length]));
            }
        }
        return all.stream();
    }

    /** Every layout, frame and unit: within 3.5 cm, the feet of H36M and Astra apart, which are made up. */
    @ParameterizedTest
    @MethodSource("everything")
    void bringsABodyBack(Layout layout, Axes axes, Unit unit) {
        SourceJoints sent = SyntheticPerson.as(layout, axes, unit);

        sent.convert(layout.joints(), axes, unit.metres());
        Frame frame = frame(layout, sent);

        for (int slot = 0; slot < Skeleton.K25; slot++) {
            if (frame.flag(slot) != JointFlag.MISSING) {
                double[] expected = SyntheticPerson.slot(slot);
                double off = Math.sqrt(Math.pow(frame.joint(slot, 0) - expected[0], 2)
                        + Math.pow(frame.joint(slot, 1) - expected[1], 2)
                        + Math.pow(frame.joint(slot, 2) - expected[2], 2));
                assertThat(off).as("%s", Skeleton.name(slot)).isLessThanOrEqualTo(0.0352);
            }
        }
        assertThat(Bodies.chirality(frame)).as("toes in front").isPositive();
    }

    @ParameterizedTest
    @CsvSource({"kinect_v1,4", "kinect_v2,0", "azure_kinect_32,0", "zed_body_34,0", "zed_body_38,0", "zed_body_18,4",
        "openpose_body25,4", "coco17,4", "halpe26,4", "coco_wholebody133,0", "h36m17,4", "mediapipe33,4",
        "nvidia_body34,0", "nuitrack25,4", "astra19,4", "kgbd_raw20,4"})
    void missesNoMoreThanFingers(String id, int missing) {
        Layout layout = Layout.ofId(id);
        Frame frame = frame(layout, SyntheticPerson.as(layout, Axes.KINECT, Unit.M));

        long found = IntStream.range(0, Skeleton.K25)
                .filter(slot -> frame.flag(slot) == JointFlag.MISSING).count();
        assertThat(found).isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource({"zed_body_34,7,8", "zed_body_38,22,30", "zed_body_38,4,12", "nuitrack25,14,19", "astra19,6,16",
        "openpose_body25,16,9", "mediapipe33,14,27", "nvidia_body34,13,4", "kgbd_raw20,8,2", "h36m17,12,4",
        "halpe26,0,19", "zed_body_18,16,8", "coco_wholebody133,24,116", "azure_kinect_32,21,9", "coco17,9,8"})
    void copiesWhatTheSpecificationSays(String id, int slot, int joint) {
        assertThat(JointMap.of(Layout.ofId(id)).sourceOf(slot)).isEqualTo(joint);
    }

    @Test
    void derivesNeckAndBaseFromTheTrunk() {
        Frame.Builder frame = body();
        BodyFrame body = BodyFrame.of(frame);

        assertThat(vector(body::up)).containsExactly(new float[]{0, 1, 0}, CLOSE);
        assertThat(vector(body::left)).containsExactly(new float[]{-1, 0, 0}, CLOSE);
        assertThat(vector(body::forward)).containsExactly(new float[]{0, 0, -1}, CLOSE);
        BodyOp.parse("body(1.236,-0.011)").write(body, frame, 2);
        assertThat(new float[]{frame.joint(2, 0), frame.joint(2, 1), frame.joint(2, 2)})
                .containsExactly(new float[]{0, 0.590f, 2.505f}, Offset.offset(5e-4f));
        BodyOp.parse("body(0,-0.074)").write(body, frame, 0);
        assertThat(new float[]{frame.joint(0, 0), frame.joint(0, 1), frame.joint(0, 2)})
                .containsExactly(new float[]{0, 0, 2.535f}, Offset.offset(5e-4f));
    }

    @Test
    void trustsMadeUpJointsHalf() {
        Layout layout = Layout.COCO17;
        SourceJoints joints = SyntheticPerson.as(layout, Axes.KINECT, Unit.M);
        for (int joint = 0; joint < layout.joints(); joint++) {
            joints.trust(joint, 0.8f, JointFlag.OBSERVED);
        }
        joints.trust(layout.jointOf("left_wrist"), 0.4f, JointFlag.OBSERVED);

        Frame frame = frame(layout, joints);

        Offset<Float> step = Offset.offset(1 / 250f);
        assertThat(frame.confidence(0)).as("mean").isEqualTo(0.8f, step);
        assertThat(frame.confidence(1)).as("body").isEqualTo(0.4f, step);
        assertThat(frame.confidence(7)).as("ext of elbow and wrist").isEqualTo(0.2f, step);
        assertThat(frame.confidence(FOOT_LEFT)).as("foot").isEqualTo(0.4f, step);
        assertThat(frame.flag(7)).isEqualTo(JointFlag.DERIVED);
    }

    @Test
    void derivesNothingFromMissingJoints() {
        Layout layout = Layout.COCO17;
        SourceJoints joints = SyntheticPerson.as(layout, Axes.KINECT, Unit.M);
        joints.miss(layout.jointOf("left_hip"));
        joints.miss(layout.jointOf("right_wrist"));

        Frame frame = frame(layout, joints);

        assertThat(List.of(frame.flag(0), frame.flag(1), frame.flag(2), frame.flag(11), frame.flag(12),
                frame.flag(FOOT_LEFT))).containsOnly(JointFlag.MISSING);
        assertThat(frame.flag(ANKLE_LEFT)).isEqualTo(JointFlag.OBSERVED);
    }

    @Test
    void derivesNothingFromABodyWithoutExtent() {
        var joints = new SourceJoints();
        for (int joint = 0; joint < 17; joint++) {
            joints.place(joint, 1, 1, 1);
        }

        assertThat(frame(Layout.COCO17, joints).flag(1)).isEqualTo(JointFlag.MISSING);
    }

    @Test
    void tellsFeetThatAreMadeUp() {
        assertThat(JointMap.of(Layout.ASTRA19).seesFeet()).isFalse();
        assertThat(JointMap.of(Layout.OPENPOSE_BODY25).seesFeet()).isTrue();
    }

    @Test
    void givesK20FromK25() {
        int[] expected = {0, 1, 20, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
        for (int slot = 0; slot < Skeleton.K20; slot++) {
            assertThat(Skeleton.k25SlotOf(slot)).isEqualTo(expected[slot]);
        }
    }

    private static Frame.Builder body() {
        Frame.Builder frame = Frame.builder(Layout.KINECT_V2, Geometry.K2);
        for (int slot : new int[]{4, 8, 12, 16}) {
            double[] at = SyntheticPerson.slot(slot);
            frame.joint(slot, (float) at[0], (float) at[1], (float) at[2], 1, JointFlag.OBSERVED);
        }
        return frame;
    }

    private static float[] vector(IntFunction<Float> axis) {
        return new float[]{axis.apply(0), axis.apply(1), axis.apply(2)};
    }
}
