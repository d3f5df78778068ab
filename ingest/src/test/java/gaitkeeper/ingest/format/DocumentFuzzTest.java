package gaitkeeper.ingest.format;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Layout;
import gaitkeeper.ingest.BinaryMessageWriter;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.DocumentReader;
import gaitkeeper.ingest.JsonSamples;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes give frames or typed rejections, whichever reader they are given to. A document that does not is printed in base64. Seeded,
 * and bounded by rounds, not by time; for a longer search {@code -Dgaitkeeper.fuzz.rounds=1000000} and another
 * {@code -Dgaitkeeper.fuzz.seed}. {@code .ci/fuzz} searches guided by coverage.
 */
class DocumentFuzzTest {
    private static final int ROUNDS = Integer.getInteger("gaitkeeper.fuzz.rounds", 1_200);
    private static final long SEED = Long.getLong("gaitkeeper.fuzz.seed", 20_261_121);
    private static final byte[][] SNIPPETS = snippets("NaN", "null", "[", "]", "{", "}", "\"", ",", ":", "1e999",
            "-1e999",
            "-", "\n", ";", "|", "|#|", "99999999999999999999", "9".repeat(400), "\\u0000", "\\ud800", "true", "-1",
            " ", "0",
            "}}", "[[[[", "[".repeat(40), "\"bodies\":", "\"joints_m\":[[", "\"conf\":[", "\"v\":2,");
    /** No UTF-8: overlong, cut short, half a pair, never a first byte. */
    private static final byte[][] NO_TEXT = {{(byte) 0xc0, (byte) 0x80}, {(byte) 0xe2, (byte) 0x82},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xff}};

    private static byte[][] snippets(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** A reader, and good documents of what it reads. */
    private record Subject(String name, DocumentReader reader, List<byte[]> seeds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject> subjects() {
        Stream<Subject> formats = Arrays.stream(Format.values())
                .map(format -> new Subject(format.id(), told(format), List.of(Samples.document(format))));
        return Stream.concat(Stream.of(canonical(), binary(), untold()), formats);
    }

    private static DocumentReader told(Format format) {
        return new FormatReader(Optional.of(format), Samples.setup(format))::parse;
    }

    private static Subject canonical() {
        return new Subject("canonical", JsonSamples.reader(), List.of(
                message(Layout.KINECT_V2, body("1", Layout.KINECT_V2)).getBytes(UTF_8),
                ("[" + message(Layout.KINECT_V1, body("1", Layout.KINECT_V1), body("2", Layout.KINECT_V1)) + ","
                        + message(Layout.KGBD_RAW20, body("1", Layout.KGBD_RAW20)) + "]").getBytes(UTF_8),
                (message(Layout.KINECT_V1) + "\n" + message("\"source\":\"kinect_v2\",\"clock\":\"device\"",
                        body("9", "\"joints_m\":[],\"conf\":[0.5],\"flag\":\"OO\"")) + "\n").getBytes(UTF_8)));
    }

    private static Subject binary() {
        float[] joints = new float[75];
        Arrays.fill(joints, 1.5f);
        float[] confidences = new float[25];
        var writer = new BinaryMessageWriter("cam", "", Layout.KINECT_V2);
        byte[] two = writer.begin(JsonSamples.NOW_NS).body("1", joints).body("2", joints, confidences).end();
        byte[] one = writer.begin(JsonSamples.NOW_NS).body("1", joints).end();
        return new Subject("binary", JsonSamples.reader(),
                List.of(one, two, ByteBuffer.allocate(one.length + two.length).put(one).put(two).array()));
    }

    private static Subject untold() {
        return new Subject("auto", new FormatReader(Optional.empty(), SourceSetup.of("cam", "0"))::parse,
                Arrays.stream(Format.values()).map(Samples::document).toList());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void turnsSpoiledDocumentsIntoFramesOrProblems(Subject subject) {
        var random = new Random(SEED);
        int frames = 0;
        int problems = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] seed = subject.seeds.get(random.nextInt(subject.seeds.size()));
            byte[] document = spoil(seed, random);
            Result result = parse(subject, document, Form.values()[round / 4 % 2]);
            frames += result.frames().size();
            problems += result.problems().size();
        }
        assertThat(frames).as("frames that survived").isGreaterThan(ROUNDS / 50);
        assertThat(problems).as("problems found").isGreaterThan(ROUNDS / 4);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void turnsRandomBytesIntoProblems(Subject subject) {
        var random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = new byte[random.nextInt(200)];
            random.nextBytes(document);
            Result result = parse(subject, document, Form.values()[round % 2]);
            assertThat(result.frames()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void survivesDeepNesting(Subject subject) {
        for (String open : new String[]{"[", "{\"bodies\":[", "{\"frames\":[", "{\"1\":"}) {
            byte[] document = open.repeat(20_000).getBytes(UTF_8);
            parse(subject, document, Form.VALUES);
        }
        byte[] bones = ("HIERARCHY ROOT a { " + "JOINT b { ".repeat(20_000)).getBytes(UTF_8);
        parse(subject, bones, Form.VALUES);
    }

    private static Result parse(Subject subject, byte[] document, Form form) {
        try {
            Result result = subject.reader.parse(document, form);
            check(result, document);
            return result;
        } catch (RuntimeException | Error e) {
            // Whatever it is, it is a finding, and without its document nobody could repeat it.
            throw new AssertionError(subject + " as " + form + ", the document in base64: "
                    + Base64.getEncoder().encodeToString(document), e);
        }
    }

    /** A frame's wire form, read again, refuses numbers that are not finite. */
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
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoiled = switch (random.nextInt(9)) {
                case 0 -> Arrays.copyOf(spoiled, random.nextInt(spoiled.length + 1));
                case 1 -> overwrite(spoiled, random);
                case 2 -> flip(spoiled, random);
                case 3 -> repeat(spoiled, random);
                case 4 -> splice(spoiled, random, new byte[0]);
                case 5 -> splice(spoiled, random, seed);
                case 6 -> splice(spoiled, random, NO_TEXT[random.nextInt(NO_TEXT.length)]);
                default -> splice(spoiled, random, SNIPPETS[random.nextInt(SNIPPETS.length)]);
            };
        }
        return spoiled;
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** Says up to 200 bytes twice: fields with their names, joints, lines, half of them. */
    private static byte[] repeat(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(200));
        byte[] twice = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, twice, to, bytes.length - from);
        return twice;
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
