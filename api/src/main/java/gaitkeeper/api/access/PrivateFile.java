package gaitkeeper.api.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold secrets: readable by their owner alone, and replaced as a whole, so that nobody ever reads half of one. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Writes a file; its folder is made if it is not there. */
    public static void replace(Path file, byte[] content) {
        try {
            Path target = file.toAbsolutePath();
            Path folder = target.resolveSibling(".");
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "private", ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
