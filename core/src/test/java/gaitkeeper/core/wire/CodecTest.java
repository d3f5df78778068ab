package gaitkeeper.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.WindowSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
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
    private static final Evidence EVIDENCE = new Evidence(9, 5, Optional.of(CANDIDATE), 4, 0.8f, 0.5f, 0.7f);

    private static final IdentityId BOB = new IdentityId(new UUID(3, 4));
    private static final UUID COMMAND = new UUID(5, 6);
    private static final Visit VISIT = new Visit(TRACK, 9);

    private static Case<?> entry(String name, IdentityEvent event) {
        return new Case<>("identity-" + name, Topics.LOG_ENTRY, new LogEntry(7, COMMAND, "olga", 11, event));
    }

    private static Case<?> request(String name, GalleryCommand command) {
        return new Case<>("command-" + name, Topics.GALLERY_REQUEST, new GalleryRequest(COMMAND, "olga", command));
    }

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
                        new Evidence(9, 1, Optional.empty(), 0, 0, 0, 0.7f), TIMING)),
                new Case<>("match-known", Topics.MATCH,
                        new Match.Known(SEQUENCE, MODEL, EVIDENCE, TIMING, CANDIDATE, 1_200)),
                new Case<>("match-stranger", Topics.MATCH, new Match.Stranger(SEQUENCE, MODEL, EVIDENCE, TIMING)),
                entry("enrolled", new IdentityEvent.Enrolled(ANN, 3, "Ann", TRACK, 9)),
                entry("visit", new IdentityEvent.VisitAdded(ANN, VISIT)),
                entry("exemplar", new IdentityEvent.ExemplarAdded(ANN, EXEMPLAR)),
                entry("exemplar-removed", new IdentityEvent.ExemplarRemoved(EXEMPLAR.id())),
                entry("exemplar-moved", new IdentityEvent.ExemplarMoved(EXEMPLAR.id(), BOB)),
                entry("named", new IdentityEvent.Named(ANN, "Ångström")),
                entry("merged", new IdentityEvent.Merged(ANN, BOB)),
                entry("split", new IdentityEvent.Split(ANN, BOB, 4, List.of(VISIT, new Visit(TRACK, 10)))),
                entry("apart", new IdentityEvent.ToldApart(VISIT, ANN)),
                entry("erased", new IdentityEvent.Erased(ANN)),
                entry("undone", new IdentityEvent.Undone(COMMAND)),
                request("propose", new GalleryCommand.ProposeStranger(TRACK, 9, List.of(EXEMPLAR), List.of(VISIT))),
                request("enrol", new GalleryCommand.EnrolNamed("Ann", TRACK, 9, List.of(EXEMPLAR, EXEMPLAR))),
                request("rename", new GalleryCommand.Rename(ANN, "Bob")),
                request("merge", new GalleryCommand.Merge(ANN, BOB)),
                request("split", new GalleryCommand.Split(ANN, List.of(VISIT))),
                request("apart", new GalleryCommand.TellApart(VISIT, ANN)),
                request("move", new GalleryCommand.MoveExemplar(EXEMPLAR.id(), BOB)),
                request("remove", new GalleryCommand.RemoveExemplar(EXEMPLAR.id())),
                request("erase", new GalleryCommand.Erase(ANN)),
                request("undo", new GalleryCommand.Undo(COMMAND)),
                request("recognised", new GalleryCommand.Recognised(ANN, VISIT)),
                new Case<>("audit", Topics.AUDIT_ENTRY,
                        new AuditEntry(1, 2, "ann", "operator/key", "127.0.0.1", "nameIdentity", "x", 200, 7)),
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
        assertThat(HexFormat.of().formatHex(c.codec.encode(c.example))).isEqualTo(golden(c));
    }

    @ParameterizedTest
    @MethodSource("cases")
    <T> void readsTheGoldenBytes(Case<T> c) throws IOException {
        assertThat(c.codec.decode(HexFormat.of().parseHex(golden(c)))).isEqualTo(c.example);
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
        byte version = c.codec.encode(c.example)[0];
        var random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            bytes[0] = version;
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
    void readsTextThatIsUtf8AndNoOther() {
        String text = "Zoë 李 \uD83D\uDEB6 \uFFFD";
        byte[] good = new WireWriter(1).text(text).bytes();
        assertThat(new WireReader(good, "text", 1).text()).isEqualTo(text);

        byte[] bad = new WireWriter(1).text("Zoe").bytes();
        bad[bad.length - 1] = (byte) 0xEB;
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> new WireReader(bad, "text", 1).text())
                .withMessageContaining("not UTF-8");
    }

    static Stream<Case<?>> unnumbered() {
        return Stream.of(entry("enrolled", new IdentityEvent.Enrolled(ANN, 3, "Ann", TRACK, 9)),
                entry("exemplar", new IdentityEvent.ExemplarAdded(ANN, EXEMPLAR)),
                entry("named", new IdentityEvent.Named(ANN, "Ångström")));
    }

    @ParameterizedTest
    @MethodSource("unnumbered")
    void readsEntriesFromBeforeNumbers(Case<LogEntry> c) throws IOException {
        LogEntry read = c.codec.decode(HexFormat.of().parseHex(golden(c.name, 1)));

        assertThat(read).isEqualTo(new LogEntry(0, new UUID(0, 0), "", 0, c.example.event()));
    }

    static Stream<Case<?>> sinceless() {
        return cases().filter(c -> c.name.startsWith("match-"));
    }

    @ParameterizedTest
    @MethodSource("sinceless")
    void takesAnOldMatchsWindowForTheBeginningOfItsVisit(Case<Match> c) throws IOException {
        Match read = c.codec.decode(HexFormat.of().parseHex(golden(c.name, 1)));

        assertThat(read.visit()).isEqualTo(new Visit(TRACK, SEQUENCE.firstTimeNs()));
        assertThat(read.sequence()).isEqualTo(c.example.sequence());
    }

    static Stream<Case<?>> nameless() {
        return Stream.of(request("propose", new GalleryCommand.ProposeStranger(TRACK, 9, List.of(EXEMPLAR), List.of())),
                request("enrol", new GalleryCommand.EnrolNamed("Ann", TRACK, 9, List.of(EXEMPLAR, EXEMPLAR))),
                request("rename", new GalleryCommand.Rename(ANN, "Bob")));
    }

    @ParameterizedTest
    @MethodSource("nameless")
    void readsCommandsFromBeforeIds(Case<GalleryRequest> c) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(golden(c.name, 1));

        GalleryRequest read = c.codec.decode(bytes);

        assertThat(read.command()).isEqualTo(c.example.command());
        assertThat(c.codec.decode(bytes).id()).isEqualTo(read.id());
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

    private static <T> String golden(Case<T> c) throws IOException {
        return golden(c.name, c.codec.encode(c.example)[0]);
    }

    private static String golden(String name, int version) throws IOException {
        try (InputStream in = CodecTest.class.getResourceAsStream("golden/" + name + "-v" + version + ".hex")) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes()).strip();
        }
    }

    /** Numbers with every byte: one read in the wrong order would pass over what is new. */
    @Test
    void logEntriesThatAreKnownAreNotRead() {
        Serde<LogEntry> after = LogEntries.after(() -> 300);
        for (long number : new long[]{0, 1, 127, 128, 255, 256, 300, 301, 511, 512, 65_536, Long.MAX_VALUE}) {
            byte[] bytes = Topics.LOG_ENTRY
                    .encode(new LogEntry(number, COMMAND, "olga", 11, new IdentityEvent.Undone(COMMAND)));
            LogEntry read = after.deserializer().deserialize("log", bytes);

            if (number >= 1 && number <= 300) {
                assertThat(read).as("entry %d", number).isNull();
            } else {
                assertThat(read.number()).isEqualTo(number);
            }
        }
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> after.deserializer().deserialize("log", new byte[]{2, 1}));
    }
}
