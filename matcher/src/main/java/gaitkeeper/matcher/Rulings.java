package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryCommand.Erase;
import gaitkeeper.core.GalleryCommand.Merge;
import gaitkeeper.core.GalleryCommand.MoveExemplar;
import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.GalleryCommand.Recognised;
import gaitkeeper.core.GalleryCommand.RemoveExemplar;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.GalleryCommand.Split;
import gaitkeeper.core.GalleryCommand.TellApart;
import gaitkeeper.core.GalleryCommand.Undo;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.gallery.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a command comes to in a gallery as it stands: events, or the reason why not. Changes nothing. */
final class Rulings {
    static final int MAX_NAME = 80;

    private final Gallery gallery;
    private final Ledger ledger;
    private final ModelSpec model;
    private final MatcherConfig config;

    Rulings(Gallery gallery, ModelSpec model, MatcherConfig config) {
        this.gallery = gallery;
        this.ledger = gallery.ledger();
        this.model = model;
        this.config = config;
    }

    /** What is to be done about a command. */
    sealed interface Ruling {
        /**
         * It is right.
         *
         * @param events to be logged in this order; none if all is so already
         */
        record Granted(List<IdentityEvent> events) implements Ruling {}

        /**
         * It cannot be.
         *
         * @param why with what to do instead
         */
        record Refused(String why) implements Ruling {}
    }

    private static Ruling granted(IdentityEvent... events) {
        return new Ruling.Granted(List.of(events));
    }

    private static Ruling refused(String why) {
        return new Ruling.Refused(why);
    }

    /** As {@link #on(GalleryCommand)}; a command that was carried out already is refused. */
    Ruling on(GalleryRequest request) {
        // What a matcher proposes comes in parts under the visit's id; nothing in it counts twice.
        boolean inParts = request.command() instanceof ProposeStranger;
        return !inParts && ledger.did(request.id())
                ? refused("command " + request.id() + " was carried out already")
                : on(request.command());
    }

    Ruling on(GalleryCommand command) {
        return switch (command) {
            case ProposeStranger propose -> on(propose);
            case EnrolNamed enrol -> on(enrol);
            case Rename rename -> on(rename);
            case Merge merge -> on(merge);
            case Split split -> on(split);
            case TellApart apart -> on(apart);
            case MoveExemplar move -> on(move);
            case RemoveExemplar remove -> ledger.owner(remove.exemplar()).isPresent()
                    ? granted(new IdentityEvent.ExemplarRemoved(remove.exemplar()))
                    : unknown(remove.exemplar());
            case Erase erase -> ledger.resolved(erase.identity()).map(Candidate::identity)
                    .map(identity -> granted(new IdentityEvent.Erased(identity)))
                    .orElseGet(() -> unknown(erase.identity()));
            // Who was seen when is no part of the log.
            case Recognised _ -> granted();
            case Undo undo -> ledger.whyNotUndo(undo.command()).map(Rulings::refused)
                    .orElseGet(() -> granted(new IdentityEvent.Undone(undo.command())));
        };
    }

    private static Ruling unknown(IdentityId identity) {
        return refused("no identity " + identity);
    }

    private static Ruling unknown(ExemplarId exemplar) {
        return refused("no exemplar " + exemplar.sequence() + " by " + exemplar.model());
    }

    private Ruling on(ProposeStranger command) {
        if (command.exemplars().isEmpty() || misfits(command.exemplars())) {
            return refused("a proposal needs exemplars, all " + wanted());
        }
        Optional<IdentityId> ofThisVisit = ledger.owner(command.visit());
        if (ofThisVisit.isPresent()) {
            return new Ruling.Granted(added(ofThisVisit.get(), command.exemplars()));
        }
        Set<IdentityId> seenWith = command.seenWith().stream().flatMap(visit -> ledger.owner(visit).stream())
                .collect(Collectors.toSet());
        if (alreadyKnown(command, seenWith)) {
            return new Ruling.Granted(List.of());
        }
        List<IdentityEvent> events = new ArrayList<>(enrolled(command.visit(), "", command.exemplars()));
        seenWith.forEach(other -> events.add(new IdentityEvent.ToldApart(command.visit(), other)));
        return new Ruling.Granted(events);
    }

