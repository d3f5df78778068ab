package gaitkeeper.trainer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where tests find KGBD; tests that need it are skipped where it is not. */
public final class Kgbd {
    private Kgbd() {}

    /** The data, or the test is skipped. */
    public static Path folder() {
        Path root = root();
        Path data = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(root.resolve("../shared/data").normalize());
        Path kgbd = data.resolve("kgbd");
        assumeTrue(KgbdWindows.isIn(kgbd), "KGBD is not in " + kgbd + "; set GAITKEEPER_DATA to its parent folder");
        return kgbd;
    }

    /** The project's root folder. */
    public static Path root() {
        return Path.of(Objects.requireNonNull(System.getenv("GAITKEEPER_ROOT"), "set by the build"));
    }
}
