package gaitkeeper.core.gallery;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.wire.Exemplars;
import gaitkeeper.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes a gallery down in pages: who is who, what can be undone, then the exemplars. {@link SnapshotReader} makes the same ledger
 * of them as the log would, without the log.
 */
public final class SnapshotWriter {
    private static final int PAGE_ITEMS = 256;

    private final UUID id;
    private final Consumer<byte[]> pages;
    private final PageDigest digest = new PageDigest();
    private final Ledger ledger;
    private final Set<ExemplarId> inJournal;
    private final List<Exemplar> waiting = new ArrayList<>();
    private final Set<ExemplarId> missing = new HashSet<>();
    private int written;

    /**
     * Writes everything but exemplars.
     *
     * @param id a new one
     * @param pages takes the pages in their order, some tens of kilobytes each; one that tells of a large merge may be larger
     */
    public SnapshotWriter(UUID id, Ledger ledger, long timeNs, Consumer<byte[]> pages) {
        this.id = id;
        this.pages = pages;
        this.ledger = ledger;
        inJournal = ledger.journal().exemplars();
        ledger.facts().owners().forEach((exemplar, owner) -> missing.add(exemplar));
        WireWriter head = page(SnapshotPages.HEAD);
        head.i64(ledger.last()).i32(ledger.nextNumber() - 1).i64(timeNs);
        put(head);
        List<Change> facts = new ArrayList<>();
        ledger.facts().forEachChange(change -> {
            facts.add(change);
            if (facts.size() == PAGE_ITEMS) {
                putFacts(facts);
            }
        });
        putFacts(facts);
        all(SnapshotPages.DEEDS, ledger.journal().latest(Integer.MAX_VALUE), SnapshotPages::writeDeed);
    }

    /** Adds an exemplar, if the ledger still knows it; a vector that nobody needs any more is left out. */
    public void add(Exemplar exemplar) {
        ExemplarId exemplarId = exemplar.id();
        // A log may hold one twice: what was removed can be added again.
        if (missing.remove(exemplarId) || inJournal.contains(exemplarId) && ledger.owner(exemplarId).isEmpty()) {
            waiting.add(exemplar);
            if (waiting.size() == PAGE_ITEMS) {
                putExemplars();
            }
        }
    }

    /**
     * Writes the last page; without it the snapshot is not whole.
     *
     * @throws IllegalStateException if exemplars are missing that the ledger knows
     */
    public void end() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    missing.size() + " exemplars that the gallery knows were not there to be written");
        }
        putExemplars();
        put(page(SnapshotPages.END).raw(digest.value()));
    }

    private void putFacts(List<Change> facts) {
        all(SnapshotPages.FACTS, facts, SnapshotPages::write);
        facts.clear();
    }

    private void putExemplars() {
        all(SnapshotPages.EXEMPLARS, runs(), (out, run) -> {
            SnapshotPages.writeIdentity(out, ledger.owner(run.getFirst().id()));
            Exemplars.writeRun(out, run);
        });
        waiting.clear();
    }

    /** Those of one visit mostly come one after the other. */
    private List<List<Exemplar>> runs() {
        List<List<Exemplar>> runs = new ArrayList<>();
        for (int from = 0, to = 0; from < waiting.size(); from = to) {
            while (to < waiting.size() && goTogether(waiting.get(from), waiting.get(to))) {
                to++;
            }
            runs.add(waiting.subList(from, to));
        }
        return runs;
    }

    private boolean goTogether(Exemplar one, Exemplar other) {
        return one.sequence().track().equals(other.sequence().track())
                && one.sequence().spec().equals(other.sequence().spec()) && one.model().equals(other.model())
                && ledger.owner(one.id()).equals(ledger.owner(other.id()));
    }

    private <T> void all(int kind, List<T> items, BiConsumer<WireWriter, T> write) {
        for (int from = 0; from < items.size(); from += PAGE_ITEMS) {
            List<T> some = items.subList(from, Math.min(items.size(), from + PAGE_ITEMS));
            WireWriter out = page(kind).i32(some.size());
            some.forEach(item -> write.accept(out, item));
            put(out);
        }
    }

    private WireWriter page(int kind) {
        return new WireWriter(SnapshotPages.VERSION).uuid(id).i32(written).u8(kind);
    }

    private void put(WireWriter page) {
        byte[] bytes = page.bytes();
        digest.add(bytes);
        pages.accept(bytes);
        written++;
    }
}