    /** The person may have been enrolled since the matcher looked: from another sensor, a moment ago. */
    private boolean alreadyKnown(ProposeStranger command, Set<IdentityId> seenWith) {
        var evidence = new TrackEvidence(command.timeNs());
        // What is written to the log must not depend on what one process happened to see.
        var decision = new Decision(gallery, model, config, () -> 1);
        for (Exemplar exemplar : command.exemplars()) {
            decision.compare(evidence, command.visit(), exemplar.vector(), exemplar.sequence().firstTimeNs());
        }
        Set<IdentityId> not = new HashSet<>(seenWith);
        not.addAll(ledger.apart(command.visit()));
        return decision.accepts(evidence, not).isPresent();
    }

    private Ruling on(EnrolNamed command) {
        String name = command.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return refused("a name has 1 to " + MAX_NAME + " characters");
        }
        if (misfits(command.exemplars())) {
            return refused("exemplars must be " + wanted());
        }
        var visit = new Visit(command.track(), command.timeNs());
        Optional<IdentityId> ofThisVisit = ledger.owner(visit);
        Optional<IdentityId> ofThisName = ledger.named(name);
        if (ofThisVisit.isPresent() && !ofThisVisit.equals(ofThisName)) {
            return known(ofThisVisit.get(), name, ofThisName, command.exemplars());
        }
        if (ofThisName.isEmpty()) {
            return new Ruling.Granted(enrolled(visit, name, command.exemplars()));
        }
        if (ledger.isApart(visit, ofThisName.get())) {
            return refused("visit " + visit + " was told apart from " + name + "; undo that first");
        }
        List<IdentityEvent> events = new ArrayList<>();
        if (ofThisVisit.isEmpty()) {
            events.add(new IdentityEvent.VisitAdded(ofThisName.get(), visit));
        }
        events.addAll(added(ofThisName.get(), command.exemplars()));
        return new Ruling.Granted(events);
    }

    /** Somebody who was enrolled as a stranger gets a name, or turns out to be the one who has it. */
    private Ruling known(IdentityId stranger, String name, Optional<IdentityId> ofThisName, List<Exemplar> exemplars) {
        String before = ledger.candidate(stranger).map(Candidate::name).orElse("");
        if (!before.isEmpty()) {
            return refused("that visit is " + before + "'s; split it off, or merge the two");
        }
        Ruling first = ofThisName.map(into -> on(new Merge(stranger, into)))
                .orElseGet(() -> granted(new IdentityEvent.Named(stranger, name)));
        if (first instanceof Ruling.Granted granted) {
            List<IdentityEvent> events = new ArrayList<>(granted.events());
            events.addAll(added(ofThisName.orElse(stranger), exemplars));
            return new Ruling.Granted(events);
        }
        return first;
    }

    /** One that the log took would stop every replica at every start, or hide its identity from every search. */
    private boolean misfits(List<Exemplar> exemplars) {
        return !exemplars.stream().allMatch(this::fits);
    }

    private boolean fits(Exemplar exemplar) {
        boolean finite = true;
        for (float value : exemplar.vector()) {
            finite &= Float.isFinite(value);
        }
        return finite && exemplar.model().equals(model.modelId()) && exemplar.vector().length == model.width();
    }

    private String wanted() {
        return "of " + model.width() + " finite values by " + model.id();
    }

    private List<IdentityEvent> enrolled(Visit visit, String name, List<Exemplar> exemplars) {
        int number = ledger.nextNumber();
        IdentityId identity = newId(visit, number);
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new IdentityEvent.Enrolled(identity, number, name, visit.track(), visit.firstTimeNs()));
        events.addAll(added(identity, exemplars));
        return events;
    }

    /** Follows from the log alone. */
    private static IdentityId newId(Visit visit, int number) {
        return new IdentityId(UUID.nameUUIDFromBytes((visit + "#" + number).getBytes(StandardCharsets.UTF_8)));
    }

    private List<IdentityEvent> added(IdentityId identity, List<Exemplar> exemplars) {
        int room = Ledger.MAX_EXEMPLARS - (int) ledger.held(identity).stream()
                .filter(held -> held.model().equals(model.modelId())).count();
        Map<ExemplarId, IdentityEvent> events = new HashMap<>();
        List<IdentityEvent> inOrder = new ArrayList<>();
        for (Exemplar exemplar : exemplars) {
            var event = new IdentityEvent.ExemplarAdded(identity, exemplar);
            if (inOrder.size() < room && ledger.owner(exemplar.id()).isEmpty()
                    && events.putIfAbsent(exemplar.id(), event) == null) {
                inOrder.add(event);
            }
        }
        return inOrder;
    }

    private Ruling on(Rename command) {
        String name = command.name().strip();
        Optional<IdentityId> identity = ledger.resolved(command.identity()).map(Candidate::identity);
        if (name.length() > MAX_NAME) {
            return refused("a name has at most " + MAX_NAME + " characters");
        }
        if (identity.isEmpty()) {
            return unknown(command.identity());
        }
        boolean taken = !name.isEmpty() && ledger.named(name).filter(id -> !id.equals(identity.get())).isPresent();
        return taken
                ? refused("another identity has that name; merge the two if they are one person")
                : granted(new IdentityEvent.Named(identity.get(), name));
    }

    private Ruling on(Merge command) {
        Optional<IdentityId> from = ledger.resolved(command.from()).map(Candidate::identity);
        Optional<IdentityId> into = ledger.resolved(command.into()).map(Candidate::identity);
        if (from.isEmpty() || into.isEmpty()) {
            return unknown(from.isEmpty() ? command.from() : command.into());
        }
        if (from.equals(into)) {
            return refused("they are one identity already");
        }
        return toldApart(from.get(), into.get()).or(() -> toldApart(into.get(), from.get()))
                .map(visit -> refused("visit " + visit + " was told apart from the other; undo that first"))
                .orElseGet(() -> granted(new IdentityEvent.Merged(from.get(), into.get())));
    }

    private Optional<Visit> toldApart(IdentityId one, IdentityId other) {
        return ledger.visits(one).stream().filter(visit -> ledger.isApart(visit, other)).findAny();
    }

    private Ruling on(Split command) {
        Set<Visit> all = ledger.visits(command.identity());
        Set<Visit> parted = new HashSet<>(command.visits());
        if (ledger.candidate(command.identity()).isEmpty()) {
            return unknown(command.identity());
        }
        if (parted.isEmpty() || !all.containsAll(parted)) {
            return refused("name visits of that identity, 1 or more");
        }
        if (parted.size() == all.size()) {
            return refused("these are all of that identity's visits; leave it one");
        }
        int number = ledger.nextNumber();
        List<Visit> visits = List.copyOf(command.visits());
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new IdentityEvent.Split(command.identity(), newId(visits.getFirst(), number), number, visits));
        parted.forEach(visit -> events.add(new IdentityEvent.ToldApart(visit, command.identity())));
        return new Ruling.Granted(events);
    }

    private Ruling on(TellApart command) {
        Optional<IdentityId> identity = ledger.resolved(command.identity()).map(Candidate::identity);
        if (identity.isEmpty()) {
            return unknown(command.identity());
        }
        if (ledger.isApart(command.visit(), identity.get())) {
            return refused("they were told apart already");
        }
        return ledger.owner(command.visit()).filter(identity.get()::equals).isPresent()
                ? on(new Split(identity.get(), List.of(command.visit())))
                : granted(new IdentityEvent.ToldApart(command.visit(), identity.get()));
    }

    private Ruling on(MoveExemplar command) {
        Optional<IdentityId> from = ledger.owner(command.exemplar());
        Optional<IdentityId> to = ledger.resolved(command.to()).map(Candidate::identity);
        if (from.isEmpty()) {
            return unknown(command.exemplar());
        }
        if (to.isEmpty()) {
            return unknown(command.to());
        }
        if (from.equals(to)) {
            return refused("it shows that identity already");
        }
        return ledger.hasRoom(to.get(), command.exemplar().model())
                ? granted(new IdentityEvent.ExemplarMoved(command.exemplar(), to.get()))
                : refused("an identity keeps " + Ledger.MAX_EXEMPLARS + " exemplars of a model; remove one first");
    }
}
