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
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
 * @param shown exemplars by whom they show, none twice
 * @param stays visits by whose they were, none twice
 */
record Facts(Table<IdentityId, Person> people, Table<ExemplarId, IdentityId> owners,
        Table<Visit, IdentityId> visits, Table<Visit, Collection<IdentityId>> apart,
        TreePMap<Integer, IdentityId> byNumber, HashPMap<String, IdentityId> byName,
        Table<IdentityId, Collection<ExemplarId>> shown, Table<IdentityId, Collection<Visit>> stays) {

    static final Facts NONE = new Facts(Table.empty(), Table.empty(), Table.empty(), Table.empty(),
            TreePMap.empty(), HashTreePMap.empty(), Table.empty(), Table.empty());

    /** The facts after all of these changes, or nothing if one of them does not start from what is so. */
    Optional<Facts> with(List<Change> changes) {
        Facts now = this;
        for (Change change : changes) {
            if (!now.allows(change)) {
                return Optional.empty();
            }
            now = now.with(change);
        }
        return Optional.of(now);
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
            case OfLink link -> {
                Optional<Visit> visit = Optional.of(link.visit());
                yield new Facts(people, owners, visits,
                        moved(apart, link.identity(), link.apart() ? Optional.empty() : visit,
                                link.apart() ? visit : Optional.empty()),
                        byNumber, byName, shown, stays);
            }
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
        Table<Visit, Collection<IdentityId>> links = apart;
        for (IdentityId identity : identities) {
            for (Visit visit : notOf(identity)) {
                links = moved(links, identity, Optional.of(visit), Optional.empty());
            }
        }
        return new Facts(people.minusForGood(identities), owners, visits, links, byNumber, byName, shown, stays);
    }

    /** The same facts, with nothing in memory of those without a trace. Takes long after that, else no time. */
    Facts withoutResidue() {
        return people.hasResidue()
                ? new Facts(people.whole(), owners.whole(), visits.whole(), apart.whole(), byNumber, byName,
                        shown.whole(),
                        stays.whole())
                : this;
    }

    /** Somebody of their own: known and not merged into another. */
    Optional<Person> person(IdentityId identity) {
        return get(people, identity).filter(person -> person.mergedInto().isEmpty());
    }

    boolean isApart(Visit visit, IdentityId identity) {
        return apart(visit).contains(identity);
    }

    Set<IdentityId> apart(Visit visit) {
        return set(apart.get(visit));
    }

    Set<ExemplarId> shown(IdentityId identity) {
        return set(shown.get(identity));
    }

    Set<Visit> stays(IdentityId identity) {
        return set(stays.get(identity));
    }

    /** Visits that are known not to be somebody's. */
    Set<Visit> notOf(IdentityId identity) {
        Set<Visit> visits = new HashSet<>();
        apart.forEach((visit, others) -> {
            if (others.contains(identity)) {
                visits.add(visit);
            }
        });
        return visits;
    }

    /** Tells these facts, but for whom exemplars show, as changes of {@link #NONE}: people first. */
    void forEachChange(Consumer<Change> to) {
        people.forEach((identity, person) -> to
                .accept(new OfPerson(identity, Optional.empty(), Optional.of(person))));
        visits.forEach((visit, owner) -> to.accept(new OfVisit(visit, Optional.empty(), Optional.of(owner))));
        apart.forEach((visit, others) -> others.forEach(other -> to.accept(new OfLink(visit, other, true))));
    }

    /** The same facts say the same lines, in one order. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        people.forEach((identity, person) -> lines.add("person " + identity + " " + person));
        owners.forEach((exemplar, owner) -> lines.add("shows " + exemplar + " " + owner));
        visits.forEach((visit, owner) -> lines.add("visit " + visit + " " + owner));
        apart.forEach((visit, others) -> lines
                .add("apart " + visit + " " + others.stream().map(IdentityId::toString).sorted().toList()));
        Collections.sort(lines);
        return lines;
    }

    /** What a snapshot said is a list until somebody asks: most are never asked for. */
    private static <T> Set<T> set(@Nullable Collection<T> items) {
        return items instanceof Set<T> set ? set : items == null ? Set.of() : Set.copyOf(items);
    }

    private static <K, V> Optional<V> get(Table<K, V> table, K key) {
        return Optional.ofNullable(table.get(key));
    }

    private static <K, V> Table<K, V> set(Table<K, V> table, K key, Optional<V> value) {
        return value.map(v -> table.plus(key, v)).orElseGet(() -> table.minus(key));
    }

    private static <K, V> Table<K, Collection<V>> moved(Table<K, Collection<V>> table, V item, Optional<K> from,
            Optional<K> to) {
        Table<K, Collection<V>> without = from.map(key -> {
            MapPSet<V> rest = sharing(table.get(key)).minus(item);
            return rest.isEmpty() ? table.minus(key) : table.plus(key, rest);
        }).orElse(table);
        return to.map(key -> without.plus(key, sharing(without.get(key)).plus(item))).orElse(without);
    }

    private static <V> MapPSet<V> sharing(@Nullable Collection<V> items) {
        return items instanceof MapPSet<V> already ? already : HashTreePSet.from(items == null ? Set.of() : items);
    }
}
