package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Layout;
import gaitkeeper.ingest.JsonFrames.Form;
import gaitkeeper.ingest.JsonFrames.Result;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonFramesFuzzTest {
    private static final int ROUNDS = 30_000;
    private static final String[] SNIPPETS = {"NaN", "null", "[", "]", "{", "}", "\"", ",", ":", "1e999", "-", "\n",
        "\"bodies\":", "\"joints_m\":[[", "\"conf\":[", "99999999999999999999", "\\u0000", "\\ud800", "true",
        "\"v\":2,"};

    private final JsonFrames reader = JsonSamples.reader();
    private final byte[][] seeds = {
        message(Layout.KINECT_V2, body("1", Layout.KINECT_V2)).getBytes(UTF_8),
        ("[" + message(Layout.KINECT_V1, body("1", Layout.KINECT_V1), body("2", Layout.KINECT_V1)) + ","
                + message(Layout.KGBD_RAW20, body("1", Layout.KGBD_RAW20)) + "]").getBytes(UTF_8),
        (message(Layout.KINECT_V1) + "\n" + message("\"source\":\"kinect_v2\",\"clock\":\"device\"",
                body("9", "\"joints_m\":[],\"conf\":[0.5],\"flag\":\"OO\"")) + "\n").getBytes(UTF_8)};

    @ParameterizedTest
    @EnumSource(Form.class)
    void turnsSpoiledMessagesIntoFramesOrProblems(Form form) {
        var random = new Random(20_261_120);
        int frames = 0;
        int problems = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = spoil(seeds[random.nextInt(seeds.length)], random);
            Result result = reader.parse(document, form);
            check(result, document);
            frames += result.frames().size();
            problems += result.problems().size();
        }

        assertThat(frames).as("frames that survived").isGreaterThan(ROUNDS / 20);
        assertThat(problems).as("problems found").isGreaterThan(ROUNDS / 2);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void turnsRandomBytesIntoProblems(Form form) {
        var random = new Random(4_711);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = new byte[random.nextInt(200)];
            random.nextBytes(document);
            Result result = reader.parse(document, form);
            check(result, document);
            assertThat(result.frames()).isEmpty();
            assertThat(result.problems()).isNotEmpty();
        }
    }

    private static void check(Result result, byte[] document) {
        result.frames().forEach(accepted -> assertThat(Frame.of(accepted.frame().bytes())).isNotNull());
        result.problems().forEach(problem -> {
            assertThat(problem.why().getMessage()).isNotBlank();
            assertThat(problem.from()).isBetween(0, problem.to());
            assertThat(problem.to()).isLessThanOrEqualTo(document.length);
        });
    }

    private static byte[] spoil(byte[] seed, Random random) {
        byte[] spoiled = seed;
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoiled = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(spoiled, random.nextInt(spoiled.length + 1));
                case 1 -> overwrite(spoiled, random);
                case 2 -> splice(spoiled, random, new byte[0]);
                case 3 -> splice(spoiled, random, SNIPPETS[random.nextInt(SNIPPETS.length)].getBytes(UTF_8));
                default -> splice(spoiled, random, seed);
            };
        }
        return spoiled;
    }

    private static byte[] overwrite(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    /** Replaces up to 20 bytes somewhere. */
    private static byte[] splice(byte[] bytes, Random random, byte[] by) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(20));
        byte[] spliced = Arrays.copyOf(bytes, from + by.length + bytes.length - to);
        System.arraycopy(by, 0, spliced, from, by.length);
        System.arraycopy(bytes, to, spliced, from + by.length, bytes.length - to);
        return spliced;
    }
}
