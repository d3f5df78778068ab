package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Files as they lie on disk: one, a folder of them, a {@code .zip} or a {@code .gz}; in order of their names. */
final class Documents {
    private static final int MOST_BYTES = 512 << 20;

    private Documents() {}

    /** Takes one file. */
    @FunctionalInterface
    interface Visitor {
        /** The name tells folder and file, with {@code /} between. */
        void visit(String name, byte[] document) throws IOException;
    }

    /**
     * Visits every file.
     *
     * @throws MalformedException if there is none, or one unpacks to more than 512 MB
     */
    static void each(Path path, Visitor visitor) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path file : files(path)) {
                one(file, path.relativize(file).toString().replace('\\', '/'), visitor);
            }
        } else if (Files.isRegularFile(path)) {
            one(path, String.valueOf(path.getFileName()), visitor);
        } else {
            throw new MalformedException(Reason.BAD_FIELD, path + " does not exist");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void one(Path file, String name, Visitor visitor) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (name.endsWith(".zip")) {
                zip(in, visitor);
            } else if (name.endsWith(".gz")) {
                visitor.visit(name, all(new GZIPInputStream(in), name));
            } else {
                visitor.visit(name, all(in, name));
            }
        } catch (ZipException e) {
            throw new MalformedException(Reason.BAD_BYTES, file + " cannot be unpacked: " + e.getMessage());
        }
    }

    private static void zip(InputStream in, Visitor visitor) throws IOException {
        try (var entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    visitor.visit(entry.getName(), all(entries, entry.getName()));
                }
            }
        }
    }

    private static byte[] all(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new MalformedException(Reason.TOO_LARGE, name + " is larger than 512 MB; split it");
        }
        return bytes;
    }
}
