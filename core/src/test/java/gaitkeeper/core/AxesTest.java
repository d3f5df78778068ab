package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AxesTest {
    private static final float[] SHOULDER = {-0.170f, 0.477f, 2.500f};

    @ParameterizedTest
    @CsvSource({"KINECT,-0.170,0.477,2.500,1", "CV,0.170,-0.477,2.500,1", "LH_YUP,0.170,0.477,2.500,-1",
        "GL,0.170,0.477,-2.500,1", "RH_ZUP,0.170,2.500,0.477,1", "LH_ZUP,2.500,0.170,0.477,-1",
        "ROS,2.500,-0.170,0.477,1"})
    void placesTheSpecificationsPoint(Axes axes, float x, float y, float z, int handedness) {
        assertThat(axes.fromCanonical(SHOULDER[0], SHOULDER[1], SHOULDER[2])).containsExactly(x, y, z);
        assertThat(axes.handedness()).isEqualTo(handedness);
    }

    @ParameterizedTest
    @EnumSource
    void undoesItself(Axes axes) {
        float[] there = axes.fromCanonical(SHOULDER[0], SHOULDER[1], SHOULDER[2]);
        var joints = new SourceJoints();
        joints.place(0, there[0], there[1], there[2]);

        joints.convert(1, axes, 1);

        assertThat(new float[]{joints.at(0, 0), joints.at(0, 1), joints.at(0, 2)}).containsExactly(SHOULDER);
    }

    @Test
    void readsMillimetresOfAzureKinect() {
        var joints = new SourceJoints();
        joints.place(0, 170, -477, 2500);

        joints.convert(1, Axes.CV, Unit.MM.metres());

        assertThat(new float[]{joints.at(0, 0), joints.at(0, 1), joints.at(0, 2)}).containsExactly(SHOULDER,
                Offset.offset(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"IMAGE,CV", "LEFT_HANDED_Y_UP,LH_YUP", "RIGHT_HANDED_Y_UP,GL", "RIGHT_HANDED_Z_UP,RH_ZUP",
        "LEFT_HANDED_Z_UP,LH_ZUP", "RIGHT_HANDED_Z_UP_X_FWD,ROS", "cv,CV"})
    void knowsTheNamesOfZed(String name, Axes axes) {
        assertThat(Axes.ofId(name)).isEqualTo(axes);
    }

    @Test
    void listsWhatThereIs() {
        assertThatThrownBy(() -> Axes.ofId("up")).isInstanceOf(MalformedException.class)
                .hasMessageContaining("KINECT, CV, LH_YUP, GL, RH_ZUP, LH_ZUP, ROS");
    }

    @ParameterizedTest
    @CsvSource({"0.48,M", "480,MM", "48,CM", "18.9,INCH", "1.57,FOOT"})
    void tellsTheUnitByTheTrunk(double trunk, Unit unit) {
        assertThat(Unit.ofTrunk(trunk)).contains(unit);
    }

    @ParameterizedTest
    @CsvSource({"0.1", "5", "150", "2000"})
    void saysNothingWhereNoUnitFits(double trunk) {
        assertThat(Unit.ofTrunk(trunk)).isEmpty();
    }
}
