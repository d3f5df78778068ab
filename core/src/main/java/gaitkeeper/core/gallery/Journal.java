package gaitkeeper.core.gallery;

import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.gallery.Change.OfExemplar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * What the latest commands changed, so that they can be undone. Immutable.
 *
 * @param deeds by command
 * @param order commands by the number of their last entry
 */
record Journal(HashPMap<UUID, Deed> deeds, TreePMap<Long, UUID> order) {
    /** A command whose last entry lies further back can no longer be undone. */
    static final int REACH = 10_000;

    static final Journal EMPTY = new Journal(HashTreePMap.empty(), TreePMap.empty());

    /**
     * What one command did.
     *
     * @param last the last of its entries
     * @param changes in the order they were made
     * @param tookBack the deed that it undid, if it was an undo
     */
    record Deed(LogEntry last, TreePVector<Change> changes, Optional<Deed> tookBack) {
        /** The way back, last change first. */
        List<Change> undoing() {
            List<Change> back = new ArrayList<>(changes.size());
            for (int i = changes.size() - 1; i >= 0; i--) {
                back.add(changes.get(i).inverse());
            }
            return back;
        }
    }

    Journal with(LogEntry entry, List<Change> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Deed before = deeds.get(entry.command());
        TreePVector<Change> all = (before == null ? TreePVector.<Change>empty() : before.changes()).plusAll(changes);
        return put(new Deed(entry, all, Optional.empty()));
    }

    /** After an undo, which can be undone itself; when that happens, what it had taken back can be undone again. */
    Journal withUndo(LogEntry entry, UUID undone, List<Change> changes) {
        Deed deed = deeds.get(undone);
        if (deed == null) {
            return this;
        }
        Deed again = deed.tookBack()
                .orElseGet(() -> new Deed(entry, TreePVector.from(changes), Optional.of(deed)));
        return without(undone).put(again);
    }

    Journal put(Deed deed) {
        Journal others = without(deed.last().command());
        return new Journal(others.deeds.plus(deed.last().command(), deed),
                others.order.plus(deed.last().number(), deed.last().command()));
    }

    Journal without(UUID command) {
        Deed deed = deeds.get(command);
        return deed == null ? this : new Journal(deeds.minus(command), order.minus(deed.last().number()));
    }

    /** Commands out of reach after this entry. */
    List<UUID> outOfReach(long number) {
        return List.copyOf(order.headMap(number - REACH + 1).values());
    }

    /** This journal without deeds that told something about whom a test picks. */
    Journal withoutTrace(Predicate<Change> picked) {
        Journal journal = this;
        for (Deed deed : deeds.values()) {
            if (deed.changes().stream().anyMatch(picked)) {
                journal = journal.without(deed.last().command());
            }
        }
        return journal;
    }

    Optional<Deed> deed(UUID command) {
        return Optional.ofNullable(deeds.get(command));
    }

    boolean mentions(ExemplarId exemplar) {
        return deeds.values().stream().flatMap(deed -> deed.changes().stream())
                .anyMatch(change -> change instanceof OfExemplar e && e.exemplar().equals(exemplar));
    }

    /** The exemplars that some undo could bring back. */
    Set<ExemplarId> exemplars() {
        Set<ExemplarId> found = new HashSet<>();
        deeds.values().forEach(deed -> collect(deed, found));
        return found;
    }

    private static void collect(Deed deed, Set<ExemplarId> found) {
        deed.changes().forEach(change -> {
            if (change instanceof OfExemplar e) {
                found.add(e.exemplar());
            }
        });
        deed.tookBack().ifPresent(before -> collect(before, found));
    }

    /** The latest commands, latest first. */
    List<Deed> latest(int limit) {
        return order.descendingMap().values().stream().limit(limit).map(deeds::get).toList();
    }
}
