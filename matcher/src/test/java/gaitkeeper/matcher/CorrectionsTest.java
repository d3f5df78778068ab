package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.command;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Pipeline.CONFIG;
import static gaitkeeper.matcher.Pipeline.window;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryCommand.Erase;
import gaitkeeper.core.GalleryCommand.Merge;
import gaitkeeper.core.GalleryCommand.MoveExemplar;
import gaitkeeper.core.GalleryCommand.RemoveExemplar;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.GalleryCommand.Split;
import gaitkeeper.core.GalleryCommand.TellApart;
import gaitkeeper.core.GalleryCommand.Undo;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match.Known;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.gallery.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What operators do to a gallery that runs, and how it is taken back. */
class CorrectionsTest {
    private static final TrackId DOOR = People.track("door");
    private static final TrackId HALL = People.track("hall");
    private static final TrackId YARD = People.track("yard");

    @AutoClose
    private final Pipeline pipeline = Pipeline.of(CONFIG);

    private Ledger ledger() {
        return pipeline.gallery.ledger();
    }

    /** Enrols, or adds a visit of, a person who faces this way. */
    private IdentityId enrol(String name, TrackId track, double degrees) {
        List<Exemplar> exemplars = IntStream.range(0, 3).mapToObj(n -> Exemplar.of(window(track, n, degrees))).toList();
        pipeline.command(new EnrolNamed(name, track, People.START_NS, exemplars));
        return ledger().named(name).orElseThrow();
    }

    private static Visit visit(TrackId track) {
        return new Visit(track, People.START_NS);
    }

    private UUID request(GalleryCommand command) {
        var id = command("request " + ledger().last() + command);
        pipeline.request(new GalleryRequest(id, "olga", command));
        return id;
    }

    private String label(TrackId track, double degrees) {
        Match last = pipeline.walk(track, degrees, 0, 4).getLast();
        return last instanceof Known known ? known.person().label() : "nobody";
    }

    private void assertRefused(String why) {
        assertThat(pipeline.rejections()).singleElement()
                .satisfies(rejection -> assertThat(rejection.detail()).contains(why));
    }

    @Test
    void whoIsMergedIsKnownByTheOtherName() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        IdentityId bob = enrol("Bob", HALL, 90);

        request(new Merge(bob, ann));

