package gaitkeeper.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder Gaitkeeper was unpacked or cloned into; the launcher says where. */
final class Home {
    private Home() {}

    static Path path() {
        return Path.of(System.getProperty("gaitkeeper.home", ".")).toAbsolutePath().normalize();
    }

    /** Names of the model bundles that ship with the program. */
    static List<String> modelNames() {
        Path models = path().resolve("deploy/models");
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(models)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("model.json")))
                    .map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + models, e);
        }
    }
}
