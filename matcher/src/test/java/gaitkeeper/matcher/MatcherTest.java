package gaitkeeper.matcher;

import static gaitkeeper.matcher.Pipeline.CONFIG;
import static gaitkeeper.matcher.Pipeline.window;
import static gaitkeeper.matcher.Pipeline.withQuality;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match.Known;
import gaitkeeper.core.Match.Stranger;
import gaitkeeper.core.Match.Undecided;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private static final TrackId ANN = People.track("ann");
    private static final TrackId BOB = People.track("bob");

    /** Event time of a window's end since the track's start, for a track that starts at window 0, in ms. */
    private static final int THIRD_WINDOW_ENDS_MS = (int) ((2 * 6 + 5) * People.PERIOD_NS / 1_000_000);

    @AutoClose
    private Pipeline pipeline = Pipeline.of(CONFIG);

    private void restart(MatcherConfig config) {
        pipeline.close();
        pipeline = Pipeline.of(config);
    }

    /** Somebody is enrolled from a walk of their own, facing this way. */
    private void enrol(String who, double degrees) {
        pipeline.walk(People.track(who), degrees, 0, CONFIG.probation());
        pipeline.events();
    }

    private static Class<?> kind(Match match) {
        return match.getClass();
    }

    @Test
    void topologyIsTheFrozenOne() throws IOException {
        var gallery = TestGallery.of(Metric.COSINE).gallery();
        String now = Pipeline.topology(CONFIG, gallery, gallery, MatcherMetrics.NONE, new LiveBudget()).describe()
                .toString();

        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("matcher-topology.txt"))) {
            assertThat(now).isEqualToNormalizingNewlines(new String(in.readAllBytes(), UTF_8));
        }
    }

    @Test
    void aStrangerIsOnProbationThenEnrolledThenKnown() {
        List<Match> answers = pipeline.walk(ANN, 0, 0, 8);

        assertThat(answers).extracting(MatcherTest::kind).containsExactly(Undecided.class, Undecided.class,
                Undecided.class, Undecided.class, Undecided.class, Stranger.class, Known.class, Known.class);
        assertThat(pipeline.counts.proposed).isEqualTo(1);
        assertThat(pipeline.counts.enrolled).isEqualTo(1);
    }

    @Test
    void enrolsWithTheWindowsOfTheProbation() {
        pipeline.walk(ANN, 0, 0, 6);

        List<IdentityEvent> log = pipeline.events();
        assertThat(log).hasSize(7);
        assertThat(log.getFirst()).isInstanceOfSatisfying(Enrolled.class, enrolled -> {
            assertThat(enrolled.number()).isEqualTo(1);
            assertThat(enrolled.name()).isEmpty();
            assertThat(enrolled.track()).isEqualTo(ANN);
            assertThat(enrolled.timeNs()).isEqualTo(People.START_NS);
        });
        assertThat(log.subList(1, 7)).allSatisfy(event -> assertThat(event).isInstanceOf(ExemplarAdded.class));
    }

    @Test
    void leavesNoEmbeddingsBehindAfterProbation() {
        pipeline.walk(ANN, 0, 0, 5);
        long during = pipeline.stored(MatcherStores.PROBATION);

        pipeline.walk(ANN, 0, 5, 6);

        assertThat(during).isEqualTo(5);
        assertThat(pipeline.stored(MatcherStores.PROBATION)).isZero();
    }

    @Test
    void knowsAReturningPersonAfterTheLeastWindows() {
        enrol("ann-before", 0);

        List<Match> answers = pipeline.walk(ANN, 10, 0, 3);

        assertThat(answers).extracting(MatcherTest::kind).containsExactly(Undecided.class, Undecided.class,
                Known.class);
        assertThat(pipeline.events()).isEmpty();
        assertThat(pipeline.stored(MatcherStores.PROBATION)).isZero();
    }

    @Test
    void tellsWhomItMeansAndWhy() {
        enrol("ann-before", 0);
        enrol("bob-before", 90);

        List<Match> answers = pipeline.walk(BOB, 80, 0, 3);

        assertThat(answers.getLast()).isInstanceOfSatisfying(Known.class, bob -> {
            assertThat(bob.person().number()).isEqualTo(2);
            assertThat(bob.person().label()).isEqualTo("stranger 2");
            assertThat(bob.evidence().votes()).isEqualTo(3);
            assertThat(bob.evidence().score()).isCloseTo((float) Math.cos(Math.toRadians(10)), within(1e-5f));
            assertThat(bob.evidence().runnerUp()).isCloseTo((float) Math.cos(Math.toRadians(80)), within(1e-5f));
            assertThat(bob.evidence().threshold()).isEqualTo(Crowd.THRESHOLD);
        });
    }

    @Test
    void staysBelowTheThresholdAStranger() {
        enrol("ann-before", 0);

        // cos 30 is 0.87, below the threshold of 0.9.
        List<Match> answers = pipeline.walk(ANN, 30, 0, 6);

        assertThat(answers).noneMatch(Known.class::isInstance);
        assertThat(answers.getLast()).isInstanceOfSatisfying(Stranger.class,
                stranger -> assertThat(stranger.evidence().nearest()).isPresent());
    }

    @Test
    void enrolsASecondStrangerUnderTheNextNumber() {
        enrol("ann-before", 0);

        pipeline.walk(BOB, 90, 0, 6);

        assertThat(pipeline.gallery.ledger().everyone()).extracting(person -> person.number()).containsExactly(1, 2);
    }

    @Test
    void enrolsNobodyWhenToldNotTo() {
        restart(new MatcherConfig(0.01, 3, 6, false, 0.5f, Duration.ofSeconds(60)));

        List<Match> answers = pipeline.walk(ANN, 0, 0, 8);

        assertThat(answers.getLast()).isInstanceOf(Stranger.class);
        assertThat(pipeline.events()).isEmpty();
        assertThat(pipeline.stored(MatcherStores.PROBATION)).isZero();
    }

    @Test
    void timeToIdentifyIsEventTime() {
        enrol("ann-before", 0);
        pipeline.counts.identified.clear();

        List<Match> answers = pipeline.walk(ANN, 0, 0, 5);

        assertThat(answers.subList(2, 5)).allSatisfy(
                match -> assertThat(((Known) match).timeToIdentifyMs()).isEqualTo(THIRD_WINDOW_ENDS_MS));
        assertThat(pipeline.counts.identified).containsExactly((long) THIRD_WINDOW_ENDS_MS);
    }

    @Test
    void stampsTheTimeOfTheAnswer() {
        Match match = pipeline.walk(ANN, 0, 0, 1).getFirst();

        assertThat(match.timing().matchedNs()).isEqualTo(EpochNanos.now(Pipeline.CLOCK));
        assertThat(match.timing().encodedNs()).isEqualTo(window(ANN, 0, 0).timing().encodedNs());
    }

    @Test
    void keepsNoBlurredWindowAsAnExemplar() {
        for (int n = 0; n < 6; n++) {
            pipeline.match(withQuality(window(ANN, n, 0), n < 2 ? 0.4f : 0.5f));
        }

        assertThat(pipeline.events()).filteredOn(ExemplarAdded.class::isInstance)
                .extracting(event -> ((ExemplarAdded) event).exemplar().sequence())
                .containsExactly(window(ANN, 2, 0).sequence(), window(ANN, 3, 0).sequence(),
                        window(ANN, 4, 0).sequence(), window(ANN, 5, 0).sequence());
    }

    @Test
    void enrolsNobodyFromTooFewClearWindows() {
        for (int n = 0; n < 8; n++) {
            pipeline.match(withQuality(window(ANN, n, 0), n < 4 ? 0.4f : 1));
        }

        assertThat(pipeline.events()).isEmpty();
        assertThat(pipeline.counts.proposed).isZero();
        assertThat(pipeline.stored(MatcherStores.PROBATION)).isZero();
    }

    @Test
    void keepsTracksApart() {
        enrol("ann-before", 0);
        for (int n = 0; n < 2; n++) {
            pipeline.match(window(ANN, n, 0));
            pipeline.match(window(BOB, n, 0));
        }

        assertThat(pipeline.match(window(BOB, 2, 0)).getFirst()).isInstanceOf(Known.class);
    }

    @Test
    void forgetsTheEvidenceOfATrackThatFellSilent() {
        pipeline.walk(ANN, 0, 0, 2);
        int later = 400; // 80 s
        pipeline.walk(BOB, 90, later, later + 1);

        assertThat(pipeline.stored(MatcherStores.EVIDENCE)).isEqualTo(1);
        assertThat(pipeline.stored(MatcherStores.PROBATION)).isEqualTo(1);
        assertThat(pipeline.walk(ANN, 0, later + 1, later + 2).getFirst().evidence().windows()).isEqualTo(1);
    }

    @Test
    void doesNotForgetASensorWhoseClockLags() {
        int ahead = 20_000; // more than an hour
        for (int n = 0; n < 5; n++) {
            pipeline.walk(BOB, 90, ahead + 60 * n, ahead + 60 * n + 1); // 12 s each, so sweeps come in between
            pipeline.walk(ANN, 0, n, n + 1);
        }

        assertThat(pipeline.walk(ANN, 0, 5, 6).getFirst().evidence().windows()).isEqualTo(6);
    }

    @Test
    void freesTheTracksOfAPartitionThatStopped() {
        pipeline.walk(ANN, 0, 0, 2);

        for (int sweep = 0; sweep < 3; sweep++) {
            pipeline.wait(Duration.ofSeconds(30));
        }

        assertThat(pipeline.stored(MatcherStores.EVIDENCE)).isZero();
        assertThat(pipeline.stored(MatcherStores.PROBATION)).isZero();
    }

    @Test
    void identitiesComeBackFromTheLog() {
        pipeline.walk(People.track("ann-before"), 0, 0, 6);
        pipeline.walk(People.track("bob-before"), 90, 0, 6);
        List<LogEntry> log = pipeline.entries();
        List<Match> before = pipeline.walk(BOB, 85, 0, 4);

        restart(CONFIG);
        pipeline.replay(log);

        assertThat(pipeline.walk(BOB, 85, 0, 4)).isEqualTo(before);
        assertThat(before.getLast()).isInstanceOf(Known.class);
    }

    @Test
    void replayedLogGoesOnCountingWhereItStood() {
        pipeline.walk(ANN, 0, 0, 6);
        List<LogEntry> log = pipeline.entries();

        restart(CONFIG);
        pipeline.replay(log);
        pipeline.walk(BOB, 90, 0, 6);

        assertThat(pipeline.gallery.ledger().everyone()).extracting(person -> person.number()).containsExactly(1, 2);
    }

    @Test
    void aTrackThatWasEnrolledIsThatIdentityWhateverItsScores() {
        pipeline.walk(ANN, 0, 0, 6);

        assertThat(pipeline.walk(ANN, 60, 6, 20)).allSatisfy(match -> assertThat(match).isInstanceOf(Known.class));
        assertThat(pipeline.counts.proposed).isEqualTo(1);
    }

    @Test
    void theGalleryMayGrowBetweenTheWindowsOfATrack() {
        pipeline.walk(ANN, 0, 0, 2);
        enrol("ann-before", 0);

        List<Match> answers = pipeline.walk(ANN, 0, 6, 9);

        assertThat(answers).extracting(MatcherTest::kind).containsExactly(Undecided.class, Undecided.class,
                Known.class);
    }

    @Test
    void goesOnLearningFromTheVisitThatWasEnrolled() {
        try (Pipeline pipeline = Pipeline.of(Pipeline.CONFIG)) {
            TrackId track = People.track("1");
            pipeline.walk(track, 10, 0, 6);
            pipeline.events();

            pipeline.walk(track, 10, 6, 12);

            // Of windows 7 to 12 every second one.
            assertThat(pipeline.events()).hasSize(3).allMatch(event -> event instanceof IdentityEvent.ExemplarAdded);
        }
    }

    @Test
    void countsHowVisitsEnd() {
        pipeline.walk(People.track("ann-before"), 0, 0, 6);
        pipeline.walk(ANN, 0, 20, 26);
        pipeline.walk(BOB, 90, 20, 22);
        for (int sweep = 0; sweep < 3; sweep++) {
            pipeline.wait(Duration.ofSeconds(31));
        }

        assertThat(pipeline.counts.endings).as("too short for an answer, the third does not count")
                .containsExactlyInAnyOrder(Ending.ENROLLED, Ending.NAMED);
    }

    @Test
    void whoIsKnownIsAStrangerToAllOthers() {
        pipeline.walk(People.track("ann-before"), 0, 0, 6);
        pipeline.walk(People.track("bob-before"), 90, 0, 6);
        pipeline.walk(ANN, 0, 20, 26);
        for (int sweep = 0; sweep < 3; sweep++) {
            pipeline.wait(Duration.ofSeconds(31));
        }

        assertThat(pipeline.budget.all().searches()).isPositive();
        assertThat(pipeline.budget.all().near()).isZero();
        assertThat(pipeline.budget.tradeoff()).allSatisfy(point -> {
            assertThat(point.missed().middle()).as("Ann, named beyond doubt").isZero();
            assertThat(point.missed().high()).isLessThan(1);
        });
        assertThat(pipeline.budget.tradeoff()).filteredOn(point -> point.budget() <= LiveBudget.NEAR)
                .allSatisfy(point -> assertThat(point.fpir().middle()).isZero());
    }

    @Test
    void countsSwitches() {
        pipeline.walk(People.track("ann-before"), 0, 0, 6);
        pipeline.walk(People.track("bob-before"), 90, 0, 6);
        pipeline.walk(ANN, 0, 20, 24);
        assertThat(pipeline.counts.switches).isZero();

        pipeline.walk(ANN, 90, 24, 60);

        assertThat(pipeline.counts.switches).isEqualTo(1);
    }
}
