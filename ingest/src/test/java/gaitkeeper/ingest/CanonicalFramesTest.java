package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.NOW_NS;
import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.joints;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFramesTest {
    private static final Layout V1 = Layout.KINECT_V1;
    private static final Layout V2 = Layout.KINECT_V2;

    private final CanonicalFrames reader = JsonSamples.reader();

    private Result parse(String json) {
        return reader.parse(json.getBytes(UTF_8), Form.VALUES);
    }

    private Result parseLines(String json) {
        return reader.parse(json.getBytes(UTF_8), Form.LINES);
    }

    private Frame frame(String json) {
        Result result = parse(json);
        assertThat(result.problems()).isEmpty();
        return result.frames().getFirst().frame();
    }

    private void assertRefused(String json, String at, Reason reason, String... parts) {
        Result result = parse(json);
        assertThat(result.frames()).isEmpty();
        assertThat(result.problems()).extracting(Problem::at, Problem::reason).containsExactly(tuple(at, reason));
        assertThat(result.problems().getFirst().why().getMessage()).satisfies(
                message -> assertThat(parts).allSatisfy(part -> assertThat(message).contains(part)));
    }

    private void assertBodyRefused(String fields, Reason reason, String... parts) {
        assertRefused(message(V2, body("1", fields)), "[0].bodies[0]", reason, parts);
    }

    @Test
    void readsEveryFieldOfAMessage() {
        Result result = parse("""
                {"v":1,"sensor":"cam-07","source":"kinect_v2","session":"2f0c","seq":81223,"event_time_ns":%d,
                 "source_time":"33333 us","clock":"device","geometry":"k1","metric":false,"conf_given":true,
                 "bodies":[{"track":"72057594037928243","joints_m":%s,"conf":[%s],"flag":"%s"}]}
                """.formatted(NOW_NS, joints(25), String.join(",", Collections.nCopies(25, "0.6")),
                "OOID" + "O".repeat(21)));

        assertThat(result.problems()).isEmpty();
        Accepted accepted = result.frames().getFirst();
        assertThat(accepted.track()).isEqualTo(new TrackId("cam-07", "2f0c", "72057594037928243"));
        Frame frame = accepted.frame();
        assertThat(frame.layout()).isEqualTo(V2);
        assertThat(frame.geometry()).isEqualTo(Geometry.K1);
        assertThat(frame.eventTimeNs()).isEqualTo(NOW_NS);
        assertThat(frame.receivedNs()).isEqualTo(NOW_NS);
        assertThat(frame.deviceClock()).isTrue();
        assertThat(frame.metric()).isFalse();
        assertThat(frame.confidenceGiven()).isTrue();
        assertThat(frame.confidence(24)).isEqualTo(0.6f, Offset.offset(1 / 500f));
        assertThat(frame.flag(1)).isEqualTo(JointFlag.OBSERVED);
        assertThat(frame.flag(2)).isEqualTo(JointFlag.INFERRED);
        assertThat(frame.flag(3)).isEqualTo(JointFlag.DERIVED);
        assertThat(frame.joint(7, 0)).isEqualTo(0.07f);
        assertThat(frame.joint(7, 1)).isEqualTo(0.93f);
        assertThat(frame.joint(7, 2)).isEqualTo(2.5f);
    }

    @ParameterizedTest
    @CsvSource({"KINECT_V1,K1", "KINECT_V2,K2", "KGBD_RAW20,K1"})
    void takesWhatIsLeftOutFromTheSource(Layout layout, Geometry geometry) {
        Frame frame = frame(message(layout, body("1", layout)));

        assertThat(frame.layout()).isEqualTo(layout);
        assertThat(frame.geometry()).isEqualTo(geometry);
        assertThat(frame.metric()).isTrue();
        assertThat(frame.deviceClock()).isFalse();
        assertThat(frame.confidenceGiven()).isFalse();
        assertThat(frame.confidence(5)).isEqualTo(1);
        assertThat(frame.flag(5)).isEqualTo(JointFlag.OBSERVED);
    }

    @Test
    void readsFieldsInAnyOrderAndIgnoresUnknownOnes() {
        Frame frame = frame("{\"bodies\":[{\"mood\":{\"a\":[1,{}]},\"joints_m\":" + joints(25)
                + ",\"track\":5}],\"extra\":[[1]],\"extra\":2,\"event_time_ns\":\"" + NOW_NS
                + "\",\"session\":null,\"source\":\"kinect_v2\",\"sensor\":\"a\",\"v\":1}");

        assertThat(frame.layout()).isEqualTo(V2);
        assertThat(frame.eventTimeNs()).isEqualTo(NOW_NS);
    }

    @Test
    void givesSessionAndNumericTracksTheirTexts() {
        Result result = parse(message(V2, body("x", V2)).replace("\"session\":\"2f0c\",", "").replace("\"x\"",
                "18446744073709551615"));

        assertThat(result.frames()).extracting(Accepted::track)
                .containsExactly(new TrackId("cam-07", "0", "18446744073709551615"));
    }

    @Test
    void readsArraysLinesAndMessagesOneAfterTheOther() {
        String one = message(V2, body("1", V2));
        String two = message(V1, body("2", V1), body("3", V1));

        for (Result result : new Result[]{parse("[" + one + "," + two + "]"), parse(one + "\n" + two),
            parseLines(one + "\r\n\n" + two + "\n")}) {
            assertThat(result.problems()).isEmpty();
            assertThat(result.frames()).extracting(Accepted::at)
                    .containsExactly("[0].bodies[0]", "[1].bodies[0]", "[1].bodies[1]");
        }
    }

    @Test
    void keepsTheRestOfABatchWithOneBadBody() {
        String bad = body("2", "\"joints_m\":[[1,2,3],[NaN,{\"a\":[]},3]],\"conf\":[]");

        Result result = parse("[" + message(V2, body("1", V2), bad, body("3", V2)) + ",7,"
                + message(V1, body("4", V1)) + "]");

        assertThat(result.frames()).extracting(accepted -> accepted.track().track()).containsExactly("1", "3", "4");
        assertThat(result.problems()).extracting(Problem::at, Problem::reason, Problem::sensor).containsExactly(
                tuple("[0].bodies[1]", Reason.NOT_FINITE, "cam-07"), tuple("[1]", Reason.BAD_FIELD, ""));
    }

    @Test
    void tellsWhereTheRefusedBodyStands() {
        String bad = body("2", "\"joints_m\":[]");
        String json = message(V2, body("1", V2), bad);

        Problem problem = parse(json).problems().getFirst();

        assertThat(json.substring(problem.from(), problem.to())).isEqualTo(bad);
    }

    @Test
    void keepsWhatStoodBeforeASyntaxError() {
        Result result = parse(message(V2, body("1", V2)) + "\n{\"v\":1,]" + message(V2, body("2", V2)));

        assertThat(result.frames()).hasSize(1);
        assertThat(result.problems()).extracting(Problem::at, Problem::reason)
                .containsExactly(tuple("[1]", Reason.BAD_JSON));
        assertThat(result.problems().getFirst().why().getMessage()).contains("line 2, column 8");
    }

    @Test
    void losesOnlyTheBadLineOfNdjson() {
        String line = message(V2, body("1", V2));

        Result result = parseLines(line + "\n" + line.substring(0, 60) + "\n" + line + "\n");

        assertThat(result.frames()).extracting(Accepted::message).containsExactly(0, 2);
        assertThat(result.problems()).extracting(Problem::at, Problem::reason)
                .containsExactly(tuple("[1]", Reason.BAD_JSON));
        assertThat(result.problems().getFirst().why().getMessage()).contains("cut short", "line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "{", "[", "{\"v\":1", "nonsense", "{\"v\":1,}", "{'v':1}", "]", "\u0000"})
    void refusesWhatIsNotJson(String text) {
        assertRefused(text, "[0]", Reason.BAD_JSON);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        Result result = reader.parse("{\"sensor\":\"Küche\"}".getBytes(ISO_8859_1),
                Form.VALUES);

        assertThat(result.problems()).extracting(Problem::reason).containsExactly(Reason.BAD_JSON);
    }

    @Test
    void refusesDeepNestingLongTextsNamesAndNumbers() {
        assertRefused("[".repeat(100_000), "[0]", Reason.TOO_LARGE, "nesting");
        assertRefused("{\"x\":" + "[".repeat(100_000), "[0]", Reason.TOO_LARGE);
        assertRefused("{\"sensor\":\"" + "x".repeat(5_000) + "\"}", "[0]", Reason.TOO_LARGE);
        assertRefused("{\"" + "x".repeat(100_000) + "\":1}", "[0]", Reason.TOO_LARGE);
        assertRefused("{\"v\":" + "1".repeat(1_000) + "}", "[0]", Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"v\":2}", "{\"v\":99999999999999999999}"})
    void refusesAnotherVersion(String json) {
        assertRefused(json, "[0]", Reason.UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor", "source", "event_time_ns", "bodies"})
    void refusesAMessageWithoutARequiredField(String field) {
        String json = message(V2, body("1", V2)).replace('"' + field + '"', "\"x\"");

        assertRefused(json, "[0]", Reason.BAD_FIELD, field + " is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"sensor\":7|sensor", "\"session\":{}|session", "\"clock\":\"sun\"|clock",
        "\"metric\":1|metric", "\"conf_given\":\"yes\"|conf_given", "\"bodies\":{}|bodies", "\"source\":[]|source",
        "\"v\":\"1\"|v must", "\"event_time_ns\":1.5e18|event_time_ns", "\"event_time_ns\":\"noon\"|event_time_ns",
        "\"event_time_ns\":true|event_time_ns"})
    void refusesAFieldOfTheWrongType(String field, String named) {
        assertRefused("[{" + field + ",\"rest\":[1,2]}]", "[0]", Reason.BAD_FIELD, named);
    }

    @Test
    void refusesAFieldGivenTwice() {
        assertRefused("{\"v\":1,\"v\":1}", "[0]", Reason.BAD_FIELD, "v is given twice");
        assertBodyRefused("\"track\":\"2\",\"joints_m\":" + joints(25), Reason.BAD_FIELD, "track is given twice");
    }

    @Test
    void refusesUnknownSourcesAndGeometries() {
        assertRefused(message("\"source\":\"kinect_v3\""), "[0]", Reason.UNKNOWN_LAYOUT, "kinect_v2");
        assertRefused(message("\"source\":\"kinect_v2\",\"geometry\":\"k3\""), "[0]", Reason.UNKNOWN_LAYOUT,
                "k1 or k2");
    }

    @Test
    void refusesNamesThatAreNoKeys() {
        String json = message(V2, body("1", V2));

        assertRefused(json.replace("cam-07", "cam/07"), "[0]", Reason.BAD_KEY, "sensor");
        assertRefused(json.replace("2f0c", ""), "[0]", Reason.BAD_KEY, "session");
        assertRefused(json.replace("\"1\"", "\"ä\""), "[0].bodies[0]", Reason.BAD_KEY, "track");
        assertRefused(json.replace("\"track\"", "\"id\""), "[0].bodies[0]", Reason.BAD_FIELD, "track is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-1|negative", "0|past", "1795176000|seconds", "1795176000000|milliseconds",
        "1795176000000000|microseconds", "99999999999999999999|64 bits", "9223372036854775807|future",
        "\"99999999999999999999\"|64 bits", "\"-5\"|negative"})
    void refusesTimesThatCannotBe(String time, String hint) {
        String json = message(V2, body("1", V2)).replace("" + NOW_NS, time);

        assertRefused(json, "[0]", Reason.BAD_TIME, "event_time_ns", hint);
    }

    @Test
    void acceptsTimesUpToTheirBoundsOnly() {
        long hour = Duration.ofHours(1).toNanos();
        long fiveMinutes = Duration.ofMinutes(5).toNanos();
        String json = message(V2, body("1", V2));

        assertThat(frame(json.replace("" + NOW_NS, "" + (NOW_NS - hour)))).isNotNull();
        assertThat(frame(json.replace("" + NOW_NS, "" + (NOW_NS + fiveMinutes)))).isNotNull();
        assertRefused(json.replace("" + NOW_NS, "" + (NOW_NS - hour - 1)), "[0]", Reason.BAD_TIME, "3600 s");
        assertRefused(json.replace("" + NOW_NS, "" + (NOW_NS + fiveMinutes + 1)), "[0]", Reason.BAD_TIME, "300 s");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void refusesAnotherNumberOfJoints(Layout layout) {
        for (int count : new int[]{0, layout.joints() - 1, layout.joints() + 1, 500}) {
            assertRefused(message(layout, body("1", "\"joints_m\":" + joints(count))), "[0].bodies[0]",
                    Reason.WRONG_JOINT_COUNT, "joints_m has " + count, layout.joints() + " joints");
        }
    }

    @Test
    void refusesConfidencesAndFlagsThatDoNotFitTheJoints() {
        assertBodyRefused("\"joints_m\":" + joints(25) + ",\"conf\":[1]", Reason.WRONG_JOINT_COUNT, "conf has 1");
        assertBodyRefused("\"joints_m\":" + joints(25) + ",\"conf\":[1" + ",1".repeat(999) + "]",
                Reason.WRONG_JOINT_COUNT, "conf has 1000");
        assertBodyRefused("\"joints_m\":" + joints(25) + ",\"flag\":\"OO\"", Reason.WRONG_JOINT_COUNT, "flag has 2");
        assertBodyRefused("\"joints_m\":" + joints(25) + ",\"flag\":\"X\"", Reason.BAD_FIELD, "O, D, I and M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999"})
    void refusesNumbersThatAreNone(String number) {
        assertBodyRefused("\"joints_m\":[[0,1,2],[1," + number + ",2]]", Reason.NOT_FINITE, "joints_m[1]");
        assertBodyRefused("\"conf\":[1,1,1," + number + "]", Reason.NOT_FINITE, "conf[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.01", "-2500", "1e39", "12345678901234567890123"})
    void refusesCoordinatesBeyondAHundredMetres(String number) {
        assertBodyRefused("\"joints_m\":[[0,1," + number + "]]", Reason.OUT_OF_RANGE, "joints_m[0]", "metres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.01", "100"})
    void refusesConfidencesOutsideZeroToOne(String number) {
        assertBodyRefused("\"conf\":[0," + number + "]", Reason.OUT_OF_RANGE, "conf[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "[1,2,3,4]", "7", "{}", "[\"1\",2,3]", "[null,2,3]", "[[1],2,3]", "true"})
    void refusesJointsThatAreNotThreeNumbers(String joint) {
        assertBodyRefused("\"joints_m\":[null," + joint + "]", Reason.BAD_FIELD, "joints_m[1]", "three numbers");
    }

    @Test
    void refusesBodiesWithoutJoints() {
        String nulls = "null" + ",null".repeat(24);

        assertBodyRefused("\"joints_m\":[" + nulls + "]", Reason.BAD_FIELD, "no joint is there");
        assertBodyRefused("\"x\":1", Reason.BAD_FIELD, "joints_m is missing");
        assertRefused(message(V2, "[]"), "[0].bodies[0]", Reason.BAD_FIELD, "a body must be a JSON object");
    }

    @Test
    void acceptsAnEmptyRoom() {
        Result result = parse(message(V2));

        assertThat(result.frames()).isEmpty();
        assertThat(result.problems()).isEmpty();
        assertThat(result.refused()).isFalse();
    }

    @Test
    void readsTheFirst64BodiesOfAMessage() {
        String[] bodies = Collections.nCopies(70, body("1", V1)).toArray(String[]::new);

        Result result = parse(message(V1, bodies));

        assertThat(result.frames()).hasSize(64);
        assertThat(result.problems()).extracting(Problem::at, Problem::reason)
                .containsExactly(tuple("[0].bodies[64]", Reason.TOO_LARGE));
        assertThat(result.problems().getFirst().why().getMessage()).contains("6 were left out");
    }

    @Test
    void listsAHundredProblemsAndCountsTheRest() {
        Result result = parse("[" + "1,".repeat(5_000) + message(V1, body("1", V1)) + "]");

        assertThat(result.frames()).hasSize(1);
        assertThat(result.problems()).hasSize(100);
        assertThat(result.unlisted()).containsExactly(Map.entry(Reason.BAD_FIELD, 4_900));
    }

    @Test
    void neverRepeatsCoordinates() {
        Result result = parse("[" + message(V1, body("1", "\"joints_m\":[[123.456,0,0]]")) + ",123.456.7]");

        assertThat(result.problems()).hasSize(2).allSatisfy(
                problem -> assertThat(problem.why().getMessage()).doesNotContain("123"));
    }

    @Test
    void remembersNothingOfAMillionTracks() {
        String joints = "\"joints_m\":[" + "null,".repeat(19) + "[1,1,2]]";
        long before = usedHeap();
        int accepted = 0;
        for (int i = 0; i < 1_000_000 / 50; i++) {
            var bodies = new StringJoiner(",");
            for (int j = 0; j < 50; j++) {
                bodies.add(body("t" + (i * 50 + j), joints));
            }
            accepted += parse(message(V1, bodies.toString()).replace("cam-07", "cam-" + i)).frames().size();
        }

        assertThat(accepted).isEqualTo(1_000_000);
        assertThat(usedHeap() - before).as("bytes kept").isLessThan(20 << 20);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
