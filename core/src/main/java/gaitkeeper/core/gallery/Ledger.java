package gaitkeeper.core.gallery;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ExemplarMoved;
import gaitkeeper.core.IdentityEvent.ExemplarRemoved;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent.Split;
import gaitkeeper.core.IdentityEvent.ToldApart;
import gaitkeeper.core.IdentityEvent.Undone;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Change.OfExemplar;
import gaitkeeper.core.gallery.Change.OfLink;
import gaitkeeper.core.gallery.Change.OfPerson;
import gaitkeeper.core.gallery.Change.OfVisit;
import gaitkeeper.core.gallery.Change.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is who in a gallery: the fold over its identity log, without the vectors. Immutable; {@link #apply} gives the next one.
 * The same entries give the same ledger everywhere.
 */
public final class Ledger {
    /** Exemplars kept per identity and model; further ones are not added. */
    public static final int MAX_EXEMPLARS = 256;
    /** The ledger of an empty log. */
    public static final Ledger EMPTY = new Ledger(Facts.NONE, Journal.EMPTY, 0, 0);

    private final Facts facts;
    private final Journal journal;
    private final long last;
    private final int highest;

    private Ledger(Facts facts, Journal journal, long last, int highest) {
        this.facts = facts;
        this.journal = journal;
        this.last = last;
        this.highest = highest;
    }

    /** A ledger as a snapshot tells it. */
    static Ledger of(Facts facts, Journal journal, long last, int highest) {
        return new Ledger(facts, journal, last, highest);
    }

    Facts facts() {
        return facts;
    }

    Journal journal() {
        return journal;
    }

    /**
     * The ledger after an entry.
     *
     * @param after what it is then
     * @param shown whom exemplars show that showed somebody else or nobody before
     * @param forgotten exemplars that show nobody and cannot come back
     */
    public record Step(Ledger after, Map<ExemplarId, Optional<IdentityId>> shown, Set<ExemplarId> forgotten) {
        private static Step of(Ledger after, List<Change> changes, Set<ExemplarId> forgotten) {
            Map<ExemplarId, Optional<IdentityId>> shown = new LinkedHashMap<>();
            for (Change change : changes) {
                if (change instanceof OfExemplar exemplar) {
                    shown.put(exemplar.exemplar(), exemplar.after());
                }
            }
            return new Step(after, shown, forgotten);
        }
    }

    /** Applies the next entry of the log. One that was applied already, or makes no sense here, changes nothing. */
    public Step apply(LogEntry entry) {
        if (entry.number() != 0 && entry.number() <= last) {
            return Step.of(this, List.of(), Set.of());
        }
        // Entries older than numbers count on.
        var numbered = new LogEntry(entry.number() == 0 ? last + 1 : entry.number(), entry.command(), entry.by(),
                entry.timeNs(), entry.event());
        List<Change> changes = changes(entry.event());
        Optional<Facts> next = facts.with(changes);
        return next.isEmpty()
                ? Step.of(new Ledger(facts, journal, numbered.number(), highest), List.of(), Set.of())
                : stepTo(next.get(), numbered, changes);
    }

    private Step stepTo(Facts next, LogEntry entry, List<Change> changes) {
        int number = next.byNumber().isEmpty() ? highest : Math.max(highest, next.byNumber().lastKey());
        return switch (entry.event()) {
            case Erased erased -> {
                Set<IdentityId> gone = everybodyBehind(erased.identity());
                Journal kept = journal.withoutTrace(change -> gone.stream().anyMatch(change::concerns));
                var after = new Ledger(next.withoutTrace(gone), kept, entry.number(), number);
                Set<ExemplarId> forgotten = new HashSet<>();
                journal.deeds().values().stream().filter(deed -> kept.deed(deed.last().command()).isEmpty())
                        .forEach(deed -> forgotten.addAll(after.lost(deed.changes())));
                forgotten.addAll(after.lost(changes));
                yield Step.of(after, changes, forgotten);
            }
            case Undone undone -> remembered(next, journal.withUndo(entry, undone.command(), changes), number, entry,
                    changes);
            default -> remembered(next, journal.with(entry, changes), number, entry, changes);
        };
    }

    private Step remembered(Facts next, Journal grown, int number, LogEntry entry, List<Change> changes) {
        List<UUID> dropped = grown.outOfReach(entry.number());
        Journal trimmed = grown;
        for (UUID command : dropped) {
            trimmed = trimmed.without(command);
        }
        var after = new Ledger(next.withoutResidue(), trimmed, entry.number(), number);
        Set<ExemplarId> forgotten = new HashSet<>();
        dropped.forEach(command -> grown.deed(command)
                .ifPresent(deed -> forgotten.addAll(after.lost(deed.changes()))));
        return Step.of(after, changes, forgotten);
    }

    /** Of the exemplars in these changes, those that show nobody and are in no deed that could be undone. */
    private Set<ExemplarId> lost(List<Change> changes) {
        Set<ExemplarId> lost = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof OfExemplar e && !facts.owners().containsKey(e.exemplar())
                    && !journal.mentions(e.exemplar())) {
                lost.add(e.exemplar());
            }
        }
        return lost;
    }

    private List<Change> changes(IdentityEvent event) {
        return switch (event) {
            case Enrolled e -> enrolled(e);
            case VisitAdded e -> List.of(visit(e.visit(), Optional.of(e.identity())));
            case ExemplarAdded e -> hasRoom(e.identity(), e.exemplar().model())
                    ? List.of(new OfExemplar(e.exemplar().id(), Optional.empty(), known(e.identity())))
                    : List.of();
            case ExemplarRemoved e -> List.of(exemplar(e.exemplar(), Optional.empty()));
            case ExemplarMoved e -> List.of(exemplar(e.exemplar(), Optional.of(e.to())));
            case Named e -> person(e.identity()).map(person -> named(e.identity(), person, e.name())).stream().toList();
            case Merged e -> merged(e);
            case Split e -> split(e);
            case ToldApart e -> isApart(e.visit(), e.identity())
                    ? List.of()
                    : List.of(new OfLink(e.visit(), e.identity(), true));
            case Erased e -> erased(e.identity());
            case Undone e -> journal.deed(e.command()).map(Journal.Deed::undoing).orElse(List.of());
        };
    }

    private List<Change> enrolled(Enrolled event) {
        var person = new Person(event.number(), event.name(), Optional.empty());
        List<Change> changes = new ArrayList<>();
        changes.add(new OfPerson(event.identity(), Optional.empty(), Optional.of(person)));
        if (owner(event.visit()).isEmpty()) {
            changes.add(visit(event.visit(), Optional.of(event.identity())));
        }
        return changes;
    }

    /** The object that stands for an identity already: a log makes a new one for each of its entries. */
    private Optional<IdentityId> known(IdentityId identity) {
        return person(identity).map(person -> facts.byNumber().get(person.number()));
    }

    private static Change named(IdentityId identity, Person person, String name) {
        return new OfPerson(identity, Optional.of(person), Optional.of(person.named(name)));
    }

    private List<Change> merged(Merged event) {
        Optional<Person> from = person(event.from());
        Optional<Person> into = person(event.into());
        if (from.isEmpty() || into.isEmpty() || event.from().equals(event.into())) {
            return List.of();
        }
        Optional<IdentityId> to = Optional.of(event.into());
        List<Change> changes = new ArrayList<>();
        held(event.from()).forEach(exemplar -> changes.add(exemplar(exemplar, to)));
        visits(event.from()).forEach(visit -> changes.add(visit(visit, to)));
        facts.notOf(event.from()).stream().filter(visit -> !isApart(visit, event.into()))
                .forEach(visit -> changes.add(new OfLink(visit, event.into(), true)));
        changes.add(new OfPerson(event.from(), from, Optional.of(from.get().merged(event.into()))));
        if (into.get().name().isEmpty() && !from.get().name().isEmpty()) {
            changes.add(named(event.into(), into.get(), from.get().name()));
        }
        return changes;
    }

    private List<Change> split(Split event) {
        var person = new Person(event.number(), "", Optional.empty());
        Optional<IdentityId> to = Optional.of(event.to());
        List<Change> changes = new ArrayList<>();
        changes.add(new OfPerson(event.to(), Optional.empty(), Optional.of(person)));
        event.visits().forEach(visit -> changes.add(visit(visit, to)));
        held(event.identity()).stream()
                .filter(exemplar -> visitOf(exemplar).filter(event.visits()::contains).isPresent())
                .forEach(exemplar -> changes.add(exemplar(exemplar, to)));
        return changes;
    }

    private List<Change> erased(IdentityId identity) {
        List<Change> changes = new ArrayList<>();
        held(identity).forEach(exemplar -> changes.add(exemplar(exemplar, Optional.empty())));
        visits(identity).forEach(visit -> changes.add(visit(visit, Optional.empty())));
        person(identity).ifPresent(
                person -> changes.add(new OfPerson(identity, Optional.of(person), Optional.empty())));
        return changes;
    }

    private Change exemplar(ExemplarId exemplar, Optional<IdentityId> to) {
        return new OfExemplar(exemplar, owner(exemplar), to);
    }

    private Change visit(Visit visit, Optional<IdentityId> to) {
        return new OfVisit(visit, owner(visit), to);
    }

    /** An identity and all that were merged into it, directly or not. */
    private Set<IdentityId> everybodyBehind(IdentityId identity) {
        Set<IdentityId> all = new HashSet<>(Set.of(identity));
        for (int before = 0; before < all.size();) {
            before = all.size();
            facts.people().forEach((id, person) -> person.mergedInto().filter(all::contains)
                    .ifPresent(into -> all.add(id)));
        }
        return all;
    }

    /** Why a command cannot be taken back, if it cannot. */
    public Optional<String> whyNotUndo(UUID command) {
        Optional<Journal.Deed> deed = journal.deed(command);
        if (deed.isEmpty()) {
            return Optional.of("there is nothing to undo of command " + command
                    + ": it never was, was undone already, told of somebody erased since, or lies more than "
                    + Journal.REACH + " entries back");
        }
        return facts.with(deed.get().undoing()).isPresent()
                ? Optional.empty()
                : Optional.of("later commands changed what command " + command + " did; undo those first");
    }

    /** Whether a command did something that could be undone now. */
    public boolean did(UUID command) {
        return journal.deed(command).isPresent();
    }

    /** The last entries of the latest commands that could be undone, latest first. */
    public List<LogEntry> latest(int limit) {
        return journal.latest(limit).stream().map(Journal.Deed::last).toList();
    }

    /** Number of the latest entry, 0 when there is none. */
    public long last() {
        return last;
    }

    /** The number for whoever is enrolled next; none is given twice. */
    public int nextNumber() {
        return highest + 1;
    }

    private Optional<Person> person(IdentityId identity) {
        return facts.person(identity);
    }

    /** One identity as people see it; nothing for one merged into another. */
    public Optional<Candidate> candidate(IdentityId identity) {
        return person(identity).map(person -> new Candidate(identity, person.number(), person.name()));
    }

    /** Who an identity is now, after merges. */
    public Optional<Candidate> resolved(IdentityId identity) {
        Optional<IdentityId> now = Optional.of(identity);
        Optional<Person> person = Optional.ofNullable(facts.people().get(identity));
        while (person.isPresent() && person.get().mergedInto().isPresent()) {
            now = person.get().mergedInto();
            person = Optional.ofNullable(facts.people().get(now.get()));
        }
        return now.flatMap(this::candidate);
    }

    /** The identity of that exact name, if there is one. */
    public Optional<IdentityId> named(String name) {
        return Optional.ofNullable(facts.byName().get(name));
    }

    /** Whose a visit is known to be. */
    public Optional<IdentityId> owner(Visit visit) {
        return Optional.ofNullable(facts.visits().get(visit));
    }

    /** Whom an exemplar shows. */
    public Optional<IdentityId> owner(ExemplarId exemplar) {
        return Optional.ofNullable(facts.owners().get(exemplar));
    }

    /** The exemplars of an identity; empty for an unknown one. */
    public Set<ExemplarId> held(IdentityId identity) {
        return facts.shown(identity);
    }

    /** The visits that are known to be an identity's. */
    public Set<Visit> visits(IdentityId identity) {
        return facts.stays(identity);
    }

    /** The visit of its owner that an exemplar was seen in: of those under its track id the latest before it. */
    public Optional<Visit> visitOf(ExemplarId exemplar) {
        long time = exemplar.sequence().firstTimeNs();
        return owner(exemplar).flatMap(owner -> visits(owner).stream()
                .filter(visit -> visit.track().equals(exemplar.sequence().track()) && visit.firstTimeNs() <= time)
                .max(Comparator.comparing(Visit::firstTimeNs)));
    }

    /** Whether a visit is known not to be this person's. */
    public boolean isApart(Visit visit, IdentityId identity) {
        return facts.isApart(visit, identity);
    }

    /** Whom a visit is known not to be. */
    public Set<IdentityId> apart(Visit visit) {
        return facts.apart(visit);
    }

    /** Whether an identity is known and may be given another exemplar of a model. */
    public boolean hasRoom(IdentityId identity, ModelId model) {
        return candidate(identity).isPresent()
                && held(identity).stream().filter(held -> held.model().equals(model)).count() < MAX_EXEMPLARS;
    }

    /** How many people there are. */
    public int size() {
        return facts.byNumber().size();
    }

    /** How many of them have a name. */
    public int named() {
        return facts.byName().size();
    }

    /** Everyone, in order of their numbers. */
    public List<Candidate> everyone() {
        return facts.byNumber().values().stream().map(identity -> candidate(identity).orElseThrow()).toList();
    }

    /** Those with the next numbers after this one, in order. */
    public List<Candidate> after(int number, int limit) {
        return facts.byNumber().tailMap(number, false).values().stream().limit(limit)
                .map(identity -> candidate(identity).orElseThrow()).toList();
    }

    /** SHA-256 over all facts, in hexadecimal: equal for equal galleries, wherever and however they came about. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : facts.lines()) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
