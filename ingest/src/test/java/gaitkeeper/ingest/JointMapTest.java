package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.joints;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointMapTest {
    private static final Layout V1 = Layout.KINECT_V1;
    private static final Layout V2 = Layout.KINECT_V2;
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

    private static Frame frame(String json) {
        Result result = JsonSamples.reader().parse(json.getBytes(UTF_8), Form.VALUES);
        assertThat(result.problems()).isEmpty();
        return result.frames().getFirst().frame();
    }

    @Test
    void mapsKinectV1() {
        Frame frame = frame(message(V1, body("1", V1)));

        assertThat(frame.joint(19, 0)).isEqualTo(0.19f);
        assertThat(frame.joint(20, 0)).as("SpineShoulder is joint 2").isEqualTo(0.02f);
        assertThat(frame.joint(2, 0)).as("Neck is 0.3 of the way from joint 2 to 3").isEqualTo(0.023f, CLOSE);
        assertThat(frame.flag(2)).isEqualTo(JointFlag.DERIVED);
        assertThat(frame.flag(21)).as("no hand tips").isEqualTo(JointFlag.MISSING);
        assertThat(frame.joint(21, 0)).as("stands at its parent").isEqualTo(0.07f);
    }

    @Test
    void mapsKgbdsOwnOrder() {
        Frame frame = frame(message(Layout.KGBD_RAW20, body("1", Layout.KGBD_RAW20)));

        int[] expected = {11, 10, -1, 0, 3, 5, 7, 9, 2, 4, 6, 8, 13, 15, 17, 19, 12, 14, 16, 18, 1};
        for (int slot = 0; slot < expected.length; slot++) {
            if (slot != 2) {
                assertThat(frame.joint(slot, 0)).as("slot %d", slot).isEqualTo(expected[slot] / 100f);
            }
        }
        assertThat(frame.joint(2, 0)).isEqualTo(0.007f, CLOSE);
    }

    @Test
    void givesADerivedJointTheLowerConfidence() {
        Frame frame = frame(message(V1,
                body("1", "\"joints_m\":" + joints(20) + ",\"conf\":[1,1,0.2,0.8" + ",1".repeat(16) + "]")));

        assertThat(frame.confidence(2)).isEqualTo(0.2f, Offset.offset(1 / 500f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[0,0,0]"})
    void takesAnAbsentJointAsMissing(String joint) {
        Frame frame = frame(message(V2, body("1", "\"joints_m\":" + joints(25).replace("[0.05,0.95,2.5]", joint))));

        assertThat(frame.flag(5)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.confidence(5)).isZero();
        assertThat(frame.joint(5, 0)).isEqualTo(frame.joint(4, 0));
    }

    @Test
    void takesZeroConfidenceAndTheLetterMAsMissing() {
        Frame frame = frame(message(V2, body("1", "\"joints_m\":" + joints(25) + ",\"conf\":[1,0,null" + ",1".repeat(22)
                + "],\"flag\":\"OOOM" + "O".repeat(21) + "\"")));

        assertThat(frame.flag(1)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.flag(2)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.flag(3)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.flag(4)).isEqualTo(JointFlag.OBSERVED);
    }

    @Test
    void standsAMissingRootAtTheFirstJointThatIsThere() {
        Frame frame = frame(message(V2, body("1", "\"joints_m\":" + joints(25).replace("[0.0,1.0,2.5]", "null"))));

        assertThat(frame.flag(0)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.joint(0, 0)).isEqualTo(frame.joint(1, 0)).isEqualTo(0.01f);
    }

    @Test
    void appliesOneLetterToAllJoints() {
        Frame frame = frame(message(V2, body("1", "\"joints_m\":" + joints(25) + ",\"flag\":\"I\"")));

        assertThat(frame.flag(17)).isEqualTo(JointFlag.INFERRED);
        assertThat(frame.confidence(17)).as("guessed joints count less").isEqualTo(0.4f);
        assertThat(frame.confidenceGiven()).isFalse();
    }
}
