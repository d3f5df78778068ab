package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.core.SyntheticPerson;
import gaitkeeper.core.Unit;
import gaitkeeper.ingest.check.Check;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.StreamCheck;
import gaitkeeper.ingest.format.Format;
import gaitkeeper.ingest.format.SourceSetup;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedStreamTest {
    private static final SourceSetup PLAIN = SourceSetup.of("cam", "0");

    @TempDir
    Path folder;

    /** A recording in Northwestern-UCLA's form, in any unit and axes. */
    private static byte[] recording(int frames, Axes axes, Unit unit) {
        var all = new StringJoiner(",", "{\"file_name\":\"x\",\"skeletons\":[", "]}");
        for (int frame = 0; frame < frames; frame++) {
            SourceJoints joints = SyntheticPerson.as(Layout.KINECT_V1, axes, unit);
            var points = new StringJoiner(",", "[", "]");
            for (int joint = 0; joint < 20; joint++) {
                double sway = 0.008 / unit.metres() * Math.sin(frame / 3.0 + joint);
                points.add(String.format(Locale.ROOT, "[%.5f,%.5f,%.5f]", joints.at(joint, 0) + sway,
                        joints.at(joint, 1) - sway, joints.at(joint, 2)));
            }
            all.add(points.toString());
        }
        return all.toString().getBytes(UTF_8);
    }

    private RecordedStream open(Path path, SourceSetup setup) throws IOException {
        return RecordedStream.open(path, Optional.empty(), setup, CheckConfig.DEFAULT);
    }

    @Test
    void readsAFolderOfRecordingsAndSkipsTheRest() throws IOException {
        Files.write(folder.resolve("a01_s03_e01_v01.json"), recording(40, Axes.KINECT, Unit.M));
        Files.write(folder.resolve("a02_s07_e01_v01.json"), recording(40, Axes.KINECT, Unit.M));
        Files.writeString(folder.resolve("LICENSE"), "be nice");

        RecordedStream stream = open(folder, PLAIN);

        assertThat(stream.format()).isEqualTo(Format.NW_UCLA);
        assertThat(stream.files()).isEqualTo(2);
        assertThat(stream.skipped()).isEqualTo(1);
        assertThat(stream.walks()).extracting(Walk::person).containsExactly("s03", "s07");
        assertThat(stream.walks()).extracting(Walk::frames).containsExactly(40, 40);
        assertThat(stream.check().state()).isEqualTo(StreamCheck.State.GOOD);
    }

    @Test
    void playsFramesAsTheyWereRead() throws IOException {
        Files.write(folder.resolve("a.json"), recording(2, Axes.KINECT, Unit.M));

        Walk walk = open(folder, PLAIN).walks().getFirst();
        Frame frame = walk.frame(1, 5, 7);

        assertThat(frame.layout()).isEqualTo(Layout.KINECT_V1);
        assertThat(frame.flag(21)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.eventTimeNs()).isEqualTo(5);
        assertThat(walk.style().framesPerSecond()).isEqualTo(30f);
    }

    @Test
    void readsInsideAZip() throws IOException {
        Path zip = folder.resolve("set.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("data/a.json"));
            out.write(recording(3, Axes.KINECT, Unit.M));
        }

        assertThat(open(zip, PLAIN).walks()).hasSize(1);
    }

    @Test
    void quarantinesWrongAxesAndProposesTheRightOnes() throws IOException {
        Path file = folder.resolve("a.json");
        Files.write(file, recording(120, Axes.CV, Unit.CM));

        RecordedStream stream = open(file, SourceSetup.from(Map.of("unit", "cm")));
        List<Proposal> proposals = Proposal.of(file, stream.format(), PLAIN, CheckConfig.DEFAULT);

        assertThat(stream.check().failed()).hasValueSatisfying(failed -> assertThat(failed.check())
                .isEqualTo(Check.UP));
        assertThat(proposals).isNotEmpty();
        assertThat(proposals.getFirst()).isEqualTo(new Proposal(Layout.KINECT_V1, Unit.CM, Axes.CV, 1));
    }

    @Test
    void proposesNothingForWhatCannotBeRead() throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, "{\"file_name\":\"x\",\"skeletons\":[[[1,2]]]}");

        assertThat(Proposal.of(file, Format.NW_UCLA, PLAIN, CheckConfig.DEFAULT)).isEmpty();
    }

    @Test
    void refusesAFolderOfNothing() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "hello");

        assertThatThrownBy(() -> open(folder, PLAIN)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("holds nothing that can be read").hasMessageContaining("a.txt");
    }
}
