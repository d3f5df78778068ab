package gaitkeeper.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.SyntheticPerson;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatReaderTest {
    private static Result read(Format format, SourceSetup setup, String text) {
        return new FormatReader(Optional.of(format), setup).parse(text.getBytes(UTF_8), Form.VALUES);
    }

    private static Result read(Format format, String text) {
        return read(format, Samples.setup(format), text);
    }

    private static String sample(Format format) {
        return new String(Samples.document(format), UTF_8);
    }

    private static void assertProblem(Result result, Reason reason, String message) {
        assertThat(result.problems()).isNotEmpty();
        assertThat(result.problems().getFirst().reason()).isEqualTo(reason);
        assertThat(result.problems().getFirst().why()).hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void readsThePersonInEveryFormat(Format format) {
        Result result = new FormatReader(Optional.of(format), Samples.setup(format)).parse(Samples.document(format),
                Form.VALUES);

        assertThat(result.problems()).isEmpty();
        assertThat(result.frames()).hasSize(format == Format.NVIDIA_PROTOBUF ? 1 : 2);
        Frame frame = result.frames().getLast().frame();
        assertThat(frame.layout()).isEqualTo(Samples.layout(format));
        int there = 0;
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            if (frame.flag(slot) != JointFlag.MISSING) {
                double[] expected = SyntheticPerson.slot(slot);
                there++;
                for (int axis = 0; axis < 3; axis++) {
                    assertThat((double) frame.joint(slot, axis)).as("%s", Skeleton.name(slot)).isEqualTo(expected[axis],
                            Offset.offset(0.0355));
                }
            }
        }
        assertThat(there).isGreaterThanOrEqualTo(format == Format.BVH ? 19 : 21);
    }

    @ParameterizedTest
    @EnumSource
    void tellsEveryFormat(Format format) {
        assertThat(FormatDetector.detect(Samples.document(format)).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"KINECT2,72057594037928243,false", "KINECT1,7,true", "AZURE,5,false", "ZED,3,true", "NUITRACK,1,true",
        "OPENPOSE,0,true", "OPENPOSE_CAMERAS,1,true", "MMPOSE,3,true", "MEDIAPIPE,0,true", "NVIDIA,323,true",
        "NVIDIA_PROTOBUF,323,true",
        "DEEPSTREAM,3,true", "NTU,72057594037931101,true", "MSR,1,true", "KGBD,1,false", "BVH,1,false"})
    void keepsTrackAndSaysWhetherConfidencesAreGiven(Format format, String track, boolean given) {
        Result result = new FormatReader(Optional.of(format), Samples.setup(format)).parse(Samples.document(format),
                Form.VALUES);

        assertThat(result.frames().getFirst().track().track()).isEqualTo(track);
        assertThat(result.frames().getFirst().frame().confidenceGiven()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({"AZURE,33333000", "ZED,33333333", "NUITRACK,33333000", "MEDIAPIPE,33000000", "NVIDIA,1000000",
        "DEEPSTREAM,33333333", "UTKINECT,66666666", "NW_UCLA,33333333", "MSR,66666667", "BVH,33333300",
        "KGBD,33333333"})
    void keepsTheTimeBetweenFrames(Format format, long between) {
        Result result = new FormatReader(Optional.of(format), Samples.setup(format)).parse(Samples.document(format),
                Form.VALUES);

        assertThat(result.frames().get(1).frame().eventTimeNs() - result.frames().get(0).frame().eventTimeNs())
                .isCloseTo(between, Offset.offset(600L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEDIAPIPE", "MMPOSE", "NVIDIA", "NVIDIA_PROTOBUF", "DEEPSTREAM"})
    void marksBodiesOfGuessedSize(Format format) {
        Result result = new FormatReader(Optional.of(format), Samples.setup(format)).parse(Samples.document(format),
                Form.VALUES);

        assertThat(result.frames().getFirst().frame().metric()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"k1,1.308", "k2,1.114"})
    void putsTrunkJointsWhereToldByTheGeometry(String geometry, double shoulderCentre) {
        Frame frame = read(Format.AZURE, SourceSetup.from(Map.of("geometry", geometry)), sample(Format.AZURE)).frames()
                .getFirst().frame();

        assertThat(frame.geometry().id()).isEqualTo(geometry);
        assertThat((double) frame.joint(20, 1)).isEqualTo(0.477 * shoulderCentre, Offset.offset(0.002));
    }

    @Test
    void mapsTrackingStatesOfKinect() {
        String text = sample(Format.KINECT2).replaceFirst("\"depthX\":0.5", "\"trackingState\":1")
                .replaceFirst("\"depthX\":0.5", "\"trackingState\":0");

        Frame frame = read(Format.KINECT2, text).frames().getFirst().frame();

        assertThat(frame.flag(0)).isEqualTo(JointFlag.INFERRED);
        assertThat(frame.confidence(0)).isEqualTo(0.4f, Offset.offset(0.003f));
        assertThat(frame.flag(1)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.confidenceGiven()).isTrue();
    }

    @Test
    void takesNaNAndZerosOfZedAsMissing() {
        String text = sample(Format.ZED).replaceFirst("\\[[-0-9.,]+],", "[NaN,NaN,NaN],");

        assertThat(read(Format.ZED, text).frames().getFirst().frame().flag(0)).isEqualTo(JointFlag.MISSING);
    }

    @Test
    void dropsBodiesZedDoesNotSee() {
        assertThat(read(Format.ZED, sample(Format.ZED).replace("\"OK\"", "\"SEARCHING\"")).frames()).isEmpty();
    }

    @Test
    void mapsTheLevelsOfAzureKinect() {
        String levels = "\"joint_confidences\":[0,1,2,3" + ",2".repeat(28) + "],\"joint_positions\"";
        Frame frame = read(Format.AZURE, sample(Format.AZURE).replace("\"joint_positions\"", levels)).frames()
                .getFirst().frame();

        assertThat(frame.flag(0)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.flag(1)).isEqualTo(JointFlag.INFERRED);
        assertThat(frame.flag(2)).isEqualTo(JointFlag.OBSERVED);
    }

    @Test
    void readsOneFrameOfAzureKinectLive() {
        String text = sample(Format.AZURE);
        String frame = text.substring(text.indexOf("{\"timestamp_usec"), text.indexOf("},{\"timestamp_usec") + 1);

        assertThat(read(Format.AZURE, frame).frames()).hasSize(1);
    }

    @Test
    void refusesAzureKinectWithoutAnId() {
        assertProblem(read(Format.AZURE, sample(Format.AZURE).replace("body_id", "index")), Reason.BAD_FIELD,
                "the position in the list is no id");
    }

    @Test
    void needsToKnowAxesAndUnitOfOpenPose() {
        assertProblem(read(Format.OPENPOSE, SourceSetup.of("cam", "0"), sample(Format.OPENPOSE)), Reason.BAD_FIELD,
                "say axes=");
    }

    @Test
    void readsImagePointsOnlyAtAKnownDepth() {
        String flat = sample(Format.OPENPOSE).replace("pose_keypoints_3d", "pose_keypoints_2d").replaceAll(
                "(-?[\\d.]+,-?[\\d.]+),-?[\\d.]+,0.9", "$1,0.9");
        assertProblem(read(Format.OPENPOSE, flat), Reason.BAD_FIELD, "say nothing of depth");

        var setup = SourceSetup.from(Map.of("axes", "CV", "unit", "m", "focal", "1000", "cx", "0", "cy", "0", "depth",
                "2.5"));
        Frame frame = read(Format.OPENPOSE, setup, flat).frames().getFirst().frame();

        assertThat(frame.joint(4, 2)).isEqualTo(2.5f);
        assertThat(frame.joint(4, 0)).as("0.17 px at 2.5 m").isEqualTo(-0.170f * 2.5f / 1000, Offset.offset(1e-6f));
        assertThat(frame.metric()).isFalse();
    }

    @Test
    void readsCoco18OfNvidiaWhereThereIsNoPelvis() {
        String text = sample(Format.NVIDIA).replaceAll("\\|pelvis,[^|]*", "");

        assertThat(read(Format.NVIDIA, text).frames().getFirst().frame().layout()).isEqualTo(Layout.ZED_BODY_18);
    }

    @Test
    void readsNvSchemaAsJson() {
        String objects = "\"objects\":[{\"id\":\"9\",\"pose\":null},{\"id\":\"323\",\"pose\":{\"type\":\"pose3D\",\"keypoints\":["
                + sample(Format.NVIDIA).replaceFirst("(?s).*?pose3D\\|", "").replaceFirst("(?s)\"].*", "").replaceAll(
                        "([a-z-]+),([-\\d.]+,[-\\d.]+,[-\\d.]+,[\\d.]+)\\|?",
                        "{\"name\":\"$1\",\"coordinates\":[$2]},")
                + "]}}]";
        String text = "{\"timestamp\":\"2023-10-30T22:30:30.000Z\",\"sensorId\":\"S1\"," + objects.replace(",]", "]")
                + "}";

        Result result = read(Format.NVIDIA, text);

        assertThat(result.problems()).isEmpty();
        assertThat(result.frames()).hasSize(1);
        assertThat(result.frames().getFirst().track().sensor()).isEqualTo("S1");
        assertThat(result.frames().getFirst().frame().joint(4, 0)).isEqualTo(-0.170f, Offset.offset(1e-4f));
    }

    @Test
    void refusesPosesOfTheImage() {
        assertProblem(read(Format.NVIDIA, sample(Format.NVIDIA).replace("pose3D", "pose25D")), Reason.BAD_FIELD,
                "points of an image");
    }

    @Test
    void refusesKinectPointsThatMayBePixels() {
        assertProblem(read(Format.KINECT2, sample(Format.KINECT2).replaceAll("camera([XYZ])", "$1")),
                Reason.BAD_FIELD, "say unit=m");
    }

    @Test
    void losesOnlyTheBodyThatIsWrong() {
        String text = sample(Format.NW_UCLA).replaceFirst("\\[\\[\\[[^]]*],", "[[");

        Result result = read(Format.NW_UCLA, text);

        assertThat(result.frames()).hasSize(1);
        assertProblem(result, Reason.WRONG_JOINT_COUNT, "19 joints");
        assertThat(result.problems().getFirst().at()).isEqualTo("[0].bodies[0]");
    }

    @Test
    void leavesOutRepeatedLinesOfUtKinect() {
        String text = sample(Format.UTKINECT);
        String first = text.substring(0, text.indexOf('\n') + 1);

        assertThat(read(Format.UTKINECT, first + text).frames()).hasSize(2);
    }

    @Test
    void namesTheLineOfAMistake() {
        assertProblem(read(Format.MSR, sample(Format.MSR).replaceFirst("(?s)(.*?\n.*?\n)", "$1x ")), Reason.BAD_FIELD,
                "line 3");
    }

    @Test
    void flipsOrSwapsWhenTold() {
        Frame flipped = read(Format.KGBD, SourceSetup.from(Map.of("mirror", "x")), sample(Format.KGBD)).frames()
                .getFirst().frame();
        Frame swapped = read(Format.KGBD, SourceSetup.from(Map.of("mirror", "labels")), sample(Format.KGBD)).frames()
                .getFirst().frame();

        assertThat(flipped.joint(4, 0)).isEqualTo(0.170f, Offset.offset(1e-5f));
        assertThat(swapped.joint(4, 0)).isEqualTo(0.170f, Offset.offset(1e-5f));
    }

    @Test
    void readsEachLineForItself() {
        String line = sample(Format.NW_UCLA);
        var reader = new FormatReader(Optional.empty(), SourceSetup.of("cam", "0"));

        Result result = reader.parse((line + "\nrubbish\n" + line + "\n").getBytes(UTF_8), Form.LINES);

        assertThat(result.frames()).hasSize(4);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().getFirst().at()).startsWith("[1]");
        assertThat(result.problems().getFirst().reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {"{\"a\":1,\"b\":2}#fields a, b", "hello world#(-1: not numbers alone)",
        "''#nothing",
        "1 2 3#[3]", "[1,2]#without fields"})
    void saysWhatItSaw(String text, String saw) {
        assertThatThrownBy(() -> FormatDetector.detect(text.getBytes(UTF_8))).isInstanceOf(MalformedException.class)
                .hasMessageContaining(saw);
    }

    @ParameterizedTest
    @CsvSource({"fps,0", "axes,up", "unit,ell", "layout,dog", "mirror,yes", "colour,red", "depth,2"})
    void refusesSettingsThatMakeNoSense(String name, String value) {
        assertThatThrownBy(() -> SourceSetup.from(Map.of(name, value))).isInstanceOf(MalformedException.class);
    }
}
