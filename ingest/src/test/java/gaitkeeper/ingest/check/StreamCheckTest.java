package gaitkeeper.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.Simulator;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.ingest.TimedFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamCheckTest {
    private static final TrackId TRACK = new TrackId("cam", "0", "1");

    /** The longest track of a simulated sensor. */
    private static List<Frame> walk() {
        var simulator = new Simulator(SimulatorConfig.demo(4, 1, "s").withGeometry(Geometry.K1), 1_000_000_000L);
        Map<TrackId, List<Frame>> tracks = new LinkedHashMap<>();
        for (int tick = 0; tick < 30 * 30; tick++) {
            for (TimedFrame one : simulator.step(0)) {
                tracks.computeIfAbsent(one.track(), _ -> new ArrayList<>()).add(one.frame());
            }
        }
        return tracks.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    }

    private static StreamCheck judged(CheckConfig config, List<Frame> frames) {
        var check = new StreamCheck(config);
        frames.forEach(frame -> check.observe(TRACK, frame));
        return check;
    }

    @Test
    void passesAGoodStreamAfterOneWindow() {
        List<Frame> walk = walk();

        assertThat(judged(CheckConfig.DEFAULT, walk.subList(0, 29)).state()).isEqualTo(StreamCheck.State.CHECKING);
        assertThat(judged(CheckConfig.DEFAULT, walk.subList(0, 30)).state()).isEqualTo(StreamCheck.State.GOOD);
        assertThat(judged(CheckConfig.DEFAULT, walk).state()).isEqualTo(StreamCheck.State.GOOD);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"NONE", "UNIT_MM", "UNIT_CM", "UNIT_INCH", "CLOCK_BACK",
        "CLOCK_AHEAD",
        "ID_RETURNS", "FROZEN_WRIST"})
    void quarantinesAWrongStreamByTheRightCheck(Fault fault) {
        StreamCheck check = judged(CheckConfig.DEFAULT, fault.spoil(walk()).orElseThrow());

        assertThat(check.state()).isEqualTo(StreamCheck.State.QUARANTINED);
        assertThat(check.failures(fault.expected().orElseThrow())).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOCK_BACK", "CLOCK_AHEAD", "ID_RETURNS", "FROZEN_WRIST"})
    void tellsWhatDoesNotQuarantine(Fault fault) {
        StreamCheck check = judged(CheckConfig.DEFAULT, fault.spoil(walk()).orElseThrow());

        assertThat(check.failures(fault.expected().orElseThrow())).isPositive();
    }

    @Test
    void leavesOutWhatIsOverridden() {
        List<Frame> mirrored = Fault.MIRRORED.spoil(walk()).orElseThrow();

        StreamCheck check = judged(CheckConfig.DEFAULT.without("mirrored"), mirrored);

        assertThat(check.state()).isEqualTo(StreamCheck.State.GOOD);
        assertThat(check.failures(Check.MIRRORED)).isPositive();
    }

    @Test
    void letsAStreamComeBack() {
        List<Frame> walk = walk();
        StreamCheck check = judged(CheckConfig.DEFAULT, Fault.AXES_CV.spoil(walk).orElseThrow());

        for (int again = 0; again < 3; again++) {
            walk.forEach(frame -> check.observe(new TrackId("cam", "0", "2"), frame));
        }

        assertThat(check.state()).isEqualTo(StreamCheck.State.GOOD);
    }

    @Test
    void judgesNobodyByAnEmptyRoom() {
        assertThat(new StreamCheck(CheckConfig.DEFAULT).state()).isEqualTo(StreamCheck.State.CHECKING);
    }
}
