package gaitkeeper.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.RecordedPeople;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.TimedFrame;
import gaitkeeper.ingest.format.FormatReader;
import gaitkeeper.ingest.format.SourceSetup;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every fault done to every recording at hand. Writes {@code target/fault-matrix.md}: the share of 30-frame windows in which the
 * fault is found, of streams that are quarantined, and of streams that pass at some time before, in %. The whole of it:
 *
 * <pre>
 * mvn -pl ingest -am package -Dtest=FaultMatrixTest -Dgaitkeeper.matrix.step=1 -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class FaultMatrixTest {
    private static final long PERIOD_NS = 33_333_333L;
    /** Every so many recordings of the large sets are tried: all with {@code -Dgaitkeeper.matrix.step=1}. */
    private static final int STEP = Integer.getInteger("gaitkeeper.matrix.step", 8);
    /** Where Kinect v2 places trunk joints, in trunks over the hips (specs/skeleton-sources.md, section 6.5). */
    private static final Map<Integer, Double> V2_LEVELS = Map.of(3, 1.51, 20, 1.11, 1, 0.63, 0, 0.0);
    /** How long it and sources without hands make them, in trunks: 0.15 of a forearm. */
    private static final Map<Integer, Double> V2_BONES = Map.of(8, 0.075, 9, 0.075);
    private static final TrackId TRACK = new TrackId("cam", "0", "1");

    /** Results of one set of recordings. */
    private static final class Row {
        private int recordings;
        private int windows;
        private int found;
        private int streams;
        private int caught;
        private int leaked;
        private final Map<Check, Integer> by = new EnumMap<>(Check.class);
        private final Map<Check, Integer> why = new EnumMap<>(Check.class);

        double share() {
            return windows == 0 ? 1 : (double) found / windows;
        }

        String cells() {
            return String.format(Locale.ROOT, " %.1f / %.1f / %.1f |", 100 * share(),
                    100.0 * caught / Math.max(1, streams), 100.0 * leaked / Math.max(1, streams));
        }

        String words() {
            return recordings + " recordings, " + windows + " windows; streams of three windows or more: " + streams
                    + "; windows failed: " + by + "; quarantined at the end by " + why;
        }
    }

    private static Path data(String file) {
        Path path = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data")).resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "no " + file + " is at hand; set GAITKEEPER_DATA to its folder");
        return path;
    }

    /** Every {@code step}-th walk of people from {@code first} to {@code last}. */
    private static List<List<Frame>> kgbd(int first, int last, int step) throws IOException {
        List<List<Frame>> all = new ArrayList<>();
        for (Walk walk : Recording.open(data("kgbd/kgbd_xyz_int16_0p2mm.npz")).walks()) {
            int person = Integer.parseInt(walk.take().person().replaceAll("\\D", ""));
            if (person >= first && person <= last) {
                Walk clipped = walk.clipped();
                List<Frame> frames = new ArrayList<>();
                for (int i = 0; i < clipped.frames(); i++) {
                    frames.add(clipped.frame(i, i * PERIOD_NS, 0));
                }
                all.add(frames);
            }
        }
        return every(step, all);
    }

    private static <T> List<T> every(int step, List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> i % step == 0).mapToObj(all::get).toList();
    }

    private static List<List<Frame>> cameras() throws IOException {
        List<List<Frame>> all = new ArrayList<>();
        for (Walk walk : RecordedPeople.ofFourCameras().walks()) {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < walk.frames(); i++) {
                frames.add(walk.frame(i, i * PERIOD_NS, 0).at(i * PERIOD_NS, 0));
            }
            // The second participant was made up by the recording's authors, and is sure of every joint.
            boolean madeUp = frames.stream().allMatch(frame -> frame.confidence(4) == 1);
            if (frames.size() >= TrackWindow.FRAMES && !madeUp) {
                all.add(frames);
            }
        }
        return all;
    }

    /** The bounds as they are learned from good recordings, and from where Kinect v2 places trunk joints. */
    private static BodyPlan learn(List<List<Frame>> recordings) {
        List<double[]> shapes = new ArrayList<>();
        for (List<Frame> frames : recordings) {
            var window = new TrackWindow(CheckConfig.DEFAULT, BodyPlan.HUMAN, frames.getFirst());
            for (Frame frame : frames) {
                if (window.add(frame)) {
                    shapes.add(window.shape());
                    window.clear();
                }
            }
        }
        int bones = BodyPlan.BONES.length;
        double[][] bounds = new double[bones + BodyPlan.LEVELS.length][];
        for (int i = 0; i < bounds.length; i++) {
            int at = i;
            double[] sorted = shapes.stream().mapToDouble(shape -> shape[at]).filter(v -> !Double.isNaN(v)).sorted()
                    .toArray();
            double least = sorted[sorted.length / 100];
            double most = sorted[sorted.length - 1 - sorted.length / 100];
            double other = i < bones
                    ? V2_BONES.getOrDefault(i, Double.NaN)
                    : V2_LEVELS.getOrDefault(BodyPlan.LEVELS[i - bones], Double.NaN);
            least = other < least ? other : least;
            most = other > most ? other : most;
            bounds[i] = new double[]{least - Math.max(Math.abs(least) / 3, i < bones ? 0 : 0.15),
                most + Math.max(Math.abs(most) / 3, i < bones ? 0 : 0.15)};
        }
        return new BodyPlan(Arrays.copyOf(bounds, bones), Arrays.copyOfRange(bounds, bones, bounds.length));
    }

    private static List<List<Frame>> zip(String file, String pattern) throws IOException {
        List<List<Frame>> all = new ArrayList<>();
        try (var in = new ZipInputStream(Files.newInputStream(data(file)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().matches(pattern)) {
                    List<Frame> frames = new ArrayList<>();
                    for (Accepted body : new FormatReader(Optional.empty(), SourceSetup.of("cam", "0"))
                            .parse(in.readAllBytes(), Form.VALUES).frames()) {
                        frames.add(body.frame().at(frames.size() * PERIOD_NS, 0));
                    }
                    if (frames.size() >= TrackWindow.FRAMES) {
                        all.add(frames);
                    }
                }
            }
        }
        return all;
    }

    private static List<List<Frame>> simulated(Geometry geometry) {
        var simulator = new Simulator(SimulatorConfig.demo(12, 3, "s").withGeometry(geometry), 1_000_000_000L);
        Map<TrackId, List<Frame>> tracks = new LinkedHashMap<>();
        for (int tick = 0; tick < 60 * 30; tick++) {
            for (TimedFrame one : simulator.step(0)) {
                tracks.computeIfAbsent(one.track(), _ -> new ArrayList<>()).add(one.frame());
            }
        }
        return tracks.values().stream().filter(frames -> frames.size() >= 2 * TrackWindow.FRAMES).toList();
    }

    private static Row run(List<List<Frame>> recordings, Fault fault, BodyPlan plan) {
        var row = new Row();
        for (List<Frame> good : recordings) {
            row.recordings++;
            Optional<List<Frame>> frames = fault.spoil(good);
            if (frames.isEmpty()) {
                int windows = good.size() / TrackWindow.FRAMES;
                row.windows += windows;
                row.found += windows;
                row.streams++;
                row.caught++;
            } else {
                judge(frames.get(), fault, row, plan);
            }
        }
        return row;
    }

    private static void judge(List<Frame> frames, Fault fault, Row row, BodyPlan plan) {
        var check = new StreamCheck(CheckConfig.DEFAULT, plan);
        boolean caught = false;
        boolean leaked = false;
        for (Frame frame : frames) {
            List<Finding> findings = check.observe(TRACK, frame);
            if (!findings.isEmpty()) {
                row.windows++;
                row.found += failed(findings, fault) ? 1 : 0;
                findings.stream().filter(Finding::failed).forEach(f -> row.by.merge(f.check(), 1, Integer::sum));
                caught |= check.state() == StreamCheck.State.QUARANTINED;
                leaked |= check.state() == StreamCheck.State.GOOD && !caught;
            }
        }
        if (check.windows() >= 3) {
            row.streams++;
            row.caught += caught ? 1 : 0;
            if (caught) {
                check.failed().ifPresent(f -> row.why.merge(f.check(), 1, Integer::sum));
            }
            row.leaked += leaked ? 1 : 0;
        }
    }

    private static boolean failed(List<Finding> findings, Fault fault) {
        return findings.stream().filter(Finding::failed)
                .anyMatch(finding -> fault.expected().map(check -> check == finding.check())
                        .orElse(finding.check().quarantines()));
    }

    private static Map<String, List<List<Frame>>> sets() throws IOException {
        Map<String, List<List<Frame>>> sets = new LinkedHashMap<>();
        sets.put("KGBD 1-82", kgbd(1, 82, STEP));
        sets.put("KGBD 83-164", kgbd(83, 164, STEP));
        sets.put("NW-UCLA", every(STEP, zip("nw_ucla/nw_ucla_all_sqe_json.zip", ".*\\.json")));
        sets.put("MSR", every(STEP, zip("msraction3d_utkinect/msraction3d_utkinect_txt.zip", ".*_skeleton3D\\.txt")));
        sets.put("UTKinect", zip("msraction3d_utkinect/msraction3d_utkinect_txt.zip", ".*/joints_s.*\\.txt"));
        sets.put("OpenPose, 4 cameras", cameras());
        sets.put("simulated v2", simulated(Geometry.K2));
        return sets;
    }

    @Test
    void boundsAreThoseLearnedFromTheFirstHalfOfKgbd() throws IOException {
        double[][] learned = learn(kgbd(1, 82, 1)).bounds();

        System.out.println(Arrays.deepToString(learned));
        assertThat(BodyPlan.HUMAN.bounds()).hasDimensions(learned.length, 2);
        for (int i = 0; i < learned.length; i++) {
            assertThat(BodyPlan.HUMAN.bounds()[i]).as("bound %d", i).containsExactly(learned[i], within(0.006));
        }
    }

    @Test
    void findsFaultsAndSparesGoodStreams() throws IOException {
        Map<String, List<List<Frame>>> sets = sets();
        var table = new StringBuilder("| fault |");
        sets.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|---|").append("---|".repeat(sets.size())).append('\n');
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            table.append("| ").append(fault).append(" |");
            sets.forEach((name, recordings) -> {
                Row row = run(recordings, fault, BodyPlan.HUMAN);
                rows.put(name + " " + fault, row);
                table.append(row.cells());
            });
            table.append('\n');
        }
        sets.forEach((name, recordings) -> table.append(name).append(": ").append(rows.get(name + " NONE").words())
                .append('\n'));
        System.out.println(table);
        Files.writeString(Path.of("target", "fault-matrix.md"), table);

        Row good = rows.get("KGBD 83-164 NONE");
        assertThat((double) good.caught / good.streams).isLessThan(0.005);
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                assertThat(rows.get("KGBD 83-164 " + fault).share()).as("%s", fault).isGreaterThanOrEqualTo(0.98);
            }
        }
    }
}
