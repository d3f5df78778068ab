package gaitkeeper.ingest;

import gaitkeeper.ingest.cameras.CameraSet;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.format.SourceSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;

/** Recordings of real people, where they are at hand; tests that need them are skipped where not. */
public final class RecordedPeople {
    private RecordedPeople() {}

    /** OpenPose of four real cameras, triangulated. */
    public static RecordedStream ofFourCameras() throws IOException {
        Path path = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data"))
                .resolve("openpose_multicam/pose2sim_v0.7.0_demo_openpose_json.zip");
        Assumptions.assumeTrue(Files.exists(path), "no recording of OpenPose; set GAITKEEPER_DATA to its folder");
        var setup = SourceSetup.from(Map.of("layout", "openpose_body25b", "fps", "60")).seenBy(calibration(path));
        return RecordedStream.open(path, Optional.empty(), setup, CheckConfig.DEFAULT.withRate(60));
    }

    private static CameraSet calibration(Path recording) throws IOException {
        try (var in = new ZipInputStream(Files.newInputStream(recording))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".qca.txt")) {
                    Path file = Files.createTempFile("calibration", ".qca.txt");
                    Files.write(file, in.readAllBytes());
                    CameraSet cameras = CameraSet.read(file);
                    Files.delete(file);
                    return cameras;
                }
            }
        }
        throw new AssertionError("the archive has no calibration");
    }
}
