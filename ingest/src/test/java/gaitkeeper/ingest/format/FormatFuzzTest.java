package gaitkeeper.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.ingest.JsonFrames.Form;
import gaitkeeper.ingest.JsonFrames.Result;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any bytes give frames or typed rejections. */
class FormatFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final String[] SNIPPETS = {"NaN", "null", "[", "]", "{", "}", "\"", ",", ":", "1e999", "-", "\n",
        ";",
        "|", "|#|", "99999999999999999999", "\\u0000", "true", "-1", " ", "0", "}}", "[[[["};

    @ParameterizedTest
    @EnumSource
    void turnsSpoiledDocumentsIntoFramesOrProblems(Format format) {
        var random = new Random(20_261_121 + format.ordinal());
        byte[] sample = Samples.document(format);
        var reader = new FormatReader(Optional.of(format), Samples.setup(format));
        int frames = 0;
        int problems = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = spoil(sample, random);
            Result result = reader.parse(document, Form.VALUES);
            check(result);
            frames += result.frames().size();
            problems += result.problems().size();
        }
        assertThat(frames).as("frames that survived").isGreaterThan(ROUNDS / 50);
        assertThat(problems).as("problems found").isGreaterThan(ROUNDS / 4);
    }

    @Test
    void turnsSpoiledDocumentsIntoSomethingWithoutBeingToldTheFormat() {
        var random = new Random(7);
        for (int round = 0; round < 5 * ROUNDS; round++) {
            Format format = Format.values()[random.nextInt(Format.values().length)];
            var reader = new FormatReader(Optional.empty(), Samples.setup(format));
            Result result = reader.parse(spoil(Samples.document(format), random), Form.values()[round % 2]);
            check(result);
        }
    }

    @ParameterizedTest
    @EnumSource
    void turnsRandomBytesIntoProblems(Format format) {
        var random = new Random(4_712);
        var reader = new FormatReader(Optional.of(format), Samples.setup(format));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = new byte[random.nextInt(200)];
            random.nextBytes(document);
            Result result = reader.parse(document, Form.VALUES);
            check(result);
            assertThat(result.frames()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesDeepNesting(Format format) {
        var reader = new FormatReader(Optional.of(format), Samples.setup(format));
        for (String open : new String[]{"[", "{\"bodies\":[", "{\"frames\":[", "{\"1\":"}) {
            check(reader.parse(open.repeat(20_000).getBytes(UTF_8), Form.VALUES));
        }
        check(reader.parse(("HIERARCHY ROOT a { " + "JOINT b { ".repeat(20_000)).getBytes(UTF_8), Form.VALUES));
    }

    private static void check(Result result) {
        result.frames().forEach(accepted -> assertThat(Frame.of(accepted.frame().bytes())).isNotNull());
        result.problems().forEach(problem -> assertThat(problem.why().getMessage()).isNotBlank());
    }

    private static byte[] spoil(byte[] seed, Random random) {
        byte[] spoiled = seed;
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoiled = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(spoiled, random.nextInt(spoiled.length + 1));
                case 1 -> overwrite(spoiled, random);
                case 2 -> splice(spoiled, random, new byte[0]);
                default -> splice(spoiled, random, SNIPPETS[random.nextInt(SNIPPETS.length)].getBytes(UTF_8));
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
