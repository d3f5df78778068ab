package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Bodies;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.TrackId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final SimulatorConfig DEMO = SimulatorConfig.demo(8, 2, "run");

    private static List<TimedFrame> run(Simulator simulator, int ticks) {
        List<TimedFrame> frames = new ArrayList<>();
        IntStream.range(0, ticks).forEach(_ -> frames.addAll(simulator.step(simulator.nextEventNs())));
        return frames;
    }

    private static List<TimedFrame> run(SimulatorConfig config, int ticks) {
        return run(new Simulator(config, START), ticks);
    }

    private static Map<TrackId, List<Frame>> tracks(List<TimedFrame> frames) {
        return frames.stream().collect(
                Collectors.groupingBy(TimedFrame::track, Collectors.mapping(TimedFrame::frame, Collectors.toList())));
    }

    @Test
    void repeatsItselfUnderTheSameSeed() {
        assertThat(run(DEMO, 600)).isNotEmpty().isEqualTo(run(DEMO, 600));
        assertThat(run(DEMO.withSeed(2), 600)).isNotEqualTo(run(DEMO, 600));
    }

    @Test
    void looksLikeAKinectV1() {
        assertThat(run(DEMO, 600)).allSatisfy(sent -> {
            assertThat(sent.frame().layout()).isEqualTo(Layout.KINECT_V1);
            assertThat(sent.frame().geometry()).isEqualTo(Geometry.K1);
            assertThat(sent.frame().flag(0)).isEqualTo(JointFlag.OBSERVED);
            assertThat(sent.frame().flag(2)).isEqualTo(JointFlag.DERIVED);
            assertThat(sent.frame().flag(21)).isEqualTo(JointFlag.MISSING);
            assertThat(sent.frame().joint(0, 2)).isBetween(0.6f, 4.8f);
            assertThat(Math.abs(sent.frame().joint(0, 0) / sent.frame().joint(0, 2))).isLessThan(0.65f);
        });
    }

    @Test
    void fillsAllJointsOfAKinectV2() {
        assertThat(run(DEMO.withGeometry(Geometry.K2).withNoise(SimulatedNoise.NONE), 300)).isNotEmpty()
                .allSatisfy(sent -> {
                    assertThat(sent.frame().layout()).isEqualTo(Layout.KINECT_V2);
                    IntStream.range(0, 25).forEach(
                            slot -> assertThat(sent.frame().flag(slot)).isEqualTo(JointFlag.OBSERVED));
                    assertThat(Bodies.distance(sent.frame(), 7, 21)).isBetween(0.02, 0.12);
                });
    }

    @Test
    void walksLikeAPerson() {
        Simulator simulator = new Simulator(DEMO, START);

        tracks(run(simulator, 900)).forEach((track, frames) -> {
            double stature = simulator.personOf(track).orElseThrow().stature();
            double head = Bodies.median(frames, f -> f.joint(3, 1) - Math.min(f.joint(15, 1), f.joint(19, 1)));
            assertThat(head).isBetween(0.85 * stature, 1.06 * stature);
            assertThat(Bodies.median(frames, Bodies::chirality)).isPositive();
            assertThat(Bodies.median(frames, Bodies::trunk)).isBetween(0.3, 0.6);
        });
    }

    @Test
    void hasTheLeftHandAtNegativeXWhenFacingTheSensor() {
        var pose = new Pose(Placement.of(Geometry.K1));
        SimulatedPerson person = SimulatedPerson.draw(3, 1);

        pose.walk(person.left(), person.right(), person.gait(), 0.4, 0, 2.5, Math.PI);

        assertThat(pose.xyz[7 * 3]).isNegative();
        assertThat(pose.xyz[11 * 3]).isPositive();
        assertThat(pose.xyz[15 * 3 + 2]).as("toes point to the sensor").isLessThan(pose.xyz[14 * 3 + 2]);
    }

    @Test
    void putsTheTrunkWhereAKinectV1Does() {
        var pose = new Pose(Placement.of(Geometry.K1));
        SimulatedPerson person = SimulatedPerson.draw(3, 1);

        pose.walk(person.left(), person.right(), person.gait(), 1, 0, 2.5, 2);

        double spine = (pose.xyz[3 + 1] - pose.xyz[1]) / (pose.xyz[20 * 3 + 1] - pose.xyz[1]);
        assertThat(spine).isCloseTo(1 / 6.0, within(0.01));
        assertThat(pose.xyz[3 * 3 + 1]).isGreaterThan(pose.xyz[20 * 3 + 1]);
    }

    @Test
    void keepsOneFootOnTheFloor() {
        var pose = new Pose(Placement.of(Geometry.K1));
        SimulatedPerson person = SimulatedPerson.draw(5, 1);

        for (double phase = 0; phase < 2 * Math.PI; phase += 0.1) {
            pose.walk(person.left(), person.right(), person.gait(), phase, 0, 3, 1);

            assertThat(Math.min(pose.xyz[14 * 3 + 1], pose.xyz[18 * 3 + 1])).isCloseTo(person.left().ankle(),
                    within(1e-9));
        }
    }

    @Test
    void givesPeopleTheirOwnBones() {
        Simulator simulator = new Simulator(DEMO, START);

        tracks(run(simulator, 900)).forEach((track, frames) -> {
            if (frames.size() >= 100) {
                SimulatedPerson person = simulator.personOf(track).orElseThrow();
                Segments seen = Placement.of(Geometry.K1).seen(person.left());
                assertBone(frames, 12, 13, seen.thigh());
                assertBone(frames, 13, 14, seen.shank());
                assertBone(frames, 4, 5, seen.upperArm());
                assertBone(frames, 5, 6, seen.forearm());
                assertThat(Bodies.median(frames, Bodies::trunk)).isCloseTo(seen.trunk(), within(seen.trunk() * 0.08));
            }
        });
    }

    private static void assertBone(List<Frame> frames, int from, int to, double length) {
        assertThat(Bodies.median(frames, frame -> Bodies.distance(frame, from, to))).isCloseTo(length,
                within(length * 0.08));
    }

    /** Guards the balance of individual variation and noise: nearest neighbour on bone lengths, one visit against another. */
    @Test
    void makesPeopleRecognisableButNotTrivially() {
        Simulator simulator = new Simulator(SimulatorConfig.demo(30, 6, "run"), START);
        List<Map.Entry<TrackId, List<Frame>>> tracks = tracks(run(simulator, 30 * 120)).entrySet().stream()
                .filter(track -> track.getValue().size() >= 90).toList();

        double[][] bones = standardised(
                tracks.stream().map(track -> Bodies.bones(track.getValue())).toArray(double[][]::new));
        long right = IntStream.range(0, bones.length)
                .filter(probe -> person(simulator, tracks.get(nearest(bones, probe)))
                        .equals(person(simulator, tracks.get(probe))))
                .count();

        assertThat(right / (double) bones.length).isBetween(0.6, 0.98);
    }

    private static SimulatedPerson person(Simulator simulator, Map.Entry<TrackId, List<Frame>> track) {
        return simulator.personOf(track.getKey()).orElseThrow();
    }

    private static int nearest(double[][] bones, int probe) {
        return IntStream.range(0, bones.length).filter(other -> other != probe).boxed()
                .min(Comparator.comparingDouble(other -> difference(bones[probe], bones[other]))).orElseThrow();
    }

    private static double difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
    }

    private static double[][] standardised(double[][] rows) {
        for (int column = 0; column < rows[0].length; column++) {
            int at = column;
            double mean = Arrays.stream(rows).mapToDouble(row -> row[at]).average().orElseThrow();
            double spread = Math.sqrt(
                    Arrays.stream(rows).mapToDouble(row -> (row[at] - mean) * (row[at] - mean)).average()
                            .orElseThrow());
            Arrays.stream(rows).forEach(row -> row[at] = (row[at] - mean) / spread);
        }
        return rows;
    }

    @Test
    void letsPeopleComeBackUnderANewTrack() {
        Simulator simulator = new Simulator(DEMO, START);

        Map<SimulatedPerson, Set<TrackId>> visits = tracks(run(simulator, 30 * 180)).keySet().stream()
                .collect(Collectors.groupingBy(track -> simulator.personOf(track).orElseThrow(), Collectors.toSet()));

        assertThat(visits).hasSize(8).allSatisfy((_, tracks) -> assertThat(tracks).hasSizeGreaterThan(2));
        assertThat(visits.values().stream().flatMap(Set::stream).map(TrackId::sensor).distinct()).hasSize(2);
    }

    @Test
    void neverShowsOnePersonTwiceAtATime() {
        Simulator simulator = new Simulator(DEMO, START);

        for (int tick = 0; tick < 900; tick++) {
            Set<SimulatedPerson> seen = new HashSet<>();
            assertThat(simulator.step(0)).allSatisfy(
                    sent -> assertThat(seen.add(simulator.personOf(sent.track()).orElseThrow())).isTrue());
        }
    }

    @Test
    void tracksNoMoreBodiesThanItMay() {
        Simulator simulator = new Simulator(SimulatorConfig.demo(40, 2, "run").withPeople(40, 3), START);

        for (int tick = 0; tick < 900; tick++) {
            assertThat(simulator.step(0)).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void ticksThirtyTimesASecondExactly() {
        var perfect = DEMO.withNoise(SimulatedNoise.NONE);

        tracks(run(perfect, 900)).forEach((_, frames) -> {
            for (int i = 1; i < frames.size(); i++) {
                long step = frames.get(i).eventTimeNs() - frames.get(i - 1).eventTimeNs();
                assertThat(step).isBetween(33_333_333L, 33_333_334L);
            }
        });
        Simulator simulator = new Simulator(perfect, START);
        run(simulator, 900);
        assertThat(simulator.nextEventNs()).isEqualTo(START + 30_000_000_000L);
    }

    @Test
    void losesFramesAndHidesLimbs() {
        var bad = DEMO.withNoise(new SimulatedNoise(1, 0, 0.1, 0.1));

        List<TimedFrame> frames = run(bad, 1800);

        long hidden = frames.stream().filter(sent -> sent.frame().flag(6) == JointFlag.INFERRED).count();
        assertThat(hidden / (double) frames.size()).isBetween(0.05, 0.2);
        assertThat(frames).filteredOn(sent -> sent.frame().flag(6) == JointFlag.INFERRED)
                .allSatisfy(sent -> assertThat(sent.frame().confidence(6)).isCloseTo(0.4f, within(0.01f)));
        long gaps = tracks(frames).values().stream().mapToLong(SimulatorTest::gaps).sum();
        assertThat(gaps).isGreaterThan(50);
    }

    private static long gaps(List<Frame> frames) {
        return IntStream.range(1, frames.size())
                .filter(i -> frames.get(i).eventTimeNs() - frames.get(i - 1).eventTimeNs() > 34_000_000).count();
    }

    @Test
    void producesAnExactLoad() {
        Simulator simulator = new Simulator(SimulatorConfig.load(3, "run"), START);

        Set<TrackId> tracks = new HashSet<>();
        for (int tick = 0; tick < 1200; tick++) {
            List<TimedFrame> frames = simulator.step(0);
            frames.forEach(sent -> tracks.add(sent.track()));
            assertThat(frames).hasSize(18).extracting(TimedFrame::track).doesNotHaveDuplicates();
        }
        assertThat(tracks).hasSizeGreaterThan(40);
    }

    @Test
    void injectsFaults() {
        var faulty = DEMO.withNoise(SimulatedNoise.NONE).withFaults(new Faults(0.1, 0.1, 0.01, 0.5));

        List<TimedFrame> frames = run(faulty, 1800);

        assertThat(frames).hasSizeGreaterThan(new HashSet<>(frames).size());
        assertThat(frames.stream().map(sent -> sent.frame().eventTimeNs()).toList()).isNotEqualTo(
                frames.stream().map(sent -> sent.frame().eventTimeNs()).sorted().toList());
        long reused = tracks(frames).values().stream().filter(track -> track.stream()
                .mapToLong(Frame::eventTimeNs).max().orElseThrow()
                - track.getFirst().eventTimeNs() > 30_000_000_000L).count();
        assertThat(reused).isPositive();
    }

    @Test
    void refusesImpossibleConfigurations() {
        assertRefused(() -> SimulatorConfig.demo(0, 1, "run"), "people must be 1 to 1000000, was 0");
        assertRefused(() -> SimulatorConfig.demo(1, 0, "run"), "sensors");
        assertRefused(() -> DEMO.withPeople(8, 7), "bodiesPerSensor must be 1 to 6");
        assertRefused(() -> SimulatorConfig.load(2, "run").withPeople(5, 6), "load needs at least");
        assertRefused(() -> SimulatorConfig.demo(1, 1, "my run"), "session may hold");
        assertRefused(() -> new SimulatedNoise(Double.NaN, 0, 0, 0), "noise.joints must be 0 to 20");
        assertRefused(() -> new Faults(0, 1.5, 0, 0), "faults.late must be 0 to 1");
        assertRefused(() -> Span.seconds(3, 2), "0 < least <= most");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(MalformedException.class).hasMessageContaining(message);
    }
}
