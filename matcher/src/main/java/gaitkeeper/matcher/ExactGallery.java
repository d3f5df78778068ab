package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** All exemplars in memory, every search compares all of them: recall 1, and an event is visible at once. */
public final class ExactGallery implements Gallery {
    private final Metric metric;
    private final Map<IdentityId, Person> people = new ConcurrentHashMap<>();
    private final List<Person> order = new CopyOnWriteArrayList<>();
    private final Map<String, IdentityId> names = new ConcurrentHashMap<>();
    private final Map<Visit, IdentityId> visits = new ConcurrentHashMap<>();
    private final Map<ModelId, ExemplarMatrix> models = new ConcurrentHashMap<>();
    private final Map<ModelId, Prototypes> prototypes = new ConcurrentHashMap<>();
    private final Optional<Plda> plda;

    /** Makes an empty gallery whose models compare by {@code metric}. */
    public ExactGallery(Metric metric) {
        this(metric, Optional.empty());
    }

    /** Makes an empty gallery that also compares means, of embeddings as wide as the PLDA. */
    public ExactGallery(Metric metric, Optional<Plda> plda) {
        this.metric = metric;
        this.plda = plda;
    }

    @Override
    public void apply(IdentityEvent event) {
        switch (event) {
            case Enrolled enrolled -> enrol(enrolled);
            case ExemplarAdded added -> add(added.identity(), added.exemplar());
            case Named named -> name(named.identity(), named.name());
        }
    }

    private void enrol(Enrolled event) {
        if (!people.containsKey(event.identity())) {
            // Complete before anybody can see them: searches go on meanwhile.
            var person = new Person(event.identity(), event.number(), order.size(), event.name());
            order.add(person);
            people.put(event.identity(), person);
            visits.putIfAbsent(new Visit(event.track(), event.timeNs()), event.identity());
            name(event.identity(), event.name());
        }
    }

    private void name(IdentityId identity, String name) {
        Person person = people.get(identity);
        if (person != null) {
            names.remove(person.name, identity);
            person.name = name;
            if (!name.isEmpty()) {
                names.put(name, identity);
            }
        }
    }

    private void add(IdentityId identity, Exemplar exemplar) {
        Person person = people.get(identity);
        if (person != null) {
            ExemplarMatrix matrix = models.computeIfAbsent(exemplar.model(),
                    model -> new ExemplarMatrix(metric, exemplar.vector().length));
            matrix.checkWidth("exemplar", exemplar.vector());
            if (person.admit(exemplar)) {
                matrix.append(person.position, exemplar.vector());
                plda.filter(p -> p.width() == exemplar.vector().length)
                        .ifPresent(p -> prototypes.computeIfAbsent(exemplar.model(), model -> new Prototypes(p))
                                .add(person.position, exemplar.vector()));
            }
        }
    }

    @Override
    public List<Hit> search(ModelId model, float[] probe, int limit) {
        ExemplarMatrix matrix = models.get(model);
        if (matrix == null) {
            return List.of();
        }
        return matrix.search(probe, limit).stream()
                .map(row -> new Hit(order.get(row.owner()).id, row.score())).toList();
    }

    @Override
    public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
        if (plda.isEmpty()) {
            throw new IllegalStateException("this gallery compares exemplars only");
        }
        Prototypes means = prototypes.get(model);
        return means == null
                ? List.of()
                : means.search(track, limit).stream().map(row -> new Hit(order.get(row.owner()).id, row.score()))
                        .toList();
    }

    @Override
    public int size(ModelId model) {
        ExemplarMatrix matrix = models.get(model);
        return matrix == null ? 0 : matrix.owners();
    }

    @Override
    public Optional<Candidate> candidate(IdentityId identity) {
        return Optional.ofNullable(people.get(identity)).map(Person::candidate);
    }

    @Override
    public Optional<IdentityId> named(String name) {
        return Optional.ofNullable(names.get(name));
    }

    @Override
    public Optional<IdentityId> enrolledFrom(Visit visit) {
        return Optional.ofNullable(visits.get(visit));
    }

    @Override
    public Set<Held> held(IdentityId identity) {
        Person person = people.get(identity);
        return person == null ? Set.of() : Collections.unmodifiableSet(person.held);
    }

    @Override
    public List<Candidate> everyone() {
        return order.stream().map(Person::candidate).toList();
    }

    private static final class Person {
        final IdentityId id;
        final int number;
        final int position;
        final Set<Held> held = ConcurrentHashMap.newKeySet();
        volatile String name;

        Person(IdentityId id, int number, int position, String name) {
            this.id = id;
            this.number = number;
            this.position = position;
            this.name = name;
        }

        boolean admit(Exemplar exemplar) {
            return Held.room(held, exemplar.model()) > 0 && held.add(Held.of(exemplar));
        }

        Candidate candidate() {
            return new Candidate(id, number, name);
        }
    }
}
