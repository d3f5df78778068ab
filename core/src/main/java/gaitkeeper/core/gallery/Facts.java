package gaitkeeper.core.gallery;

import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Change.OfExemplar;
import gaitkeeper.core.gallery.Change.OfLink;
import gaitkeeper.core.gallery.Change.OfPerson;
import gaitkeeper.core.gallery.Change.OfVisit;
import gaitkeeper.core.gallery.Change.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pcollections.Empty;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;
import org.pcollections.TreePMap;

/**
 * Who is who, without the history. Immutable: a change gives new facts that share what stays.
 *
 * @param people everyone, those merged into others too
 * @param owners whom each exemplar shows
 * @param visits whose each visit was
 * @param apart whom a visit is known not to be
 * @param byNumber those of {@code people} who are somebody of their own
 * @param byName those of {@code byNumber} who have a name
 * @param shown exemplars by whom they show
 * @param stays visits by whose they were
 */
record Facts(HashPMap<IdentityId, Person> people, HashPMap<ExemplarId, IdentityId> owners,
        HashPMap<Visit, IdentityId> visits, HashPMap<Visit, MapPSet<IdentityId>> apart,
        TreePMap<Integer, IdentityId> byNumber, HashPMap<String, IdentityId> byName,
        HashPMap<IdentityId, MapPSet<ExemplarId>> shown, HashPMap<IdentityId, MapPSet<Visit>> stays) {

    static final Facts NONE = new Facts(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(),
            HashTreePMap.empty(), TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    /** The facts after all of these changes, or nothing if one of them does not start from what is so. */
    Optional<Facts> with(List<Change> changes) {
        Facts now = this;
        for (int i = 0; i < changes.size();) {
            Facts before = now;
            int end = firstExemplars(changes, i);
            Optional<Facts> next = end > i
                    ? before.withFirst(changes.subList(i, end))
                    : Optional.of(changes.get(i)).filter(before::allows).map(before::with);
            if (next.isEmpty()) {
                return next;
            }
            now = next.get();
            i = Math.max(end, i + 1);
        }
        return Optional.of(now);
    }

    /** Where the exemplars end that show one person from here on, and nobody before: those of a snapshot are mostly such. */
    private static int firstExemplars(List<Change> changes, int from) {
        int end = from;
        while (end < changes.size() && changes.get(end) instanceof OfExemplar e && e.before().isEmpty()
                && e.after().isPresent() && e.after().equals(((OfExemplar) changes.get(from)).after())) {
            end++;
        }
        return end;
    }

    /** One after the other they would take twice as long. */
    private Optional<Facts> withFirst(List<Change> exemplars) {
        IdentityId owner = ((OfExemplar) exemplars.getFirst()).after().orElseThrow();
        if (person(owner).isEmpty()) {
            return Optional.empty();
        }
        HashPMap<ExemplarId, IdentityId> all = owners;
        MapPSet<ExemplarId> before = shown.get(owner);
        MapPSet<ExemplarId> own = before == null ? HashTreePSet.empty() : before;
        for (Change change : exemplars) {
            ExemplarId exemplar = ((OfExemplar) change).exemplar();
            if (all.containsKey(exemplar)) {
                return Optional.empty();
            }
            all = all.plus(exemplar, owner);
            own = own.plus(exemplar);
        }
        return Optional.of(new Facts(people, all, visits, apart, byNumber, byName, shown.plus(owner, own), stays));
    }

    private boolean allows(Change change) {
        return switch (change) {
            case OfPerson p ->
                get(people, p.identity()).equals(p.before()) && numberIsFree(p) && nameIsFree(p) && mayGo(p);
            case OfExemplar e -> get(owners, e.exemplar()).equals(e.before()) && exists(e.after());
            case OfVisit v -> get(visits, v.visit()).equals(v.before()) && exists(v.after());
            case OfLink link -> isApart(link.visit(), link.identity()) != link.apart();
        };
    }

    private boolean numberIsFree(OfPerson change) {
        return change.after().filter(person -> person.mergedInto().isEmpty())
                .map(person -> byNumber.get(person.number())).filter(owner -> !owner.equals(change.identity()))
                .isEmpty();
    }

    private boolean nameIsFree(OfPerson change) {
        return change.after().filter(person -> person.mergedInto().isEmpty() && !person.name().isEmpty())
                .map(person -> byName.get(person.name())).filter(owner -> !owner.equals(change.identity())).isEmpty();
    }

    /** Nobody leaves evidence behind that then shows nobody. */
    private boolean mayGo(OfPerson change) {
        return change.after().filter(person -> person.mergedInto().isEmpty()).isPresent()
                || shown(change.identity()).isEmpty() && stays(change.identity()).isEmpty();
    }

    private boolean exists(Optional<IdentityId> identity) {
        return identity.map(id -> person(id).isPresent()).orElse(true);
    }

    private Facts with(Change change) {
        return switch (change) {
            case OfPerson p -> withPerson(p);
            case OfExemplar e ->
                new Facts(people, set(owners, e.exemplar(), e.after()), visits, apart, byNumber, byName,
                        moved(shown, e.exemplar(), e.before(), e.after()), stays);
            case OfVisit v ->
                new Facts(people, owners, set(visits, v.visit(), v.after()), apart, byNumber, byName, shown,
                        moved(stays, v.visit(), v.before(), v.after()));
            case OfLink link -> new Facts(people, owners, visits, link.apart()
                    ? plus(apart, link.visit(), link.identity())
                    : minus(apart, link.visit(), link.identity()), byNumber, byName, shown, stays);
        };
    }

    private Facts withPerson(OfPerson change) {
        TreePMap<Integer, IdentityId> numbers = byNumber;
        HashPMap<String, IdentityId> names = byName;
        if (change.before().isPresent()) {
            numbers = numbers.minus(change.before().get().number());
            if (person(change.identity()).isPresent()) {
                names = names.minus(change.before().get().name());
            }
        }
        Optional<Person> own = change.after().filter(person -> person.mergedInto().isEmpty());
        if (own.isPresent()) {
            numbers = numbers.plus(own.get().number(), change.identity());
            names = own.get().name().isEmpty() ? names : names.plus(own.get().name(), change.identity());
        }
        return new Facts(set(people, change.identity(), change.after()), owners, visits, apart, numbers, names, shown,
                stays);
    }

    /** These facts as if somebody had never been; their evidence must have gone before. */
    Facts withoutTrace(Set<IdentityId> identities) {
        HashPMap<Visit, MapPSet<IdentityId>> links = apart;
        for (Map.Entry<Visit, MapPSet<IdentityId>> entry : apart.entrySet()) {
            for (IdentityId identity : entry.getValue()) {
                links = identities.contains(identity) ? minus(links, entry.getKey(), identity) : links;
            }
        }
        return new Facts(people.minusAll(identities), owners, visits, links, byNumber, byName, shown, stays);
    }

    /** Somebody of their own: known and not merged into another. */
    Optional<Person> person(IdentityId identity) {
        return get(people, identity).filter(person -> person.mergedInto().isEmpty());
    }

    boolean isApart(Visit visit, IdentityId identity) {
        return apart(visit).contains(identity);
    }

    Set<IdentityId> apart(Visit visit) {
        MapPSet<IdentityId> all = apart.get(visit);
        return all == null ? Empty.<IdentityId>set() : all;
    }

    Set<ExemplarId> shown(IdentityId identity) {
        MapPSet<ExemplarId> all = shown.get(identity);
        return all == null ? Empty.<ExemplarId>set() : all;
    }

    Set<Visit> stays(IdentityId identity) {
        MapPSet<Visit> all = stays.get(identity);
        return all == null ? Empty.<Visit>set() : all;
    }

    /** Visits that are known not to be somebody's. */
    Set<Visit> notOf(IdentityId identity) {
        return apart.entrySet().stream().filter(entry -> entry.getValue().contains(identity)).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** These facts as changes of {@link #NONE}. */
    List<Change> asChanges() {
        List<Change> changes = new ArrayList<>();
        people.forEach((identity, person) -> changes
                .add(new OfPerson(identity, Optional.empty(), Optional.of(person))));
        visits.forEach((visit, owner) -> changes.add(new OfVisit(visit, Optional.empty(), Optional.of(owner))));
        shown.forEach((owner, own) -> {
            Optional<IdentityId> to = Optional.of(owner);
            own.forEach(exemplar -> changes.add(new OfExemplar(exemplar, Optional.empty(), to)));
        });
        apart.forEach((visit, others) -> others.forEach(other -> changes.add(new OfLink(visit, other, true))));
        return changes;
    }

    /** The same facts say the same lines, in one order. */
    List<String> lines() {
        return Stream.of(lines("person", people), lines("shows", owners), lines("visit", visits),
                apart.entrySet().stream().map(entry -> "apart " + entry.getKey() + " "
                        + entry.getValue().stream().map(IdentityId::toString).sorted().toList()))
                .flatMap(lines -> lines).sorted().toList();
    }

    private static Stream<String> lines(String what, Map<?, ?> table) {
        return table.entrySet().stream().map(entry -> what + " " + entry.getKey() + " " + entry.getValue());
    }

    private static <K, V> Optional<V> get(Map<K, V> table, K key) {
        return Optional.ofNullable(table.get(key));
    }

    private static <K, V> HashPMap<K, V> set(HashPMap<K, V> table, K key, Optional<V> value) {
        return value.map(v -> table.plus(key, v)).orElseGet(() -> table.minus(key));
    }

    private static <K, V> HashPMap<K, MapPSet<V>> moved(HashPMap<K, MapPSet<V>> table, V item, Optional<K> from,
            Optional<K> to) {
        HashPMap<K, MapPSet<V>> without = from.map(key -> minus(table, key, item)).orElse(table);
        return to.map(key -> plus(without, key, item)).orElse(without);
    }

    private static <K, V> HashPMap<K, MapPSet<V>> plus(HashPMap<K, MapPSet<V>> table, K key, V item) {
        MapPSet<V> before = table.get(key);
        return table.plus(key, before == null ? HashTreePSet.singleton(item) : before.plus(item));
    }

    private static <K, V> HashPMap<K, MapPSet<V>> minus(HashPMap<K, MapPSet<V>> table, K key, V item) {
        MapPSet<V> before = table.get(key);
        if (before == null) {
            return table;
        }
        MapPSet<V> after = before.minus(item);
        return after.isEmpty() ? table.minus(key) : table.plus(key, after);
    }
}
