package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.ingest.cameras.CameraSet;
import gaitkeeper.ingest.check.Check;
import gaitkeeper.ingest.check.StreamCheck;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenPose of four real cameras. */
class CameraFoldersTest {
    private static RecordedStream stream;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        stream = RecordedPeople.ofFourCameras();
    }

    private static double median(Walk walk, int a, int b) {
        double[] lengths = IntStream.range(0, walk.frames()).mapToObj(i -> walk.frame(i, 0, 0))
                .mapToDouble(frame -> distance(frame, a, b)).sorted().toArray();
        return lengths[lengths.length / 2];
    }

    private static double distance(Frame frame, int a, int b) {
        return Math.sqrt(IntStream.range(0, 3).mapToDouble(axis -> frame.joint(a, axis) - frame.joint(b, axis))
                .map(d -> d * d).sum());
    }

    @Test
    void putsTheCamerasOfAMomentTogether() {
        assertThat(stream.files()).isEqualTo(236);
    }

    @Test
    void followsPeopleThroughTheTrials() {
        assertThat(stream.walks().stream().filter(walk -> walk.frames() == 100).count()).isEqualTo(3);
    }

    @Test
    void measuresThighsOfOneLength() {
        for (Walk walk : stream.walks().stream().filter(one -> one.frames() == 100).toList()) {
            double left = median(walk, 12, 13);
            assertThat(left).isBetween(0.25, 0.5).isCloseTo(median(walk, 16, 17), Offset.offset(0.06));
        }
    }

    @Test
    void passesTheSelfChecks() {
        assertThat(stream.check().state()).as("%s", Arrays.stream(Check.values())
                .map(check -> stream.check().lastFailure(check)).toList()).isEqualTo(StreamCheck.State.GOOD);
    }

    @Test
    void saysWhatIsWrongWithACalibration() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.txt"), "<a><camera serial=\"x\"/></a>");

        assertThatThrownBy(() -> CameraSet.read(file)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("bad.txt").hasMessageContaining("camera x has no intrinsic");
    }
}
