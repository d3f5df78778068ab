package gaitkeeper.recordings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A set file, or all set files of a folder in the order of their names, as an importer: to join sets, or to convert one. */
record SetFolder(Path path) implements Importer {
    @Override
    public void read(Sink sink) throws IOException {
        for (Path file : Files.isDirectory(path) ? files(path) : List.of(path)) {
            for (Walk walk : SetFile.open(file).walks()) {
                sink.accept(walk);
            }
        }
    }

    /** The set files directly in a folder. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SetFile.SUFFIX)).sorted().toList();
        }
    }
}
