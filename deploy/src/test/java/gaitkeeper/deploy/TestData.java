package gaitkeeper.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recordings of real people, which are not part of the project. */
final class TestData {
    private TestData() {}

    /** The folder of KGBD; where it is not, the test is skipped. */
    static Path kgbd() {
        Path kgbd = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElseGet(() -> ProjectFiles.path("../shared/data")).resolve("kgbd");
        assumeTrue(Files.exists(kgbd.resolve("kgbd_xyz_int16_0p2mm.npz")),
                () -> "KGBD is not in " + kgbd + "; set GAITKEEPER_DATA to its parent folder");
        return kgbd;
    }
}