        assertThat(label(YARD, 88)).isEqualTo("Ann");
        assertThat(ledger().everyone()).containsExactly(new Candidate(ann, 1, "Ann"));
    }

    @Test
    void aMergeIsUndone() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        IdentityId bob = enrol("Bob", HALL, 90);
        String before = ledger().hash();
        UUID merge = request(new Merge(bob, ann));

        request(new Undo(merge));

        assertThat(ledger().hash()).isEqualTo(before);
        assertThat(label(YARD, 88)).isEqualTo("Bob");
    }

    @Test
    void anEntrySaysWhoAskedAndForWhat() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        IdentityId bob = enrol("Bob", HALL, 90);
        pipeline.entries();

        UUID merge = request(new Merge(bob, ann));

        assertThat(pipeline.entries()).containsExactly(new LogEntry(ledger().last(), merge, "olga",
                Pipeline.CLOCK.millis() * 1_000_000, new Merged(bob, ann)));
    }

    @Test
    void aCommandThatComesAgainIsCarriedOutOnce() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        var rename = new GalleryRequest(command("r"), "olga", new Rename(ann, "Anne"));
        pipeline.request(rename);
        pipeline.command(new Rename(ann, "Anna"));

        pipeline.request(rename);

        assertRefused("carried out already");
        assertThat(ledger().named("Anna")).contains(ann);
    }

    @Test
    void aSplitVisitIsSomebodyElseFromThenOn() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        enrol("Ann", HALL, 90);

        request(new Split(ann, List.of(visit(HALL))));

        assertThat(label(YARD, 88)).isEqualTo("stranger 2");
        assertThat(label(People.track("attic"), 2)).isEqualTo("Ann");
        assertThat(ledger().isApart(visit(HALL), ann)).isTrue();
    }

    @Test
    void whoWasSplitIsNotMergedUntilThatIsUndone() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        enrol("Ann", HALL, 90);
        UUID split = request(new Split(ann, List.of(visit(HALL))));
        IdentityId other = ledger().owner(visit(HALL)).orElseThrow();

        request(new Merge(other, ann));

        assertRefused("told apart");
        request(new Undo(split));
        assertThat(ledger().owner(visit(HALL))).contains(ann);
    }

    @Test
    void splitsOffNeitherNothingNorEverything() {
        IdentityId ann = enrol("Ann", DOOR, 0);

        request(new Split(ann, List.of()));
        assertRefused("1 or more");
        request(new Split(ann, List.of(visit(DOOR))));
        assertRefused("leave it one");
        request(new Split(ann, List.of(visit(YARD))));
        assertRefused("visits of that identity");
    }

    @Test
    void notThisPersonIsRemembered() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        assertThat(label(HALL, 3)).isEqualTo("Ann");

        request(new TellApart(visit(HALL), ann));

        List<Match> then = pipeline.walk(HALL, 3, 4, 12);
        assertThat(then).noneSatisfy(match -> assertThat(match).isInstanceOfSatisfying(Known.class,
                known -> assertThat(known.person().identity()).isEqualTo(ann)));
    }

    @Test
    void notThisPersonSplitsWhatWasLearned() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        enrol("Ann", HALL, 90);

        request(new TellApart(visit(HALL), ann));

        assertThat(ledger().owner(visit(HALL))).isPresent().isNotEqualTo(ledger().owner(visit(DOOR)));
    }

    @Test
    void aStrangerGetsANameByBeingVouchedFor() {
        pipeline.walk(DOOR, 0, 0, 6);
        IdentityId stranger = ledger().owner(visit(DOOR)).orElseThrow();

        pipeline.command(new EnrolNamed("Ann", DOOR, People.START_NS, List.of()));

        assertThat(ledger().everyone()).containsExactly(new Candidate(stranger, 1, "Ann"));
    }

    @Test
    void aStrangerWhoIsSomebodyKnownIsMergedByBeingVouchedFor() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        pipeline.walk(HALL, 90, 0, 6);
        assertThat(ledger().everyone()).hasSize(2);

        pipeline.command(new EnrolNamed("Ann", HALL, People.START_NS, List.of()));

        assertThat(ledger().everyone()).containsExactly(new Candidate(ann, 1, "Ann"));
        assertThat(ledger().visits(ann)).containsExactlyInAnyOrder(visit(DOOR), visit(HALL));
    }

    @Test
    void exemplarsAreMovedRemovedAndBroughtBack() {
        enrol("Ann", DOOR, 0);
        IdentityId bob = enrol("Bob", HALL, 90);
        String before = ledger().hash();
        ExemplarId one = Exemplar.of(window(DOOR, 0, 0)).id();
        ExemplarId two = Exemplar.of(window(DOOR, 1, 0)).id();
        ExemplarId three = Exemplar.of(window(DOOR, 2, 0)).id();

        List<UUID> done = new ArrayList<>();
        done.add(request(new MoveExemplar(one, bob)));
        done.add(request(new RemoveExemplar(two)));
        done.add(request(new RemoveExemplar(three)));
        assertThat(label(People.track("attic"), 0)).isEqualTo("Bob");
        done.reversed().forEach(command -> request(new Undo(command)));

        assertThat(ledger().hash()).isEqualTo(before);
        assertThat(label(People.track("cellar"), 0)).isEqualTo("Ann");
    }

    @Test
    void whoIsErasedIsAStranger() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        IdentityId bob = enrol("Bob", HALL, 40);
        request(new Merge(bob, ann));

        request(new Erase(bob));

        assertThat(ledger().hash()).as("bob was ann, and is forgotten").isEqualTo(Ledger.EMPTY.hash());
        assertThat(pipeline.gallery.size(Crowd.MODEL)).isZero();
        assertThat(label(YARD, 0)).isEqualTo("nobody");
    }

    @Test
    void refusesWhatConcernsNobody() {
        IdentityId ann = enrol("Ann", DOOR, 0);
        ExemplarId unknown = Exemplar.of(window(YARD, 0, 0)).id();
        List<GalleryCommand> commands = List.of(new Merge(person(5), ann), new Merge(ann, person(5)),
                new Split(person(5), List.of(visit(DOOR))), new TellApart(visit(DOOR), person(5)),
                new MoveExemplar(unknown, ann), new RemoveExemplar(unknown), new Erase(person(5)),
                new Undo(command("never")), new Merge(ann, ann));

        commands.forEach(this::request);

        assertThat(pipeline.rejections()).hasSameSizeAs(commands);
        assertThat(ledger().everyone()).hasSize(1);
    }

    @Test
    void undoingAllCommandsInTurnLeavesAnEmptyGallery() {
        var random = new Random(3);
        for (int round = 0; round < 30; round++) {
            Ledger before = Ledger.EMPTY;
            var registry = new Registry();
            for (int n = 0; n < 60; n++) {
                registry.carryOut(anyCommand(random, registry.gallery.ledger(), n), command("c" + n));
            }
            assertThat(registry.refolded().hash()).as("another fold").isEqualTo(registry.gallery.ledger().hash());
            for (int n = 59; n >= 0; n--) {
                registry.carryOut(new Undo(command("c" + n)), command("u" + n));
            }

            assertThat(registry.gallery.ledger().hash()).as("round " + round).isEqualTo(before.hash());
            assertThat(registry.gallery.size(Crowd.MODEL)).isZero();
        }
    }

    /** Commands as operators and matchers give them, some of them senseless; nobody is erased, for good is for good. */
    private static GalleryCommand anyCommand(Random random, Ledger ledger, int n) {
        List<Candidate> people = ledger.everyone();
        IdentityId one = people.isEmpty() ? person(1) : people.get(random.nextInt(people.size())).identity();
        IdentityId other = people.isEmpty() ? person(2) : people.get(random.nextInt(people.size())).identity();
        TrackId track = People.track("t" + random.nextInt(8));
        List<ExemplarId> held = List.copyOf(ledger.held(one));
        List<Visit> visits = List.copyOf(ledger.visits(one));
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> new EnrolNamed("n" + random.nextInt(6), track, People.START_NS,
                    List.of(Exemplar.of(window(track, n, random.nextInt(90)))));
            case 3 -> new Rename(one, "m" + random.nextInt(4));
            case 4 -> new Merge(one, other);
            case 5 -> new Split(one, visits.stream().limit(1).toList());
            case 6 -> new TellApart(visit(track), one);
            case 7 -> held.isEmpty() ? new Merge(one, one) : new MoveExemplar(held.getFirst(), other);
            default -> held.isEmpty() ? new Merge(one, one) : new RemoveExemplar(held.getFirst());
        };
    }

    /** A registrar without its topics. */
    private static final class Registry {
        final LoggedGallery gallery = TestGallery.of(Metric.COSINE).gallery();
        private final List<LogEntry> log = new ArrayList<>();

        void carryOut(GalleryCommand command, UUID id) {
            if (new Rulings(gallery, Pipeline.SPEC, CONFIG).on(command) instanceof Rulings.Ruling.Granted granted) {
                for (IdentityEvent event : granted.events()) {
                    var entry = new LogEntry(gallery.ledger().last() + 1, id, "test", 0, event);
                    log.add(entry);
                    gallery.apply(entry);
                }
            }
        }

        Ledger refolded() {
            Ledger ledger = Ledger.EMPTY;
            for (LogEntry entry : log) {
                ledger = ledger.apply(entry).after();
            }
            return ledger;
        }
    }
}
