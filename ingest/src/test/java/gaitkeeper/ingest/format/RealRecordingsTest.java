package gaitkeeper.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Bodies;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The formats on recordings other people made, where these are at hand. */
class RealRecordingsTest {
    private static Path data(String file) {
        Path path = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data")).resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "no " + file + " is at hand; set GAITKEEPER_DATA to its folder");
        return path;
    }

    /** What all entries of a zip give together. */
    private static final class Sums {
        private int files;
        private int frames;
        private int problems;
        private int forward;
        private int backward;

        void add(Format expected, byte[] document) {
            var reader = new FormatReader(Optional.empty(), SourceSetup.of("cam", "0"));
            Result result = reader.parse(document, Form.VALUES);
            files++;
            frames += result.frames().size();
            problems += result.problems().size();
            assertThat(reader.seen()).contains(expected);
            List<Frame> bodies = result.frames().stream().map(Accepted::frame).toList();
            if (bodies.size() >= 30) {
                if (Bodies.median(bodies, Bodies::chirality) > 0) {
                    forward++;
                } else {
                    backward++;
                }
            }
        }
    }

    private static Sums read(String zip, Format format, String pattern) throws IOException {
        var sums = new Sums();
        try (var in = new ZipInputStream(Files.newInputStream(data(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().matches(pattern)) {
                    sums.add(format, in.readAllBytes());
                }
            }
        }
        return sums;
    }

    @Test
    void readsAllOfNorthwesternUcla() throws IOException {
        Sums sums = read("nw_ucla/nw_ucla_all_sqe_json.zip", Format.NW_UCLA, ".*\\.json");

        assertThat(sums.files).isEqualTo(1_484);
        assertThat(sums.frames).isEqualTo(58_534);
        assertThat(sums.problems).isZero();
        assertThat(sums.backward).isLessThan(sums.forward / 20);
    }

    @Test
    void readsAllOfMsrAction3d() throws IOException {
        Sums sums = read("msraction3d_utkinect/msraction3d_utkinect_txt.zip", Format.MSR, ".*_skeleton3D\\.txt");

        assertThat(sums.files).isEqualTo(567);
        assertThat(sums.frames).isEqualTo(22_365); // of 23,478; 1,113 are all zeros
        assertThat(sums.backward).as("the first of each pair is the left").isLessThan(sums.forward / 20);
    }

    @Test
    void readsAllOfUtKinect() throws IOException {
        Sums sums = read("msraction3d_utkinect/msraction3d_utkinect_txt.zip", Format.UTKINECT,
                ".*/joints_s.*\\.txt");

        assertThat(sums.files).isEqualTo(20);
        assertThat(sums.frames).isGreaterThan(15_000);
        assertThat(sums.backward).isZero();
    }

    @Test
    void readsTheOriginalTextOfKgbd() throws IOException {
        Sums sums = read("kgbd/raw_text_sample_7people.zip", Format.KGBD, ".*/\\d\\.txt");

        assertThat(sums.frames).isGreaterThan(15_000);
        assertThat(sums.problems).isZero();
        assertThat(sums.backward).isZero();
    }

    /** This recording holds rescaled integers of 21 joints: it must not pass for metres. */
    @Test
    void refusesPixelsOfKinect() throws IOException {
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(data("formats/kinect2_node_2people_raise_both_arms.json.gz")))) {
            var reader = new FormatReader(Optional.empty(), SourceSetup.of("cam", "0"));
            Result result = reader.parse(in.readAllBytes(), Form.VALUES);

            assertThat(reader.seen()).contains(Format.KINECT2);
            assertThat(result.frames()).isEmpty();
            assertThat(result.problems()).hasSize(100);
            assertThat(result.unlisted()).containsEntry(Reason.BAD_FIELD, 140);
        }
    }

    /** Points of images without depth: every person is refused and told why. */
    @Test
    void refusesImagePointsOfOpenPose() throws IOException {
        Sums sums = read("openpose_multicam/pose2sim_v0.7.0_demo_openpose_json.zip", Format.OPENPOSE, ".*\\.json");

        assertThat(sums.files).isEqualTo(944);
        assertThat(sums.frames).isZero();
        assertThat(sums.problems).isGreaterThan(944);
    }
}
