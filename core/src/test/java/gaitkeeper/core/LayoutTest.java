package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
    @ParameterizedTest
    @CsvSource({"kinect_v1,1,20", "kinect_v2,2,25", "kgbd_raw20,3,20", "azure_kinect_32,4,32", "zed_body_34,5,34",
        "zed_body_38,6,38", "zed_body_18,7,18", "openpose_body25,8,25", "coco17,9,17", "halpe26,10,26",
        "coco_wholebody133,11,133", "h36m17,12,17", "mediapipe33,13,33", "nvidia_body34,14,34", "nuitrack25,15,25",
        "astra19,16,19"})
    void keepsItsCodeAndItsJoints(String id, int code, int joints) {
        assertThat(Layout.ofId(id).code()).isEqualTo(code);
        assertThat(Layout.ofCode(code).id()).isEqualTo(id);
        assertThat(Layout.ofId(id).joints()).isEqualTo(joints).isEqualTo(Layout.ofId(id).jointNames().size());
    }

    @ParameterizedTest
    @CsvSource({"openpose_coco18,ZED_BODY_18", "cubemos18_unverified,ZED_BODY_18", "ntu25,KINECT_V2"})
    void knowsOtherNames(String alias, Layout layout) {
        assertThat(Layout.ofId(alias)).isEqualTo(layout);
    }

    @ParameterizedTest
    @CsvSource({"azure_kinect_32,26,HEAD", "zed_body_34,33,HEEL_RIGHT", "zed_body_38,22,LEFT_ANKLE",
        "zed_body_18,14,REye", "openpose_body25,8,MidHip", "halpe26,19,hip", "coco_wholebody133,112,right_hand_0",
        "coco_wholebody133,91,left_hand_0", "h36m17,4,left_hip", "mediapipe33,31,left_foot_index",
        "nvidia_body34,20,left-shoulder", "nuitrack25,17,LEFT_HIP", "astra19,18,NECK", "kgbd_raw20,11,Hip-centro"})
    void findsAJointByName(String layout, int joint, String name) {
        assertThat(Layout.ofId(layout).jointNames().get(joint)).isEqualTo(name);
        assertThat(Layout.ofId(layout).jointOf(name)).isEqualTo(joint);
    }

    @Test
    void doesNotMindTheSpellingOfAName() {
        assertThat(Layout.NVIDIA_BODY34.jointOf("LEFT_SHOULDER")).isEqualTo(20);
        assertThat(Layout.NVIDIA_BODY34.jointOf("tail")).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"openpose_body25,true,true", "nuitrack25,true,false", "astra19,true,false", "coco17,false,true",
        "h36m17,false,true", "azure_kinect_32,false,false", "mediapipe33,false,false"})
    void saysWhatMustBeConfigured(String id, boolean axes, boolean unit) {
        assertThat(Layout.ofId(id).axes().isEmpty()).isEqualTo(axes);
        assertThat(Layout.ofId(id).unit().isEmpty()).isEqualTo(unit);
    }

    @Test
    void marksSourcesThatGuessTheSizeOfBodies() {
        assertThat(Layout.values()).filteredOn(layout -> !layout.metric()).containsExactlyInAnyOrder(
                Layout.MEDIAPIPE33, Layout.H36M17, Layout.COCO_WHOLEBODY133, Layout.NVIDIA_BODY34);
    }

    /** What a joint is called tells its side; an operator of a left slot may use left joints only. */
    @ParameterizedTest
    @EnumSource
    void feedsLeftSlotsFromLeftJoints(Layout layout) {
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            String word = layout.operators().get(slot);
            if (word.startsWith("body") || word.startsWith("foot") || word.equals("-")) {
                continue;
            }
            Set<String> sides = new HashSet<>();
            for (int joint : sources(word)) {
                sides.add(SyntheticPerson.side(layout.jointNames().get(joint)));
            }
            String expected = SyntheticPerson.side(Skeleton.name(slot));
            if (!expected.isEmpty()) {
                assertThat(sides).as("%s, %s", layout, Skeleton.name(slot)).containsExactly(expected);
            } else {
                assertThat(sides.contains("left")).as("%s, %s", layout, Skeleton.name(slot))
                        .isEqualTo(sides.contains("right"));
            }
        }
    }

    private static int[] sources(String word) {
        if (!word.endsWith(")")) {
            return new int[]{Integer.parseInt(word)};
        }
        String[] arguments = JointOp.arguments(word);
        int count = word.startsWith("mean") ? arguments.length : 2;
        int[] joints = new int[count];
        for (int i = 0; i < count; i++) {
            joints[i] = Integer.parseInt(arguments[i]);
        }
        return joints;
    }
}
