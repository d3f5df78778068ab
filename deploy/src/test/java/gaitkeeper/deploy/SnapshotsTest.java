package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.LogCompactor.Written;
import gaitkeeper.deploy.Snapshots.Found;
import gaitkeeper.matcher.LoggedGallery;
import gaitkeeper.matcher.MatcherStage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, removed logs and erasure on a real broker. */
@Timeout(180)
class SnapshotsTest {
    private static final ModelId MODEL = new ModelId("made-up@1");
    private static final String GROUP = "writer";

    @TempDir
    private Path folder;
    private EmbeddedBroker broker;
    private KafkaClients kafka;
    private LogCompactor compactor;
    private LoggedGallery live;
    private final List<LogEntry> log = new ArrayList<>();

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder, 0);
        kafka = new KafkaClients(broker.bootstrap());
        try (Admin admin = kafka.admin()) {
            TopicPlan.ensure(admin, 1);
        }
        compactor = new LogCompactor(kafka, InstantSource.system());
        live = gallery();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static LoggedGallery gallery() {
        Path root = Path.of(Objects.requireNonNull(System.getenv("GAITKEEPER_ROOT")));
        return LoggedGallery.of(ModelBundle.open(root.resolve("deploy/models/d16")).spec());
    }

    /** Writes entries to the log, and lets the live gallery follow. */
    private void happened(List<IdentityEvent> events) {
        try (Producer<String, LogEntry> producer = kafka.producer(Topics.IDENTITIES,
                KafkaClients.ONE_BY_ONE)) {
            for (IdentityEvent event : events) {
                var entry = new LogEntry(log.size() + 1L, new UUID(1, log.size()), "test", 0, event);
                log.add(entry);
                var unused = producer.send(new ProducerRecord<>(Topics.IDENTITIES.name(), MatcherStage.GALLERY, entry));
            }
            producer.flush();
        }
        log.subList(log.size() - events.size(), log.size()).forEach(live::apply);
    }

    private static IdentityId person(int n) {
        return new IdentityId(new UUID(7, n));
    }

    private static Exemplar exemplar(int n) {
        var sequence = new SequenceId(new TrackId("cam", "s", "track-" + n), n, WindowSpec.of(6));
        return new Exemplar(sequence, MODEL, new float[]{n + 0.123f, 2 * n + 0.456f, 3 * n + 0.789f});
    }

    private static List<IdentityEvent> enrolled(int from, int to) {
        List<IdentityEvent> events = new ArrayList<>();
        for (int n = from; n < to; n++) {
            events.add(new Enrolled(person(n), n, "name-" + n, exemplar(n).sequence().track(), n));
            events.add(new ExemplarAdded(person(n), exemplar(n)));
        }
        return events;
    }

    /** As a process begins: the newest snapshot, then what is left of the log. */
    private LoggedGallery begun() throws IOException {
        LoggedGallery gallery = gallery();
        new Snapshots(kafka).newest(gallery::looks).ifPresent(found -> gallery.restore(found.content()));
        leftOfLog().forEach(gallery::apply);
        return gallery;
    }

    private List<LogEntry> leftOfLog() throws IOException {
        List<LogEntry> left = new ArrayList<>();
        new TopicReader(kafka).read(Topics.IDENTITIES.name(), Topics.LOG_ENTRY, (key, entry) -> left.add(entry));
        return left;
    }

    private static void assertSame(LoggedGallery some, LoggedGallery other) {
        assertThat(some.ledger().hash()).isEqualTo(other.ledger().hash());
        assertThat(some.size(MODEL)).isEqualTo(other.size(MODEL));
        for (int n = 1; n < 30; n++) {
            float[] probe = exemplar(n).vector();
            assertThat(some.search(MODEL, probe, 3)).isEqualTo(other.search(MODEL, probe, 3));
        }
    }

    private SnapshotKeeper keeper() {
        return new SnapshotKeeper(kafka, compactor, live, 0, () -> true, GROUP).start();
    }

    @Test
    void aProcessBeginsWithTheSnapshotAndTheRestOfTheLog() throws IOException {
        happened(enrolled(1, 600));
        Written first = compactor.write(live.ledger());
        assertThat(newest().content().head().last()).isEqualTo(1_198);
        happened(enrolled(600, 700));
        Written second = compactor.write(live.ledger());
        happened(List.of(new Erased(person(3))));

        assertThat(second.before()).contains(first.place());
        try (var cutter = new TopicCutter(kafka)) {
            cutter.cut(Map.of(LogCompactor.LOG, second.place().log(), Snapshots.PARTITION, second.place().head()));
        }
        assertThat(leftOfLog()).hasSize(1);
        assertSame(begun(), live);
    }

    @Test
    void theStagesBeginBehindWhatTheSnapshotHas() throws IOException {
        happened(enrolled(1, 20));
        compactor.write(live.ledger());
        happened(enrolled(20, 22));
        Snapshots.Place place = newest().place();

        assertThat(firstEntry(0).number()).isOne();
        assertThat(firstEntry(place.log()).number()).isEqualTo(2 * 19 + 1);
    }

    /** What the stages of a process read first that knows the log up to an offset. */
    private LogEntry firstEntry(long known) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level",
                "read_committed", "auto.offset.reset", "none");
        try (Consumer<byte[], byte[]> reader = new StageClients(known).getGlobalConsumer(config)) {
            reader.assign(List.of(LogCompactor.LOG));
            reader.seekToBeginning(List.of(LogCompactor.LOG));
            return Topics.LOG_ENTRY
                    .decode(reader.poll(Duration.ofSeconds(20)).records(LogCompactor.LOG).getFirst().value());
        }
    }

    @Test
    void aDamagedSnapshotIsPassedOver() throws IOException {
        happened(enrolled(1, 100));
        Written good = compactor.write(live.ledger());
        happened(enrolled(100, 120));
        damaged(good.place());

        assertThat(newest().content().head().last()).isEqualTo(198);
        assertSame(begun(), live);
    }

    @Test
    void nothingIsCopiedFromADamagedSnapshot() throws IOException {
        happened(enrolled(1, 100));
        Written good = compactor.write(live.ledger());
        happened(enrolled(100, 120));
        damaged(good.place());

        assertThat(compactor.write(live.ledger()).before()).contains(good.place());
        assertThat(newest().content().head().last()).isEqualTo(live.ledger().last());
        assertSame(begun(), live);
    }

    @Test
    void whatIsNoEntryOfTheLogIsPassedOver() throws Exception {
        happened(enrolled(1, 10));
        try (Producer<String, byte[]> producer = kafka.producer(Topics.SNAPSHOTS, Map.of())) {
            producer.send(new ProducerRecord<>(Topics.IDENTITIES.name(), "garbage", new byte[]{99, 1, 2})).get();
            producer.send(new ProducerRecord<>(Topics.IDENTITIES.name(), "garbage", null)).get();
        }
        happened(enrolled(10, 20));

        compactor.write(live.ledger());

        assertThat(newest().content().ledger().hash()).isEqualTo(live.ledger().hash());
    }

    private Found<BiConsumer<List<Exemplar>, Optional<IdentityId>>> newest() throws IOException {
        return new Snapshots(kafka).newest(Snapshots::namesOnly).orElseThrow();
    }

    @Test
    void whereAllAreDamagedTheWholeLogIsRead() throws IOException {
        happened(enrolled(1, 100));
        Written good = compactor.write(live.ledger());
        damaged(good.place());
        try (var cutter = new TopicCutter(kafka)) {
            cutter.cut(Map.of(Snapshots.PARTITION, good.place().end() + 1));
        }

        assertThat(new Snapshots(kafka).newest(Snapshots::namesOnly)).isEmpty();
        assertSame(begun(), live);
    }

    @Test
    void anAttemptThatWasGivenUpHidesNoSnapshot() throws IOException {
        happened(enrolled(1, 100));
        compactor.write(live.ledger());
        try (Producer<String, byte[]> producer = kafka.producer(Topics.SNAPSHOTS,
                Map.of("transactional.id", "given-up"))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int page = 0; page < 100; page++) {
                var unused = producer.send(
                        new ProducerRecord<>(Topics.SNAPSHOTS.name(), MatcherStage.GALLERY, new byte[]{1, 2, 3}));
            }
            producer.flush();
            producer.abortTransaction();
        }

        assertThat(new Snapshots(kafka).newest(Snapshots::namesOnly)).isPresent();
        assertSame(begun(), live);
    }

    /** Writes the pages of a snapshot once more, one of them changed. */
    private void damaged(Snapshots.Place good) throws IOException {
        List<byte[]> pages = new ArrayList<>();
        new Snapshots(kafka).pages(good, pages::add);
        pages.get(1)[pages.get(1).length - 3] ^= 1;
        compactor.copy(pages);
    }

    @Test
    void nothingIsWrittenWhereEntriesAreMissing() throws IOException {
        happened(enrolled(1, 100));
        try (var cutter = new TopicCutter(kafka)) {
            cutter.cut(Map.of(LogCompactor.LOG, 50L));
        }

        assertThatIllegalStateException().isThrownBy(() -> compactor.write(live.ledger()))
                .withMessageContaining("nothing is removed");
        assertThat(new Snapshots(kafka).newest(Snapshots::namesOnly)).isEmpty();
    }

    @Test
    void theLogDoesNotGrowForEver() throws Exception {
        try (var _ = keeper()) {
            happened(enrolled(1, 100));
            for (int round = 0; round < 3; round++) {
                happened(IntStream.range(0, 10_000).<IdentityEvent>mapToObj(n -> new Named(person(1), "Ann " + n))
                        .toList());
                awaitSnapshot(log.size());
            }
            await("the log is cut", () -> leftOfLog().getFirst().number() > 20_198);
        }

        assertThat(leftOfLog().getFirst().number()).isEqualTo(20_199);
        assertSame(begun(), live);
    }

    @Test
    void nothingOfTheErasedStaysOnTheDisk() throws Exception {
        happened(enrolled(70, 90));
        compactor.write(live.ledger());
        commanded(77);
        assertThat(onDisk(traces(77))).isNotEmpty();

        try (var _ = keeper()) {
            happened(List.of(new Erased(person(77))));
            assertThat(new Erasure(kafka).awaitCleanLog(log.size(), Duration.ofSeconds(60))).isTrue();
            await("the broker removed the files", () -> onDisk(traces(77)).isEmpty());
        }

        assertThat(onDisk(traces(78))).as("of somebody else").isNotEmpty();
        assertSame(begun(), live);
        assertThat(begun().ledger().candidate(person(77))).isEmpty();
    }

    /** Somebody's enrolment was asked for, and the writer has read that. */
    private void commanded(int n) throws Exception {
        try (Producer<String, GalleryRequest> producer = kafka.producer(Topics.COMMANDS); Admin admin = kafka.admin()) {
            var command = new GalleryCommand.EnrolNamed("name-" + n, exemplar(n).sequence().track(), n,
                    List.of(exemplar(n)));
            producer.send(new ProducerRecord<>(Topics.COMMANDS.name(), MatcherStage.GALLERY,
                    new GalleryRequest(new UUID(5, n), "test", command))).get();
            var commands = new TopicPartition(Topics.COMMANDS.name(), 0);
            admin.alterConsumerGroupOffsets(GROUP, Map.of(commands, new OffsetAndMetadata(1))).all().get();
        }
    }

    /** What would tell of somebody: their identity, their vector, their track. */
    private static List<byte[]> traces(int n) {
        ByteBuffer vector = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        vector.asFloatBuffer().put(exemplar(n).vector());
        return List.of(vector.array(), ("track-" + n).getBytes(StandardCharsets.UTF_8),
                ("name-" + n).getBytes(StandardCharsets.UTF_8));
    }

    /** The files that hold a trace; those that go away while it is looked hold none. */
    private List<Path> onDisk(List<byte[]> traces) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (holds(file, traces)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                if (why instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw why;
            }
        });
        return found;
    }

    private static boolean holds(Path file, List<byte[]> traces) throws IOException {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            return traces.stream().anyMatch(trace -> content.contains(new String(trace, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private void awaitSnapshot(long last) throws Exception {
        await("a snapshot of entry " + last, () -> new Snapshots(kafka).newest(Snapshots::namesOnly)
                .filter(found -> found.content().head().last() == last).isPresent());
    }

    /** Something that comes true by itself. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
