package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The program as the build packaged it. */
final class Packaged {
    private static boolean tried;

    private Packaged() {}

    /** The folder of its libraries. */
    static Path lib() {
        Path lib = Workplace.root().resolve("deploy/target/gaitkeeper/lib");
        assertThat(lib).as("the packaged program; run: mvn verify -pl e2e -am").isDirectory();
        tryOut(lib);
        return lib;
    }

    /** The launcher, which finds a JDK. */
    static Path launcher() {
        return Workplace.root().resolve("gaitkeeper");
    }

    /** The launcher's trial run, which spares each of many starts some seconds; once, and where there was none after the build. */
    private static synchronized void tryOut(Path lib) {
        File archive = lib.resolveSibling("start.jsa").toFile();
        if (!tried && Stream.of(Objects.requireNonNull(lib.toFile().listFiles()))
                .anyMatch(jar -> jar.lastModified() > archive.lastModified())) {
            // Once: where it fails, starts are slower and nothing else.
            tried = true;
            Program.run(lib.getParent(), Map.of("GAITKEEPER_LEARN", "1"), "the trial run", "learn",
                    List.of("bash", launcher().toString(), "--version")).awaitExit(Program.PATIENCE);
        }
    }
}
