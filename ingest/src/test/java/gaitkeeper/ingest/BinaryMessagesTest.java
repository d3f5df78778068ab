package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.NOW_NS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryMessagesTest {
    private static final Layout V2 = Layout.KINECT_V2;
    private static final int SENSOR = BinaryMessages.HEAD;
    private static final int FIRST_BODY = SENSOR + 1 + "cam-07".length() + 1 + "2f0c".length();
    private static final int FIRST_JOINT = FIRST_BODY + 3 + 1;

    private final CanonicalFrames reader = JsonSamples.reader();

    private Result parse(byte[] document) {
        return reader.parse(document, Form.VALUES);
    }

    private static BinaryMessageWriter writer(Layout layout) {
        return new BinaryMessageWriter("cam-07", "2f0c", layout).begin(NOW_NS);
    }

    private static float[] joints(int count) {
        float[] joints = new float[count * 3];
        for (int joint = 0; joint < count; joint++) {
            joints[joint * 3] = joint / 100f;
            joints[joint * 3 + 1] = 1 - joint / 100f;
            joints[joint * 3 + 2] = 2.5f;
        }
        return joints;
    }

    private static byte[] message(String... tracks) {
        BinaryMessageWriter writer = writer(V2);
        for (String track : tracks) {
            writer.body(track, joints(25));
        }
        return writer.end();
    }

    private static byte[] join(byte[]... parts) {
        var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static ByteBuffer edit(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void assertRefused(byte[] document, String at, Reason reason, String... parts) {
        Result result = parse(document);
        assertThat(result.frames()).isEmpty();
        assertThat(result.problems()).extracting(Problem::at, Problem::reason).containsExactly(tuple(at, reason));
        assertThat(result.problems().getFirst().why()).hasMessageContainingAll(parts);
    }

    /** Laid out by hand after the picture in {@code ingest/README.md}. */
    @Test
    void readsEveryField() {
        var bytes = ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("GKF".getBytes(US_ASCII)).put((byte) 1).putInt(0).putLong(NOW_NS);
        bytes.put((byte) 2).put((byte) 1).put((byte) (2 | 4)).put((byte) 1);
        bytes.put((byte) 6).put("cam-07".getBytes(US_ASCII)).put((byte) 4).put("2f0c".getBytes(US_ASCII));
        bytes.put((byte) 25).put((byte) 3).put((byte) 2).put("17".getBytes(US_ASCII));
        for (float coordinate : joints(25)) {
            bytes.putFloat(coordinate);
        }
        for (int joint = 0; joint < 25; joint++) {
            bytes.put((byte) 153);
        }
        bytes.put(("OOID" + "O".repeat(21)).getBytes(US_ASCII));
        bytes.putInt(4, bytes.position());

        Result result = parse(Arrays.copyOf(bytes.array(), bytes.position()));

        assertThat(result.problems()).isEmpty();
        Accepted accepted = result.frames().getFirst();
        assertThat(accepted.track()).isEqualTo(new TrackId("cam-07", "2f0c", "17"));
        assertThat(accepted.frame().layout()).isEqualTo(V2);
        assertThat(accepted.frame().geometry()).isEqualTo(Geometry.K1);
        assertThat(accepted.frame().eventTimeNs()).isEqualTo(NOW_NS);
        assertThat(accepted.frame().metric()).isFalse();
        assertThat(accepted.frame().confidenceGiven()).isTrue();
        assertThat(accepted.frame().deviceClock()).isTrue();
        assertThat(accepted.frame().confidence(24)).isEqualTo(0.6f);
        assertThat(accepted.frame().flag(2)).isEqualTo(JointFlag.INFERRED);
        assertThat(accepted.frame().flag(3)).isEqualTo(JointFlag.DERIVED);
        assertThat(accepted.frame().joint(7, 1)).isEqualTo(0.93f);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void givesTheFramesThatJsonGives(Layout layout) {
        var random = new Random(layout.code());
        float[] joints = new float[layout.joints() * 3];
        float[] confidences = new float[layout.joints()];
        for (int i = 0; i < joints.length; i++) {
            joints[i] = random.nextFloat(-3, 3);
        }
        for (int joint = 0; joint < confidences.length; joint++) {
            confidences[joint] = random.nextInt(256) / 255f;
        }
        byte[] binary = writer(layout).body("1", joints, confidences).body("2", joints).end();

        assertThat(parse(binary)).isEqualTo(parse(json(layout, joints, confidences).getBytes(UTF_8)));
        assertThat(parse(binary).frames()).hasSize(2);
    }

    private static String json(Layout layout, float[] joints, float[] confidences) {
        var points = new StringJoiner(",", "\"joints_m\":[", "]");
        for (int at = 0; at < joints.length; at += 3) {
            points.add(String.format(Locale.ROOT, "[%s,%s,%s]", joints[at], joints[at + 1], joints[at + 2]));
        }
        return JsonSamples.message(layout,
                JsonSamples.body("1", points + ",\"conf\":" + Arrays.toString(confidences)),
                JsonSamples.body("2", points.toString()));
    }

    @Test
    void readsOneMessageAfterTheOther() {
        Result result = parse(join(message("1", "2"), message(), message("3")));

        assertThat(result.problems()).isEmpty();
        assertThat(result.frames()).extracting(Accepted::at).containsExactly("[0].bodies[0]", "[0].bodies[1]",
                "[2].bodies[0]");
    }

    @Test
    void keepsTheRestOfABatchWithOneBadBody() {
        byte[] spoiled = message("1", "2");
        edit(spoiled).putFloat(FIRST_JOINT + 12, Float.NaN);

        Result result = parse(join(spoiled, message("3")));

        assertThat(result.frames()).extracting(accepted -> accepted.track().track()).containsExactly("2", "3");
        assertThat(result.problems()).extracting(Problem::at, Problem::reason, Problem::sensor)
                .containsExactly(tuple("[0].bodies[0]", Reason.NOT_FINITE, "cam-07"));
    }

    @ParameterizedTest
    @CsvSource({"100.5,OUT_OF_RANGE,metres", "Infinity,NOT_FINITE,missing"})
    void refusesCoordinates(float coordinate, Reason reason, String hint) {
        byte[] message = message("1");
        edit(message).putFloat(FIRST_JOINT, coordinate);

        assertRefused(message, "[0].bodies[0]", reason, "joints_m[0]", hint);
    }

    @ParameterizedTest
    @CsvSource({"24", "255"})
    void refusesOtherNumbersOfJoints(int count) {
        assertRefused(writer(V2).body("1", joints(count)).end(), "[0].bodies[0]", Reason.WRONG_JOINT_COUNT, "" + count);
    }

    @Test
    void refusesAMessageOfAnotherVersionAndReadsOn() {
        byte[] next = message("1");
        next[3] = 2;

        Result result = parse(join(next, message("2")));

        assertThat(result.frames()).extracting(Accepted::at).containsExactly("[1].bodies[0]");
        assertThat(result.problems()).extracting(Problem::reason).containsExactly(Reason.UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @CsvSource({"16,200,UNKNOWN_LAYOUT,200", "17,9,UNKNOWN_LAYOUT,9", "18,8,BAD_BYTES,bits",
        "19,2,BAD_BYTES,inside a body",
        "19,0,BAD_BYTES,after its last body"})
    void refusesAMessageThatMakesNoSense(int at, int value, Reason reason, String part) {
        byte[] message = message("1");
        message[at] = (byte) value;

        assertRefused(message, "[0]", reason, part);
    }

    @Test
    void refusesAMessageThatEndsInsideAText() {
        byte[] message = message();
        message[SENSOR] = (byte) 255;

        assertRefused(message, "[0]", Reason.BAD_BYTES, "inside sensor");
    }

    @Test
    void refusesUnknownParts() {
        byte[] message = message("1");
        message[FIRST_BODY + 1] = 4;

        assertRefused(message, "[0]", Reason.BAD_BYTES, "parts");
    }

    @Test
    void refusesNamesThatCannotBeKeys() {
        byte[] message = message("1");
        message[SENSOR + 1] = '/';

        assertRefused(message, "[0]", Reason.BAD_KEY, "sensor");
    }

    @ParameterizedTest
    @CsvSource({"-1", "19", "5000"})
    void readsNothingBehindALengthThatCannotBe(int length) {
        byte[] message = message("1");
        edit(message).putInt(4, length);

        Result result = parse(join(message("0"), message, message("2")));

        assertThat(result.frames()).extracting(accepted -> accepted.track().track()).containsExactly("0");
        assertThat(result.problems()).extracting(Problem::at, Problem::reason)
                .containsExactly(tuple("[1]", Reason.BAD_BYTES));
    }

    @Test
    void readsNothingBehindWhatIsNoMessage() {
        Result result = parse(join(message("0"), "{\"v\":1}".getBytes(US_ASCII), message("2")));

        assertThat(result.frames()).hasSize(1);
        assertThat(result.problems()).extracting(Problem::at, Problem::reason)
                .containsExactly(tuple("[1]", Reason.BAD_BYTES));
    }

    @Test
    void everyCutMessageIsRefused() {
        byte[] whole = message("1");
        for (int length = 3; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(parse(cut).frames()).as("%d bytes", length).isEmpty();
            assertThat(parse(cut).problems()).extracting(Problem::reason).containsExactly(Reason.BAD_BYTES);
        }
    }

    @Test
    void leavesOutBodiesBeyondTheMost() {
        BinaryMessageWriter writer = writer(V2);
        for (int track = 0; track < CanonicalFrames.MAX_BODIES + 2; track++) {
            writer.body("" + track, joints(25));
        }

        Result result = parse(writer.end());

        assertThat(result.frames()).hasSize(CanonicalFrames.MAX_BODIES);
        assertThat(result.problems()).extracting(Problem::reason).containsExactly(Reason.TOO_LARGE);
    }
}
