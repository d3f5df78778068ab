package gaitkeeper.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ExemplarMoved;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.wire.Exemplars;
import gaitkeeper.core.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final UUID ID = new UUID(9, 9);

    private final Random random = new Random(11);
    private final List<LogEntry> log = new ArrayList<>();

    private Ledger grow(Ledger ledger, int entries) {
        Ledger grown = ledger;
        for (int i = 0; i < entries; i++) {
            IdentityEvent event = eventThatCanBe(grown);
            var entry = new LogEntry(grown.last() + 1, MadeUpLog.command(random.nextInt(60)), "test", i, event);
            log.add(entry);
            grown = grown.apply(entry).after();
        }
        return grown;
    }

    /** An exemplar that nobody gave has no vector to write down. */
    private IdentityEvent eventThatCanBe(Ledger ledger) {
        IdentityEvent event;
        do {
            event = MadeUpLog.anyEvent(random);
        } while (event instanceof ExemplarMoved moved && ledger.owner(moved.exemplar()).isEmpty());
        return event;
    }

    private static List<byte[]> pages(Ledger ledger, List<LogEntry> log) {
        List<byte[]> pages = new ArrayList<>();
        var writer = new SnapshotWriter(ID, ledger, 77, pages::add);
        log.forEach(entry -> {
            if (entry.event() instanceof ExemplarAdded added) {
                writer.add(added.exemplar());
            }
        });
        writer.end();
        return pages;
    }

    private static SnapshotReader<?> read(List<byte[]> pages) {
        var reader = new SnapshotReader<BiConsumer<List<Exemplar>, Optional<IdentityId>>>((exemplars, owner) -> {});
        pages.forEach(reader::read);
        return reader;
    }

    @Test
    void isWhatTheLogComesTo() {
        Ledger ledger = Ledger.EMPTY;
        for (int round = 0; round < 200; round++) {
            ledger = grow(ledger, 10);

            Ledger read = read(pages(ledger, log)).ledger();

            assertThat(read.hash()).isEqualTo(ledger.hash());
            assertThat(read.last()).isEqualTo(ledger.last());
            assertThat(read.nextNumber()).isEqualTo(ledger.nextNumber());
            assertThat(read.latest(100)).isEqualTo(ledger.latest(100));
            for (int n = 0; n < 60; n++) {
                assertThat(read.whyNotUndo(MadeUpLog.command(n))).isEqualTo(ledger.whyNotUndo(MadeUpLog.command(n)));
            }
        }
    }

    /** The rest of the log makes the same of it: undo, erasure and all. */
    @Test
    void theLogGoesOnFromIt() {
        for (int round = 0; round < 50; round++) {
            log.clear();
            Ledger middle = grow(Ledger.EMPTY, 60);
            Ledger read = read(pages(middle, log)).ledger();
            int before = log.size();

            Ledger end = grow(middle, 60);

            for (LogEntry entry : log.subList(before, log.size())) {
                read = read.apply(entry).after();
            }
            assertThat(read.hash()).isEqualTo(end.hash());
            assertThat(read.latest(100)).isEqualTo(end.latest(100));
        }
    }

    @Test
    void snapshotsOfTheFirstVersionAreReadToo() {
        Ledger ledger = grow(Ledger.EMPTY, 400);
        Map<Exemplar, Optional<IdentityId>> held = new HashMap<>();
        var reader = new SnapshotReader<BiConsumer<List<Exemplar>, Optional<IdentityId>>>(
                (exemplars, owner) -> exemplars.forEach(exemplar -> held.put(exemplar, owner)));

        firstVersion(ledger).forEach(reader::read);

        assertThat(reader.ledger().hash()).isEqualTo(ledger.hash());
        assertThat(held).isNotEmpty()
                .allSatisfy((exemplar, owner) -> assertThat(owner).isEqualTo(ledger.owner(exemplar.id())));
        assertThat(held.keySet().stream().map(Exemplar::id).filter(id -> ledger.owner(id).isPresent()))
                .hasSize(ledger.facts().owners().size());
    }

    /** As the first version wrote it, on four pages. */
    private List<byte[]> firstVersion(Ledger ledger) {
        List<Change> facts = new ArrayList<>();
        ledger.facts().forEachChange(facts::add);
        ledger.facts().owners().forEach(
                (exemplar, owner) -> facts.add(new Change.OfExemplar(exemplar, Optional.empty(), Optional.of(owner))));
        List<Exemplar> exemplars = log.stream().map(LogEntry::event).filter(ExemplarAdded.class::isInstance)
                .map(event -> ((ExemplarAdded) event).exemplar()).filter(e -> ledger.owner(e.id()).isPresent())
                .toList();
        List<byte[]> pages = new ArrayList<>();
        var digest = new PageDigest();
        for (WireWriter page : List.of(
                page(0, SnapshotPages.HEAD).i64(ledger.last()).i32(ledger.nextNumber() - 1).i64(77),
                all(page(1, SnapshotPages.FACTS), facts, SnapshotPages::write),
                all(page(2, SnapshotPages.EXEMPLARS), exemplars, Exemplars::write))) {
            pages.add(page.bytes());
            digest.add(pages.getLast());
        }
        pages.add(page(3, SnapshotPages.END).raw(digest.value()).bytes());
        return pages;
    }

    private static WireWriter page(int number, int kind) {
        return new WireWriter(SnapshotPages.OLDEST).uuid(ID).i32(number).u8(kind);
    }

    private static <T> WireWriter all(WireWriter page, List<T> items, BiConsumer<WireWriter, T> write) {
        page.i32(items.size());
        items.forEach(item -> write.accept(page, item));
        return page;
    }

    @Test
    void isNotEndedWhileExemplarsAreMissing() {
        Ledger ledger = grow(Ledger.EMPTY, 400);
        assertThat(ledger.facts().owners().size()).isPositive();
        assertThatIllegalStateException().isThrownBy(() -> pages(ledger, List.of())).withMessageContaining("not there");
    }

    @Test
    void exemplarsCanBeReadWithoutTheRest() {
        Ledger ledger = grow(Ledger.EMPTY, 400);
        List<Exemplar> all = new ArrayList<>();
        List<Exemplar> alone = new ArrayList<>();
        BiConsumer<List<Exemplar>, Optional<IdentityId>> everything = (exemplars, owner) -> all.addAll(exemplars);
        BiConsumer<List<Exemplar>, Optional<IdentityId>> exemplarsOnly = (exemplars, owner) -> alone.addAll(exemplars);
        var reader = new SnapshotReader<>(everything);
        var other = SnapshotReader.exemplarsOnly(exemplarsOnly);

        pages(ledger, log).forEach(page -> {
            reader.read(page);
            other.read(page);
        });

        assertThat(alone).isNotEmpty().isEqualTo(all);
        assertThat(other.head()).isEqualTo(reader.head());
        assertThatIllegalStateException().isThrownBy(other::ledger).withMessageContaining("only exemplars");
    }

    @Test
    void holdsTheExemplarsThatMatterAndNoOthers() {
        Ledger ledger = grow(Ledger.EMPTY, 400);
        Map<Exemplar, Boolean> held = new HashMap<>();
        var reader = new SnapshotReader<BiConsumer<List<Exemplar>, Optional<IdentityId>>>(
                (exemplars, owner) -> exemplars.forEach(exemplar -> {
                    assertThat(owner).isEqualTo(ledger.owner(exemplar.id()));
                    held.put(exemplar, owner.isPresent());
                }));

        pages(ledger, log).forEach(reader::read);

        assertThat(reader.whole()).isTrue();
        log.forEach(entry -> {
            if (entry.event() instanceof ExemplarAdded added && ledger.owner(added.exemplar().id()).isPresent()) {
                assertThat(held).containsEntry(added.exemplar(), true);
            }
        });
    }

    @Test
    void nothingOfTheErasedIsInIt() {
        var ann = new IdentityId(new UUID(0x616e6e616e6e616eL, 1));
        var bob = new IdentityId(new UUID(0x626f62626f62626fL, 2));
        Ledger ledger = Ledger.EMPTY;
        for (IdentityEvent event : List.of(enrolled(ann, 1), new ExemplarAdded(ann, exemplar(1)), enrolled(bob, 2),
                new ExemplarAdded(bob, exemplar(2)), new Erased(ann))) {
            log.add(new LogEntry(ledger.last() + 1, new UUID(3, ledger.last()), "test", 0, event));
            ledger = ledger.apply(log.getLast()).after();
        }

        String written = new String(bytes(pages(ledger, log)), StandardCharsets.ISO_8859_1);

        assertThat(written).contains("obbobbob").contains("track-2").contains("name-2").contains("AAAA")
                .doesNotContain("annanna").doesNotContain("track-1").doesNotContain("name-1").doesNotContain("BBBB");
    }

    /** What the snapshot said of them stays in memory until the next entry, not longer. */
    @Test
    void nothingOfTheErasedIsLeftInMemoryAfterTheNextEntry() {
        var ann = new IdentityId(new UUID(1, 1));
        var bob = new IdentityId(new UUID(2, 2));
        Ledger ledger = Ledger.EMPTY;
        for (IdentityEvent event : List.of(enrolled(ann, 1), new ExemplarAdded(ann, exemplar(1)), enrolled(bob, 2))) {
            log.add(new LogEntry(ledger.last() + 1, new UUID(3, ledger.last()), "test", 0, event));
            ledger = ledger.apply(log.getLast()).after();
        }
        Ledger read = read(pages(ledger, log)).ledger();

        Ledger erased = read.apply(new LogEntry(4, new UUID(3, 4), "test", 0, new Erased(ann))).after();
        Ledger after = erased.apply(new LogEntry(5, new UUID(3, 5), "test", 0, new Named(bob, "Bob"))).after();

        assertThat(erased.facts().people().hasResidue()).isTrue();
        assertThat(after.facts().people().hasResidue()).isFalse();
        assertThat(after.candidate(bob).orElseThrow().name()).isEqualTo("Bob");
    }

    private static Enrolled enrolled(IdentityId identity, int number) {
        return new Enrolled(identity, number, "name-" + number, People.track("track-" + number), 0);
    }

    /** Its vector's bytes read AAAA for number 2 and BBBB for number 1. */
    private static Exemplar exemplar(int number) {
        var sequence = new SequenceId(People.track("track-" + number), 0, WindowSpec.of(6));
        return new Exemplar(sequence, new ModelId("made-up@1"),
                new float[]{Float.intBitsToFloat(number == 1 ? 0x42424242 : 0x41414141)});
    }

    private static byte[] bytes(List<byte[]> pages) {
        var all = new ByteArrayOutputStream();
        pages.forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void anyDamageIsNoticed() {
        List<byte[]> pages = pages(grow(Ledger.EMPTY, 300), log);
        for (int round = 0; round < 300; round++) {
            List<byte[]> damaged = new ArrayList<>(pages.stream().map(byte[]::clone).toList());
            byte[] page = damaged.get(random.nextInt(damaged.size()));
            page[random.nextInt(page.length)] ^= (byte) (1 + random.nextInt(255));

            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(damaged).ledger());
        }
    }

    @Test
    void aMissingPageIsNoticed() {
        List<byte[]> pages = pages(grow(Ledger.EMPTY, 300), log);
        for (int missing = 0; missing < pages.size(); missing++) {
            List<byte[]> rest = new ArrayList<>(pages);
            rest.remove(missing);

            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(rest).ledger())
                    .withMessageContaining("snapshot");
        }
    }
}
