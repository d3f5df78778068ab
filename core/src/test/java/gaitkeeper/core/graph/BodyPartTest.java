package gaitkeeper.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Skeleton;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyPartTest {
    @ParameterizedTest
    @EnumSource
    void isMadeOfTheJointsItIsNamedAfter(BodyPart part) {
        List<String> names = Arrays.stream(part.jointsOf(25)).mapToObj(Skeleton::name).toList();

        assertThat(names).allSatisfy(name -> assertThat(name).matches(switch (part) {
            case LEFT_LEG -> "(Hip|Knee|Ankle|Foot)Left";
            case RIGHT_LEG -> "(Hip|Knee|Ankle|Foot)Right";
            case TORSO -> "Spine(Base|Mid|Shoulder)|Neck|Head";
            case LEFT_ARM -> "(Shoulder|Elbow|Wrist|Hand|HandTip|Thumb)Left";
            case RIGHT_ARM -> "(Shoulder|Elbow|Wrist|Hand|HandTip|Thumb)Right";
        }));
        assertThat(part.jointsOf(20)).hasSize(4);
    }
}
