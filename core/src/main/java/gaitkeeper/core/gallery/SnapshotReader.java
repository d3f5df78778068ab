package gaitkeeper.core.gallery;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.gallery.Change.OfExemplar;
import gaitkeeper.core.wire.Exemplars;
import gaitkeeper.core.wire.WireReader;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ledger of the pages of one snapshot, in their order. What it gives counts only when the last page was read.
 *
 * @param <T> takes each exemplar and whom it shows, if anybody
 */
public final class SnapshotReader<T extends BiConsumer<Exemplar, Optional<IdentityId>>> {
    private final T exemplars;
    private final PageDigest digest = new PageDigest();
    private @Nullable SnapshotHead head;
    private int highest;
    private int read;
    /** The fold of the facts goes on beside the reading of exemplars, which take about as long. */
    private CompletableFuture<Facts> facts = CompletableFuture.completedFuture(Facts.NONE);
    private final Map<ExemplarId, IdentityId> owners = new HashMap<>();
    private Journal journal = Journal.EMPTY;
    private boolean whole;

    /** Prepares to read. */
    public SnapshotReader(T exemplars) {
        this.exemplars = exemplars;
    }

    /**
     * Reads the next page.
     *
     * @throws MalformedException if it is none, is not the next of this snapshot, or one before it was damaged
     */
    public void read(byte[] page) {
        var in = new WireReader(page, "page of a snapshot", SnapshotPages.VERSION);
        UUID id = in.uuid();
        int number = in.i32();
        int kind = in.u8();
        if (whole || number != read || (head == null ? kind != SnapshotPages.HEAD : !head.id().equals(id))) {
            throw in.bad("page " + number + " of snapshot " + id + " is not the next one");
        }
        switch (kind) {
            case SnapshotPages.HEAD -> head(id, in);
            case SnapshotPages.FACTS -> facts(in);
            case SnapshotPages.DEEDS -> deeds(in);
            case SnapshotPages.EXEMPLARS -> exemplars(in);
            case SnapshotPages.END -> end(in);
            default -> throw in.bad("kind " + kind + " is unknown");
        }
        in.end();
        digest.add(page);
        read++;
    }

    private void head(UUID id, WireReader in) {
        if (head != null) {
            throw in.bad("it begins twice");
        }
        long last = in.i64();
        highest = in.i32();
        head = new SnapshotHead(id, last, in.i64());
    }

    private void facts(WireReader in) {
        List<Change> changes = new ArrayList<>();
        for (int left = in.i32(); left > 0; left--) {
            Change change = SnapshotPages.read(in);
            changes.add(change);
            if (change instanceof OfExemplar exemplar) {
                exemplar.after().ifPresent(owner -> owners.put(exemplar.exemplar(), owner));
            }
        }
        facts = facts.thenApplyAsync(
                before -> before.with(changes).orElseThrow(() -> in.bad("its facts contradict one another")));
    }

    private Facts folded() {
        try {
            return facts.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof MalformedException bad ? bad : e;
        }
    }

    private void deeds(WireReader in) {
        for (int left = in.i32(); left > 0; left--) {
            journal = journal.put(SnapshotPages.readDeed(in));
        }
    }

    private void exemplars(WireReader in) {
        for (int left = in.i32(); left > 0; left--) {
            Exemplar exemplar = Exemplars.read(in);
            exemplars.accept(exemplar, Optional.ofNullable(owners.get(exemplar.id())));
        }
    }

    private void end(WireReader in) {
        if (!MessageDigest.isEqual(in.raw(PageDigest.BYTES), digest.value())) {
            throw in.bad("has a checksum that does not fit the pages before it");
        }
        folded();
        owners.clear();
        whole = true;
    }

    /** What took the exemplars. */
    public T exemplars() {
        return exemplars;
    }

    /** Whether the last page was read. */
    public boolean whole() {
        return whole;
    }

    /**
     * How it begins.
     *
     * @throws MalformedException if the snapshot is not whole
     */
    public SnapshotHead head() {
        SnapshotHead known = head;
        if (!whole || known == null) {
            throw new MalformedException(Reason.BAD_BYTES, "a snapshot ends after " + read + " pages: it is not whole");
        }
        return known;
    }

    /**
     * The ledger, equal to that of the log up to the head's latest entry.
     *
     * @throws MalformedException if the snapshot is not whole
     */
    public Ledger ledger() {
        return Ledger.of(folded(), journal, head().last(), highest);
    }
}
