package gaitkeeper.recordings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What folders hold, in the order of plain string comparison. */
final class Folders {
    private Folders() {}

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    static List<Path> folders(Path folder) throws IOException {
        return list(folder, Files::isDirectory);
    }

    static List<Path> files(Path folder, Predicate<String> name) throws IOException {
        return list(folder, file -> Files.isRegularFile(file) && name.test(name(file)));
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
        }
    }
}
