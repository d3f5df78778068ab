package gaitkeeper.recordings;

import static gaitkeeper.core.People.PERIOD_NS;
import static gaitkeeper.core.People.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.Frame;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Layout;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackRecorderTest {
    private static final IdentityId ANN = new IdentityId(new UUID(0, 1));
    private static final IdentityId NOBODY = new IdentityId(new UUID(0, 2));
    private static final TrackId ONE = People.track("1");
    private static final TrackId TWO = People.track("2");
    private static final ModelId MODEL = new ModelId("m@1");

    private long entries;
    private final TrackLabels labels = new TrackLabels(false, false);
    private final List<Walk> walks = new ArrayList<>();
    private final TrackRecorder recorder = new TrackRecorder(labels, walks::add);

    @BeforeEach
    void annIsKnown() {
        log(labels, new IdentityEvent.Enrolled(ANN, 1, "Ann", ONE, START_NS));
    }

    private void log(TrackLabels to, IdentityEvent event) {
        entries++;
        to.add(new LogEntry(entries, new UUID(0, entries), "test", 0, event));
    }

    private static Sequence sequence(int firstFrame, int stride) {
        return Sequence.join(new WindowSpec(6, stride), People.frames(1, firstFrame, 6), 0);
    }

    @Test
    void joinsTheSequencesOfATrack() throws IOException {
        for (int n = 0; n < 5; n++) {
            recorder.add(ONE, sequence(n * 6, 6));
        }
        recorder.finish();

        Walk walk = walks.getFirst();
        assertThat(walks).hasSize(1);
        assertThat(walk.name()).isEqualTo("Ann-w1-live-cam");
        assertThat(walk.frames()).isEqualTo(30);
        assertThat(walk.style().framesPerSecond()).isCloseTo(30, offset(0.01f));
        Frame before = People.frame(1, 17);
        Frame after = walk.frame(17, before.eventTimeNs(), before.receivedNs());
        for (int slot = 0; slot < 25; slot++) {
            assertThat(after.joint(slot, 1)).isEqualTo(before.joint(slot, 1));
        }
        assertThat(after.geometry()).isEqualTo(before.geometry());
    }

    @Test
    void takesFramesOfOverlappingSequencesOnce() throws IOException {
        for (int n = 0; n < 5; n++) {
            recorder.add(ONE, sequence(n * 2, 2));
        }
        recorder.add(ONE, sequence(4, 2));
        recorder.finish();

        assertThat(walks).extracting(Walk::frames).containsExactly(14);
    }

    @Test
    void startsAnewAfterAGapOrAnotherLayout() throws IOException {
        recorder.add(ONE, sequence(0, 6));
        recorder.add(ONE, sequence(5 + 31, 6));
        List<Frame> others = IntStream.range(42, 48)
                .mapToObj(n -> People.frameAt(1, START_NS + n * PERIOD_NS, Layout.KINECT_V2)).toList();
        recorder.add(ONE, Sequence.join(WindowSpec.of(6), others, 0));
        recorder.finish();

        assertThat(walks).extracting(Walk::name).containsExactly("Ann-w1-live-cam", "Ann-w2-live-cam",
                "Ann-w3-live-cam");
    }

    @Test
    void goesOnOverAGapOfASecondAtMost() throws IOException {
        recorder.add(ONE, sequence(0, 6));
        recorder.add(ONE, sequence(5 + 30, 6));
        recorder.finish();

        assertThat(walks).extracting(Walk::frames).containsExactly(12);
    }

    @Test
    void letsGoOfTracksThatEnded() throws IOException {
        recorder.add(ONE, sequence(0, 6));
        log(labels, new IdentityEvent.Enrolled(NOBODY, 2, "Bo", TWO, START_NS));
        recorder.add(TWO, sequence(30 * 70, 6));

        assertThat(walks).as("before the end").extracting(Walk::person).containsExactly("Ann");
    }

    @Test
    void dividesEndlessTracks() throws IOException {
        for (int n = 0; n < 700; n++) {
            recorder.add(ONE, sequence(n * 6, 6));
        }
        recorder.finish();

        assertThat(walks).extracting(Walk::frames).containsExactly(TrackRecorder.MAX_FRAMES, 4200 - 4096);
    }

    @Test
    void leavesOutTracksWithoutAName() throws IOException {
        recorder.add(TWO, sequence(0, 6));
        recorder.finish();

        assertThat(walks).isEmpty();
        assertThat(recorder.unlabelled()).isEqualTo(1);
    }

    @Test
    void labelsByTheGallerysEvidence() {
        log(labels, new IdentityEvent.ExemplarAdded(ANN,
                new Exemplar(new SequenceId(TWO, START_NS, WindowSpec.of(6)), MODEL, new float[]{1})));
        log(labels, new IdentityEvent.Named(ANN, "Anna, B."));

        assertThat(labels.of(TWO)).contains("Anna_ B.");
        log(labels, new IdentityEvent.Named(ANN, ""));
        assertThat(labels.of(TWO)).isEmpty();
    }

    @Test
    void labelsByTheLastAnswerIfAsked() {
        var answers = new TrackLabels(true, true);
        log(answers, new IdentityEvent.Enrolled(NOBODY, 4, "", ONE, 1));
        answers.add(known(TWO, new Candidate(NOBODY, 4, "")));
        labels.add(known(TWO, new Candidate(ANN, 1, "Ann")));

        assertThat(labels.of(TWO)).as("not asked").isEmpty();
        assertThat(answers.of(TWO)).contains("stranger 4");
        log(answers, new IdentityEvent.Named(NOBODY, "Bo"));
        assertThat(answers.of(TWO)).as("the present name").contains("Bo");
        answers.add(new Match.Stranger(new SequenceId(TWO, START_NS, WindowSpec.of(6)), MODEL, evidence(),
                new Timing(0, 0, 0, 0)));
        assertThat(answers.of(TWO)).as("the last answer").isEmpty();
    }

    private static Match known(TrackId track, Candidate candidate) {
        return new Match.Known(new SequenceId(track, START_NS, WindowSpec.of(6)), MODEL, evidence(),
                new Timing(0, 0, 0, 0), candidate, 100);
    }

    private static Evidence evidence() {
        return new Evidence(9, 1, Optional.empty(), 0, 0, 0, 0);
    }
}
