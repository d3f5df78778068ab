package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.recordings.JointList;
import gaitkeeper.recordings.Style;
import gaitkeeper.recordings.Take;
import gaitkeeper.recordings.Walk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReplayPlayerTest {
    private static final long BASE = 1_700_000_000_000_000_000L;
    private static final ReplaySettings FAST = ReplaySettings
            .from(BASE, TrackNaming.sensorPerWalk("kgbd", "run"))
            .withPace(Pace.AS_FAST_AS_POSSIBLE);

    private static final float[] BODY = new float[60];

    static {
        Arrays.fill(BODY, 2);
    }

    private final FakeSink sink = new FakeSink();
    private final FakeTicker ticker = new FakeTicker();
    private final List<Progress> told = new ArrayList<>();

    private ReplayPlayer player(ReplaySettings settings) {
        return new ReplayPlayer(settings, sink, told::add, ticker);
    }

    private static List<Walk> walks(int... frames) {
        var style = new Style(JointList.KINECT_V1, Geometry.K1, 30, 0, 0, 0);
        return IntStream.range(0, frames.length).mapToObj(i -> new Walk(new Take("p00" + (i + 1), 2), style, frames[i],
                (_, target) -> target.put(BODY))).toList();
    }

    @Test
    void placesFramesAThirtiethOfASecondApart() throws InterruptedException {
        player(FAST).play(walks(61));

        assertThat(sink.frames).hasSize(61).allSatisfy(
                sent -> assertThat(sent.track()).hasToString("kgbd-p001-w2/run/1"));
        assertThat(sink.frames.getFirst().frame().eventTimeNs()).isEqualTo(BASE);
        assertThat(sink.frames.get(1).frame().eventTimeNs()).isEqualTo(BASE + 33_333_333);
        assertThat(sink.frames.get(60).frame().eventTimeNs()).isEqualTo(BASE + 2_000_000_000L);
    }

    @Test
    void playsTheWalksOfALaneOneAfterAnother() {
        List<PlannedWalk> plan = player(FAST).plan(walks(30, 60, 30));

        assertThat(plan).extracting(PlannedWalk::startNs).containsExactly(BASE, BASE + 3_000_000_000L,
                BASE + 7_000_000_000L);
    }

    @Test
    void givesTheNextWalkToTheLaneThatIsFreeFirst() {
        TrackNaming perLane = TrackNaming.sensorPerLane("door", "run");
        var settings = ReplaySettings.from(BASE, perLane).withLanes(2);

        List<PlannedWalk> plan = player(settings).plan(walks(300, 30, 30));

        assertThat(plan).extracting(planned -> planned.track().toString()).containsExactly("door-1/run/p001-w2",
                "door-2/run/p002-w2", "door-2/run/p003-w2");
    }

    @Test
    void interleavesLanesInOrderOfEventTime() throws InterruptedException {
        player(FAST.withLanes(3)).play(walks(40, 10, 25, 17, 33, 5));

        assertThat(sink.frames).hasSize(130);
        assertThat(sink.frames).extracting(sent -> sent.frame().eventTimeNs()).isSorted();
        assertThat(sink.frames.stream().limit(3).map(TimedFrame::track).distinct()).hasSize(3);
    }

    @Test
    void repeatsTimesAndTracks() throws InterruptedException {
        var again = new FakeSink();

        player(FAST.withLanes(2)).play(walks(10, 20, 30));
        new ReplayPlayer(FAST.withLanes(2), again, _ -> {}, new FakeTicker()).play(walks(10, 20, 30));

        assertThat(again.frames).isEqualTo(sink.frames);
    }

    @Test
    void playsInRealTime() throws InterruptedException {
        player(FAST.withPace(Pace.REAL_TIME)).play(walks(31));

        assertThat(ticker.nanoTime()).isEqualTo(1_000_000_000L);
        assertThat(sink.frames.getLast().frame().receivedNs()).isEqualTo(FakeTicker.EPOCH + 1_000_000_000L);
    }

    @Test
    void playsFourTimesAsFast() throws InterruptedException {
        player(FAST.withPace(new Pace(4))).play(walks(31));

        assertThat(ticker.nanoTime()).isEqualTo(250_000_000L);
    }

    @Test
    void doesNotWaitWhenAsFastAsPossible() throws InterruptedException {
        player(FAST).play(walks(31));

        assertThat(ticker.sleeps).isZero();
    }

    @Test
    void tellsProgressAndLag() throws InterruptedException {
        sink.onSend = () -> ticker.pass(100_000_000);

        player(FAST.withPace(Pace.REAL_TIME)).play(walks(31));

        assertThat(told).hasSize(16);
        assertThat(told.getFirst()).isEqualTo(new Progress(2, 31, 10, Duration.ofNanos(166_666_667)));
        assertThat(told.getLast().percent()).isEqualTo(100);
        assertThat(told.getLast().lag()).isEqualTo(Duration.ofMillis(2100));
    }

    @Test
    void reportsFramesThatWereLost() throws InterruptedException {
        sink.stores = false;

        ReplayReport report = player(FAST).play(walks(31, 10));

        assertThat(report).isEqualTo(new ReplayReport(2, 41, 0, 41, 0));
    }

    @Test
    void countsFramesNotHeardOfAsLost() throws InterruptedException {
        sink.holds = true;

        ReplayReport report = player(FAST.withOutstanding(100, Duration.ZERO)).play(walks(31));

        assertThat(report.lost()).isEqualTo(31);
    }

    @Test
    void holdsBackBeyondTheBound() throws Exception {
        sink.holds = true;
        var full = new CountDownLatch(8);
        sink.onSend = full::countDown;

        CompletableFuture<ReplayReport> report = start(FAST.withOutstanding(8, Duration.ofSeconds(20)), walks(31));
        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(sink.sent()).isEqualTo(8);
        while (!report.isDone()) {
            sink.release();
            Thread.onSpinWait();
        }
        assertThat(report.get().stored()).isEqualTo(31);
    }

    @Test
    void waitsWhileTheSinkIsCongested() throws InterruptedException {
        sink.congestedFor = 3;

        ReplayReport report = player(FAST).play(walks(5));

        assertThat(report.stored()).isEqualTo(5);
        assertThat(sink.congestedFor).isNegative();
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> player(FAST).play(walks(5))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void playsNothing() throws InterruptedException {
        assertThat(player(FAST).play(List.of())).isEqualTo(new ReplayReport(0, 0, 0, 0, 0));
    }

    @Test
    void refusesTwoWalksUnderOneName() {
        List<Walk> twice = List.of(walks(5).getFirst(), walks(5).getFirst());

        assertThatThrownBy(() -> player(FAST).plan(twice)).hasMessageContaining("kgbd-p001-w2/run/1");
    }

    @Test
    void refusesImpossibleSettings() {
        assertThatThrownBy(() -> FAST.withLanes(0)).isInstanceOf(MalformedException.class)
                .hasMessage("lanes must be 1 or more");
        assertThatThrownBy(() -> FAST.withPause(Duration.ofSeconds(-1))).hasMessageContaining("pause");
        assertThatThrownBy(() -> new Pace(Double.NaN)).hasMessageContaining("pace");
    }

    private CompletableFuture<ReplayReport> start(ReplaySettings settings, List<Walk> walks) {
        var report = new CompletableFuture<ReplayReport>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                report.complete(player(settings).play(walks));
            } catch (InterruptedException stopped) {
                report.completeExceptionally(stopped);
            }
        });
        return report;
    }
}
