package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.OTHER_MODEL;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Pipeline.CONFIG;
import static gaitkeeper.matcher.Pipeline.WIDTH;
import static gaitkeeper.matcher.Pipeline.window;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match.Known;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrarTest {
    private static final TrackId DOOR = People.track("door");
    private static final TrackId HALL = People.track("hall");

    @AutoClose
    private Pipeline pipeline = Pipeline.of(CONFIG);

    /** From here on the registrar's replica of the log shows nothing by itself. */
    private void lag() {
        pipeline.close();
        pipeline = Pipeline.lagging(CONFIG);
    }

    private static List<Exemplar> exemplars(TrackId track, double degrees, int count) {
        return IntStream.range(0, count).mapToObj(n -> Exemplar.of(window(track, n, degrees))).toList();
    }

    private static ProposeStranger proposal(TrackId track, double degrees) {
        return new ProposeStranger(track, People.START_NS, exemplars(track, degrees, 6), List.of());
    }

    private static EnrolNamed enrol(String name, TrackId track, double degrees, int count) {
        return new EnrolNamed(name, track, People.START_NS, exemplars(track, degrees, count));
    }

    private List<Candidate> enrolledNow() {
        return pipeline.events().stream().filter(Enrolled.class::isInstance).map(Enrolled.class::cast)
                .map(e -> new Candidate(e.identity(), e.number(), e.name())).toList();
    }

    private IdentityId enrolNow(String name, TrackId track, double degrees) {
        pipeline.command(enrol(name, track, degrees, 3));
        return enrolledNow().getFirst().identity();
    }

    private void assertRefused(String why) {
        assertThat(pipeline.events()).isEmpty();
        assertThat(pipeline.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.stage()).isEqualTo(Rejection.Stage.REGISTRAR);
            assertThat(rejection.reason()).isEqualTo(Reason.BAD_COMMAND);
            assertThat(rejection.detail()).contains(why);
            assertThat(rejection.timeNs()).isEqualTo(EpochNanos.now(Pipeline.CLOCK));
        });
        assertThat(pipeline.counts.rejected).containsExactly(Reason.BAD_COMMAND);
    }

    @Test
    void enrolsOnePersonOnceWhoIsProposedTwiceBeforeTheReplicaShowsIt() {
        lag();

        pipeline.command(proposal(DOOR, 0));
        pipeline.command(proposal(HALL, 5));

        assertThat(enrolledNow()).hasSize(1);
    }

    @Test
    void enrolsATrackOnce() {
        lag();

        pipeline.command(proposal(DOOR, 0));
        pipeline.command(proposal(DOOR, 90));

        assertThat(enrolledNow()).hasSize(1);
    }

    @Test
    void numbersStayUniqueAsTheReplicaCatchesUp() {
        lag();
        List<LogEntry> log = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < 9; n++) {
            pipeline.command(proposal(People.track("t" + n), 40 * n));
            List<LogEntry> written = pipeline.entries();
            log.addAll(written);
            written.stream().map(LogEntry::event).filter(Enrolled.class::isInstance)
                    .forEach(e -> numbers.add(((Enrolled) e).number()));
            if (n % 3 == 2) {
                log.forEach(pipeline.gallery::apply);
                log.clear();
            }
        }

        assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void theOutboxKeepsOnlyTheLatestOnceTheReplicaCaughtUp() {
        lag();
        pipeline.command(proposal(DOOR, 0));
        List<LogEntry> log = pipeline.entries();
        long waiting = pipeline.stored(Outbox.STORE);

        log.forEach(pipeline.gallery::apply);
        pipeline.command(proposal(DOOR, 0));

        assertThat(waiting).isEqualTo(7);
        assertThat(pipeline.stored(Outbox.STORE)).as("only the latest").isEqualTo(1);
    }

    @Test
    void theSameCommandsMakeTheSameIdentities() {
        pipeline.command(proposal(DOOR, 0));
        pipeline.command(enrol("Ann", HALL, 90, 3));
        List<IdentityEvent> first = pipeline.events();
        pipeline.close();
        pipeline = Pipeline.of(CONFIG);

        pipeline.command(proposal(DOOR, 0));
        pipeline.command(enrol("Ann", HALL, 90, 3));

        assertThat(pipeline.events()).isEqualTo(first);
    }

    @Test
    void enrolsUnderANameWithExemplars() {
        pipeline.command(enrol(" Ann ", DOOR, 0, 4));

        List<IdentityEvent> log = pipeline.events();
        assertThat(log.getFirst()).isInstanceOfSatisfying(Enrolled.class, ann -> {
            assertThat(ann.name()).isEqualTo("Ann");
            assertThat(ann.track()).isEqualTo(DOOR);
        });
        assertThat(log.subList(1, 5)).extracting(event -> ((ExemplarAdded) event).exemplar())
                .isEqualTo(exemplars(DOOR, 0, 4));
        assertThat(pipeline.counts.enrolled).isEqualTo(1);
    }

    @Test
    void aNamedPersonIsKnownByName() {
        pipeline.command(enrol("Ann", DOOR, 0, 4));

        assertThat(pipeline.walk(HALL, 5, 0, 3).getLast()).isInstanceOfSatisfying(Known.class,
                known -> assertThat(known.person().label()).isEqualTo("Ann"));
    }

    @Test
    void addsToThePersonOfThatName() {
        IdentityId ann = enrolNow("Ann", DOOR, 0);

        pipeline.command(enrol("Ann", HALL, 5, 3));

        List<IdentityEvent> events = pipeline.events();
        assertThat(events.getFirst()).isEqualTo(new VisitAdded(ann, new Visit(HALL, People.START_NS)));
        assertThat(events.subList(1, events.size())).hasSize(3).allSatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(ExemplarAdded.class, added -> assertThat(added.identity()).isEqualTo(ann)));
    }

    @Test
    void addsNoExemplarTwice() {
        enrolNow("Ann", DOOR, 0);

        pipeline.command(enrol("Ann", DOOR, 0, 5));

        assertThat(pipeline.events()).hasSize(2);
    }

    @Test
    void addsNoExemplarTwiceWhileTheReplicaLags() {
        lag();
        enrolNow("Ann", DOOR, 0);

        pipeline.command(enrol("Ann", DOOR, 0, 5));

        assertThat(pipeline.events()).hasSize(2);
    }

    @Test
    void writesNoMoreExemplarsThanAGalleryKeeps() {
        enrolNow("Ann", HALL, 0);

        pipeline.command(enrol("Ann", DOOR, 0, Ledger.MAX_EXEMPLARS + 10));

        assertThat(pipeline.events()).hasSize(1 + Ledger.MAX_EXEMPLARS - 3);
    }

    @Test
    void aVisitThatIsSomebodysIsNotEnrolledUnderAnotherName() {
        enrolNow("Ann", DOOR, 0);

        pipeline.command(enrol("Bob", DOOR, 0, 4));

        assertRefused("that visit is Ann's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\n"})
    void enrolsNobodyWithoutAName(String name) {
        pipeline.command(enrol(name, DOOR, 0, 3));

        assertRefused("1 to 80 characters");
    }

    @Test
    void enrolsNobodyUnderATooLongName() {
        pipeline.command(enrol("x".repeat(Rulings.MAX_NAME + 1), DOOR, 0, 3));

        assertRefused("1 to 80 characters");
    }

    @Test
    void takesTheLongestName() {
        pipeline.command(enrol("x".repeat(Rulings.MAX_NAME), DOOR, 0, 3));

        assertThat(pipeline.gallery.ledger().named("x".repeat(80))).isPresent();
    }

    @Test
    void renames() {
        IdentityId ann = enrolNow("Ann", DOOR, 0);

        pipeline.command(new Rename(ann, " Anne "));

        assertThat(pipeline.events()).containsExactly(new Named(ann, "Anne"));
        assertThat(pipeline.gallery.ledger().named("Ann")).isEmpty();
    }

    @Test
    void clearsAName() {
        IdentityId ann = enrolNow("Ann", DOOR, 0);

        pipeline.command(new Rename(ann, ""));

        assertThat(pipeline.gallery.ledger().candidate(ann).orElseThrow().label()).isEqualTo("stranger 1");
    }

    @Test
    void severalMayBeNameless() {
        IdentityId ann = enrolNow("Ann", DOOR, 0);
        IdentityId bob = enrolNow("Bob", HALL, 90);

        pipeline.command(new Rename(ann, ""));
        pipeline.command(new Rename(bob, ""));

        assertThat(pipeline.events()).hasSize(2);
    }

    @Test
    void refusesANameThatAnotherHas() {
        enrolNow("Ann", DOOR, 0);
        IdentityId bob = enrolNow("Bob", HALL, 90);

        pipeline.command(new Rename(bob, "Ann"));

        assertRefused("another identity has that name");
    }

    @Test
    void refusesANameThatAnotherHasWhileTheReplicaLags() {
        lag();
        enrolNow("Ann", DOOR, 0);
        IdentityId bob = enrolNow("Bob", HALL, 90);

        pipeline.command(new Rename(bob, "Ann"));

        assertRefused("another identity has that name");
    }

    @Test
    void givesAwayAFreedNameWhileTheReplicaLags() {
        lag();
        pipeline.command(enrol("Ann", DOOR, 0, 3));
        pipeline.command(enrol("Bob", HALL, 90, 3));
        pipeline.entries().forEach(pipeline.gallery::apply);
        IdentityId ann = pipeline.gallery.ledger().named("Ann").orElseThrow();
        IdentityId bob = pipeline.gallery.ledger().named("Bob").orElseThrow();

        pipeline.command(new Rename(ann, "Anne"));
        pipeline.command(new Rename(bob, "Ann"));

        assertThat(pipeline.events()).containsExactly(new Named(ann, "Anne"), new Named(bob, "Ann"));
    }

    @Test
    void keepsItsOwnName() {
        IdentityId ann = enrolNow("Ann", DOOR, 0);

        pipeline.command(new Rename(ann, "Ann"));

        assertThat(pipeline.rejections()).isEmpty();
    }

    @Test
    void refusesToNameNobody() {
        pipeline.command(new Rename(person(1), "Ann"));

        assertRefused("no identity " + person(1));
    }

    @Test
    void refusesATooLongNewName() {
        IdentityId ann = enrolNow("Ann", DOOR, 0);

        pipeline.command(new Rename(ann, "x".repeat(Rulings.MAX_NAME + 1)));

        assertRefused("at most 80 characters");
    }

    @Test
    void refusesAProposalWithoutEvidence() {
        pipeline.command(new ProposeStranger(DOOR, People.START_NS, List.of(), List.of()));

        assertRefused("exemplar");
    }

    @Test
    void refusesExemplarsOfAnotherModel() {
        pipeline.command(proposalBy(OTHER_MODEL, WIDTH));

        assertRefused("made-up@1");
    }

    @Test
    void refusesExemplarsOfAnotherWidthAndGoesOn() {
        enrolNow("Ann", DOOR, 0);

        pipeline.command(proposalBy(MODEL, WIDTH + 1));

        assertRefused("3 finite values");
        assertThat(pipeline.gallery.ledger().everyone()).hasSize(1);
    }

    @Test
    void refusesToEnrolByNameWithExemplarsOfAnotherWidth() {
        pipeline.command(new EnrolNamed("Ann", DOOR, People.START_NS, List.of(odd(MODEL, 0, WIDTH - 1))));

        assertRefused("3 finite values");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesExemplarsThatAreNoNumbers(float value) {
        Exemplar odd = new Exemplar(window(HALL, 0, 0).sequence(), MODEL, new float[]{1, value, 0});

        pipeline.command(new EnrolNamed("Ann", HALL, People.START_NS, List.of(odd)));

        assertRefused("finite");
    }

    private static ProposeStranger proposalBy(ModelId model, int width) {
        return new ProposeStranger(HALL, People.START_NS,
                IntStream.range(0, 6).mapToObj(n -> odd(model, n, width)).toList(), List.of());
    }

    private static Exemplar odd(ModelId model, int n, int width) {
        return new Exemplar(window(HALL, n, 0).sequence(), model, People.facing(0, width));
    }
}
