package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.gallery.SnapshotReader;
import gaitkeeper.core.gallery.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A gallery that starts from a snapshot is the one that read the whole log. */
class RestoreTest {
    private static final ModelId MODEL = new ModelId("made-up@1");

    private final List<LogEntry> log = new ArrayList<>();
    private final LoggedGallery whole = gallery();

    private static LoggedGallery gallery() {
        return new LoggedGallery(() -> new ExactIndex(Metric.EUCLIDEAN, Optional.empty()));
    }

    private static IdentityId person(int n) {
        return new IdentityId(new UUID(7, n));
    }

    private void happened(IdentityEvent event) {
        var entry = new LogEntry(log.size() + 1L, new UUID(1, log.size()), "test", 0, event);
        log.add(entry);
        whole.apply(entry);
    }

    private void enrol(int n) {
        var sequence = new SequenceId(People.track("t" + n), n, WindowSpec.of(6));
        happened(new Enrolled(person(n), n, "", sequence.track(), n));
        happened(new ExemplarAdded(person(n), new Exemplar(sequence, MODEL, new float[]{n, n * n})));
    }

    private List<byte[]> snapshot() {
        List<byte[]> pages = new ArrayList<>();
        var writer = new SnapshotWriter(UUID.randomUUID(), whole.ledger(), 0, pages::add);
        log.forEach(entry -> {
            if (entry.event() instanceof ExemplarAdded added) {
                writer.add(added.exemplar());
            }
        });
        writer.end();
        return pages;
    }

    private static LoggedGallery restored(List<byte[]> pages) {
        LoggedGallery gallery = gallery();
        var reader = new SnapshotReader<>(gallery.looks());
        pages.forEach(reader::read);
        gallery.restore(reader);
        return gallery;
    }

    @Test
    void findsWhomTheWholeLogFinds() {
        for (int n = 1; n <= 40; n++) {
            enrol(n);
        }
        happened(new Erased(person(7)));

        LoggedGallery restored = restored(snapshot());

        assertThat(restored.ledger().hash()).isEqualTo(whole.ledger().hash());
        assertThat(restored.size(MODEL)).isEqualTo(39);
        for (float x = 0; x < 40; x += 0.3f) {
            float[] probe = {x, x * x};
            assertThat(restored.search(MODEL, probe, 5)).isEqualTo(whole.search(MODEL, probe, 5));
        }
    }

    @Test
    void followsTheLogFromThere() {
        enrol(1);
        LoggedGallery restored = restored(snapshot());

        enrol(2);
        log.forEach(restored::apply);

        assertThat(restored.ledger().hash()).isEqualTo(whole.ledger().hash());
        assertThat(restored.search(MODEL, new float[]{2, 4}, 1).getFirst().identity()).isEqualTo(person(2));
    }

    @Test
    void refusesALogThatBeginsTooLate() {
        enrol(1);
        LoggedGallery late = gallery();

        assertThatIllegalStateException().isThrownBy(() -> late.apply(log.get(1)))
                .withMessageContaining("entry 2 where entry 1 is due").withMessageContaining("gk.snapshots");
        assertThat(late.ledger().size()).isZero();
    }

    @Test
    void staysAsItWasWhereTheSnapshotIsNotWhole() {
        enrol(1);
        LoggedGallery gallery = gallery();
        var reader = new SnapshotReader<>(gallery.looks());
        List<byte[]> pages = snapshot();
        pages.subList(0, pages.size() - 1).forEach(reader::read);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> gallery.restore(reader));
        assertThat(gallery.ledger().size()).isZero();
        assertThat(gallery.size(MODEL)).isZero();
    }

    @Test
    void remembersThatSomebodyMustStillBeErasedFromTheLog() {
        enrol(1);
        happened(new Erased(person(1)));

        assertThat(whole.erased()).isEqualTo(3);
        assertThat(restored(snapshot()).erased()).isZero();
    }
}
