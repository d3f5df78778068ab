package gaitkeeper.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.JsonFrames.Accepted;
import gaitkeeper.ingest.JsonFrames.Form;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every fault done to every recording at hand. Writes {@code target/fault-matrix.md}: the share of 30-frame windows in which the
 * fault is found, and of good recordings that would be quarantined.
 */
class FaultMatrixTest {
    private static final long PERIOD_NS = 33_333_333L;
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
    }

    private static Path data(String file) {
        Path path = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data")).resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "no " + file + " is at hand; set GAITKEEPER_DATA to its folder");
        return path;
    }

    private static List<List<Frame>> kgbd() throws IOException {
        List<List<Frame>> all = new ArrayList<>();
        for (Walk walk : Recording.open(data("kgbd/kgbd_xyz_int16_0p2mm.npz")).walks()) {
            Walk clipped = walk.clipped();
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < clipped.frames(); i++) {
                frames.add(clipped.frame(i, i * PERIOD_NS, 0));
            }
            all.add(frames);
        }
        return all;
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

    private static Row run(List<List<Frame>> recordings, Fault fault) {
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
                judge(frames.get(), fault, row);
            }
        }
        return row;
    }

    private static void judge(List<Frame> frames, Fault fault, Row row) {
        var check = new StreamCheck(CheckConfig.DEFAULT);
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

    @Test
    void findsFaultsAndSparesGoodStreams() throws IOException {
        Map<String, List<List<Frame>>> sets = new LinkedHashMap<>();
        sets.put("KGBD", kgbd());
        sets.put("NW-UCLA", zip("nw_ucla/nw_ucla_all_sqe_json.zip", ".*\\.json"));
        sets.put("MSR", zip("msraction3d_utkinect/msraction3d_utkinect_txt.zip", ".*_skeleton3D\\.txt"));
        sets.put("UTKinect", zip("msraction3d_utkinect/msraction3d_utkinect_txt.zip", ".*/joints_s.*\\.txt"));
        sets.put("simulated v2", simulated(Geometry.K2));
        var table = new StringBuilder("windows found / streams quarantined / streams passed before, in %\n\n| fault |");
        sets.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|---|").append("---|".repeat(sets.size())).append('\n');
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            table.append("| ").append(fault).append(" |");
            sets.forEach((name, recordings) -> {
                Row row = run(recordings, fault);
                rows.put(name + " " + fault, row);
                table.append(String.format(Locale.ROOT, " %.1f / %.1f / %.1f |", 100 * row.share(),
                        100.0 * row.caught / Math.max(1, row.streams), 100.0 * row.leaked / Math.max(1, row.streams)));
            });
            table.append('\n');
        }
        sets.forEach((name, recordings) -> table.append(name).append(": ").append(recordings.size())
                .append(" recordings, ").append(rows.get(name + " NONE").windows).append(" windows; streams of three"
                        + " windows or more: ")
                .append(rows.get(name + " NONE").streams).append("; windows failed, good streams: ")
                .append(rows.get(name + " NONE").by).append("; quarantined at the end by ")
                .append(rows.get(name + " NONE").why).append('\n'));
        System.out.println(table);
        Files.writeString(Path.of("target", "fault-matrix.md"), table);

        assertThat((double) rows.get("KGBD NONE").caught / rows.get("KGBD NONE").streams).isLessThan(0.005);
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                assertThat(rows.get("KGBD " + fault).share()).as("KGBD %s", fault).isGreaterThanOrEqualTo(0.98);
            }
        }
    }
}
