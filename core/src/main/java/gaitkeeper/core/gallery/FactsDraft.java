package gaitkeeper.core.gallery;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Change.OfExemplar;
import gaitkeeper.core.gallery.Change.OfLink;
import gaitkeeper.core.gallery.Change.OfPerson;
import gaitkeeper.core.gallery.Change.OfVisit;
import gaitkeeper.core.gallery.Change.Person;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/** {@link Facts} that come all at once. Mutable, and done with after {@link #facts}. */
final class FactsDraft {
    private static final int FEW = 8;

    private final Map<IdentityId, Person> people = new ArrayMap<>();
    private final Map<ExemplarId, IdentityId> owners = new ArrayMap<>();
    private final Map<Visit, IdentityId> visits = new ArrayMap<>();
    private final Map<Visit, Collection<IdentityId>> apart = new ArrayMap<>();
    private final SortedMap<Integer, IdentityId> byNumber = new TreeMap<>();
    private final Map<String, IdentityId> byName = new ArrayMap<>();
    private final Map<IdentityId, Collection<ExemplarId>> shown = new ArrayMap<>();
    private final Map<IdentityId, Collection<Visit>> stays = new ArrayMap<>();

    /** Adds a fact that begins with it; false if it contradicts those before. */
    boolean add(Change change) {
        return switch (change) {
            case OfPerson p -> p.before().isEmpty() && p.after().isPresent() && add(p.identity(), p.after().get());
            case OfVisit v -> v.before().isEmpty() && v.after().filter(this::isSomebody).isPresent()
                    && visits.putIfAbsent(v.visit(), v.after().get()) == null
                    && stays.computeIfAbsent(v.after().get(), owner -> new ArrayList<>(1)).add(v.visit());
            case OfLink link -> link.apart()
                    && apart.computeIfAbsent(link.visit(), visit -> new HashSet<>()).add(link.identity());
            case OfExemplar e ->
                e.before().isEmpty() && e.after().isPresent() && show(e.after().get(), e.exemplar());
        };
    }

    private boolean add(IdentityId identity, Person person) {
        return people.putIfAbsent(identity, person) == null
                && (person.mergedInto().isPresent() || byNumber.putIfAbsent(person.number(), identity) == null
                        && (person.name().isEmpty() || byName.putIfAbsent(person.name(), identity) == null));
    }

    private boolean isSomebody(IdentityId identity) {
        Person person = people.get(identity);
        return person != null && person.mergedInto().isEmpty();
    }

    /** Says whom exemplars show; false if that contradicts what was said before. */
    boolean show(IdentityId owner, List<Exemplar> exemplars) {
        if (!isSomebody(owner)) {
            return false;
        }
        Collection<ExemplarId> known = shown.computeIfAbsent(owner, o -> new ArrayList<>(exemplars.size()));
        for (Exemplar exemplar : exemplars) {
            ExemplarId id = exemplar.id();
            if (owners.putIfAbsent(id, owner) != null) {
                return false;
            }
            known.add(id);
        }
        return true;
    }

    private boolean show(IdentityId owner, ExemplarId exemplar) {
        return isSomebody(owner) && owners.putIfAbsent(exemplar, owner) == null
                && shown.computeIfAbsent(owner, o -> new ArrayList<>(1)).add(exemplar);
    }

    /** The track as one of somebody's visits has it, so that it is held once; as it is if they came often. */
    TrackId same(TrackId track, IdentityId owner) {
        Collection<Visit> known = stays.getOrDefault(owner, List.of());
        if (known.size() <= FEW) {
            for (Visit stay : known) {
                if (stay.track().equals(track)) {
                    return stay.track();
                }
            }
        }
        return track;
    }

    /** Whom an exemplar shows by what was said so far. */
    Optional<IdentityId> owner(ExemplarId exemplar) {
        return Optional.ofNullable(owners.get(exemplar));
    }

    /** What was said. */
    Facts facts() {
        return new Facts(Table.of(people), Table.of(owners), Table.of(visits), Table.of(apart),
                TreePMap.fromSortedMap(byNumber), HashTreePMap.from(byName), Table.of(shown), Table.of(stays));
    }
}
