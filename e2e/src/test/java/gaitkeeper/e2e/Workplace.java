package gaitkeeper.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tests find around them; what is not there skips the test that needs it, visibly. */
final class Workplace {
    private Workplace() {}

    /** The project's root folder. */
    static Path root() {
        return Path.of(Objects.requireNonNull(System.getenv("GAITKEEPER_ROOT"), "set by the build"));
    }

    /** The folder of a model bundle that ships with the program. */
    static Path bundle(String name) {
        return root().resolve("deploy/models").resolve(name);
    }

    /** The folder of KGBD. */
    static Path kgbd() {
        Path data = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(root().resolve("../shared/data").normalize());
        Path kgbd = data.resolve("kgbd");
        assumeTrue(Files.isRegularFile(kgbd.resolve("kgbd_xyz_int16_0p2mm.npz")),
                "KGBD is not in " + kgbd + "; set GAITKEEPER_DATA to its parent folder");
        return kgbd;
    }

    /** The system's browser. */
    static Path chromium() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":")).filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
        assumeTrue(found.isPresent(), "no Chromium on the PATH; install one to test the page");
        return found.orElseThrow();
    }

    /** A loopback port nobody listens on. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
