package gaitkeeper.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.Evidence;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every codec: what goes in comes out, the bytes are the golden ones, and no bytes at all can do harm. */
class CodecTest {
    private static final TrackId TRACK = People.track("7");
    private static final ModelId MODEL = new ModelId("d16@1");
    private static final IdentityId ANN = new IdentityId(new UUID(1, 2));
    private static final SequenceId SEQUENCE = new SequenceId(TRACK, People.START_NS, WindowSpec.of(6));
    private static final Exemplar EXEMPLAR = new Exemplar(SEQUENCE, MODEL, new float[]{1, -2, 0.5f});
    private static final Timing TIMING = new Timing(1, 2, 3, 4);
    private static final Candidate CANDIDATE = new Candidate(ANN, 3, "Ann");
    private static final Evidence EVIDENCE = new Evidence(5, Optional.of(CANDIDATE), 4, 0.8f, 0.5f, 0.7f);

    /** A codec with an example. */
    record Case<T>(String name, Codec<T> codec, T example) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case<?>> cases() {
        return Stream.of(new Case<>("frame", Topics.FRAME, People.frame(1, 0)),
                new Case<>("sequence", Topics.SEQUENCE, People.sequence(1, 3)),
                new Case<>("embedding", Topics.EMBEDDING, People.embedding(TRACK, 0, MODEL, 1, 2, 3)),
                new Case<>("match-undecided", Topics.MATCH, new Match.Undecided(SEQUENCE, MODEL,
                        new Evidence(1, Optional.empty(), 0, 0, 0, 0.7f), TIMING)),
                new Case<>("match-known", Topics.MATCH,
                        new Match.Known(SEQUENCE, MODEL, EVIDENCE, TIMING, CANDIDATE, 1_200)),
                new Case<>("match-stranger", Topics.MATCH, new Match.Stranger(SEQUENCE, MODEL, EVIDENCE, TIMING)),
                new Case<>("identity-enrolled", Topics.IDENTITY_EVENT,
                        new IdentityEvent.Enrolled(ANN, 3, "Ann", TRACK, 9)),
                new Case<>("identity-exemplar", Topics.IDENTITY_EVENT, new IdentityEvent.ExemplarAdded(ANN, EXEMPLAR)),
                new Case<>("identity-named", Topics.IDENTITY_EVENT, new IdentityEvent.Named(ANN, "Ångström")),
                new Case<>("command-propose", Topics.GALLERY_COMMAND,
                        new GalleryCommand.ProposeStranger(TRACK, 9, List.of(EXEMPLAR))),
                new Case<>("command-enrol", Topics.GALLERY_COMMAND,
                        new GalleryCommand.EnrolNamed("Ann", TRACK, 9, List.of(EXEMPLAR, EXEMPLAR))),
                new Case<>("command-rename", Topics.GALLERY_COMMAND, new GalleryCommand.Rename(ANN, "Bob")),
                new Case<>("rejection", Topics.REJECTION,
                        new Rejection(Rejection.Stage.WINDOWER, Reason.LATE_OR_DUPLICATE, "late", 1, 352, 5, 6)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void readsBackWhatItWrote(Case<T> c) {
        assertThat(c.codec.decode(c.codec.encode(c.example))).isEqualTo(c.example);
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void writesTheGoldenBytes(Case<T> c) throws IOException {
        assertThat(HexFormat.of().formatHex(c.codec.encode(c.example))).isEqualTo(golden(c.name));
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void readsTheGoldenBytes(Case<T> c) throws IOException {
        assertThat(c.codec.decode(HexFormat.of().parseHex(golden(c.name)))).isEqualTo(c.example);
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void refusesAnUnknownVersion(Case<T> c) {
        byte[] bytes = c.codec.encode(c.example).clone();
        bytes[0] = 77;

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> c.codec.decode(bytes))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_VERSION));
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void refusesEveryTruncation(Case<T> c) {
        byte[] bytes = c.codec.encode(c.example);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedException.class).as("cut to %d", length)
                    .isThrownBy(() -> c.codec.decode(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void decodesOrRefusesMutatedBytes(Case<T> c) {
        var random = new Random(1);
        byte[] good = c.codec.encode(c.example);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
            }
            decodeOrRefuse(c.codec, bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void decodesOrRefusesRandomBytes(Case<T> c) {
        var random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            bytes[0] = 1;
            decodeOrRefuse(c.codec, bytes);
        }
    }

    @Test
    void doesNotAllocateForACountThatTheBytesCannotHold() {
        byte[] huge = new WireWriter(1).track(TRACK).i64(0).u16(6).u16(6).i64(0).text("m").f32(1).i64(0).i64(0).i64(0)
                .i64(0)
                .u16(65_535).bytes();

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Topics.EMBEDDING.decode(huge))
                .withMessageContaining("cut short");
    }

    @Test
    void refusesAKeyThatIsNoTrack() {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Topics.TRACK.decode("no track".getBytes()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY));
    }

    private static <T> void decodeOrRefuse(Codec<T> codec, byte[] bytes) {
        try {
            assertThat(codec.decode(bytes)).isNotNull();
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = CodecTest.class.getResourceAsStream("golden/" + name + "-v1.hex")) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes()).strip();
        }
    }
}
