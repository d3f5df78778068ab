package gaitkeeper.core.gallery;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.wire.Exemplars;
import gaitkeeper.core.wire.WireReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ledger of the pages of one snapshot, in their order. What it gives counts only when the last page was read.
 *
 * @param <T> takes exemplars of one track and one model, and whom they show, if anybody; on a thread of its own, one after the other
 */
public final class SnapshotReader<T extends BiConsumer<List<Exemplar>, Optional<IdentityId>>> {
    /** Pages that reading is ahead of taking, at most. */
    private static final int AHEAD = 32;

    private final T exemplars;
    private final PageDigest digest = new PageDigest();
    private @Nullable SnapshotHead head;
    private int highest;
    private int read;
    /** None where only exemplars are wanted. */
    private final Optional<FactsDraft> draft;
    /** Exemplars are taken, and pages checked, beside the reading of the next pages, which costs about as much. */
    private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
    private final Queue<CompletableFuture<Void>> ahead = new ArrayDeque<>();
    private Optional<Facts> facts = Optional.empty();
    private Journal journal = Journal.EMPTY;
    private boolean whole;

    /** Prepares to read. */
    public SnapshotReader(T exemplars) {
        this(exemplars, Optional.of(new FactsDraft()));
    }

    private SnapshotReader(T exemplars, Optional<FactsDraft> draft) {
        this.exemplars = exemplars;
        this.draft = draft;
    }

    /** Prepares to read exemplars only: there will be no ledger. Takes a fraction of the time and of the memory. */
    public static <T extends BiConsumer<List<Exemplar>, Optional<IdentityId>>> SnapshotReader<T> exemplarsOnly(
            T exemplars) {
        return new SnapshotReader<>(exemplars, Optional.empty());
    }

    /**
     * Reads the next page.
     *
     * @throws MalformedException if it is none, is not the next of this snapshot, or one before it was damaged
     */
    public void read(byte[] page) {
        read(ByteBuffer.wrap(page));
    }

    /**
     * {@link #read(byte[])} of a page in a buffer backed by an array, which must not change before {@link #whole}.
     *
     * @throws MalformedException as there
     */
    public void read(ByteBuffer page) {
        var in = new WireReader(page, "page of a snapshot", SnapshotPages.OLDEST, SnapshotPages.VERSION);
        UUID id = in.uuid();
        int number = in.i32();
        int kind = in.u8();
        if (whole || number != read || (head == null ? kind != SnapshotPages.HEAD : !head.id().equals(id))) {
            throw in.bad("page " + number + " of snapshot " + id + " is not the next one");
        }
        switch (kind) {
            case SnapshotPages.HEAD -> head(id, in);
            case SnapshotPages.FACTS -> draft.ifPresentOrElse(known -> facts(in, known), in::skip);
            case SnapshotPages.DEEDS -> draft.ifPresentOrElse(_ -> deeds(in), in::skip);
            case SnapshotPages.EXEMPLARS -> exemplars(in);
            case SnapshotPages.END -> end(in);
            default -> throw in.bad("kind " + kind + " is unknown");
        }
        in.end();
        taken = taken.thenRunAsync(() -> digest.add(page));
        ahead.add(taken);
        if (ahead.size() > AHEAD) {
            await(ahead.remove());
        }
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

    private static void facts(WireReader in, FactsDraft known) {
        for (int left = in.i32(); left > 0; left--) {
            check(in, known.add(SnapshotPages.read(in)));
        }
    }

    private void deeds(WireReader in) {
        for (int left = in.i32(); left > 0; left--) {
            journal = journal.put(SnapshotPages.readDeed(in));
        }
    }

    private static void check(WireReader in, boolean fits) {
        if (!fits) {
            throw in.bad("its facts contradict one another");
        }
    }

    private void exemplars(WireReader in) {
        List<Run> runs = new ArrayList<>();
        for (int left = in.i32(); left > 0; left--) {
            runs.add(in.version() == SnapshotPages.OLDEST ? alone(Exemplars.read(in)) : run(in));
        }
        taken = taken.thenRunAsync(() -> runs.forEach(run -> exemplars.accept(run.exemplars(), run.owner())));
    }

    /** The facts said whom it shows. */
    private Run alone(Exemplar exemplar) {
        return new Run(draft.flatMap(facts -> facts.owner(exemplar.id())), List.of(exemplar));
    }

    private Run run(WireReader in) {
        Optional<IdentityId> shown = SnapshotPages.readIdentity(in);
        var run = new Run(shown, Exemplars.readRun(in,
                track -> draft.flatMap(facts -> shown.map(owner -> facts.same(track, owner))).orElse(track)));
        run.owner().ifPresent(owner -> check(in, draft.map(facts -> facts.show(owner, run.exemplars())).orElse(true)));
        return run;
    }

    /** Exemplars that go together, and whom they show. */
    private record Run(Optional<IdentityId> owner, List<Exemplar> exemplars) {}

    private static void await(CompletableFuture<Void> taken) {
        try {
            taken.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void end(WireReader in) {
        await(taken);
        if (!MessageDigest.isEqual(in.raw(PageDigest.BYTES), digest.value())) {
            throw in.bad("has a checksum that does not fit the pages before it");
        }
        facts = draft.map(FactsDraft::facts);
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
     * @throws IllegalStateException if only exemplars were read
     */
    public Ledger ledger() {
        SnapshotHead whole = head();
        return Ledger.of(facts.orElseThrow(() -> new IllegalStateException("only exemplars were read")), journal,
                whole.last(), highest);
    }
}
