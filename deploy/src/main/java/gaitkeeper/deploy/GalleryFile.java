package gaitkeeper.deploy;

import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.wire.Topics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * An identity log as a file, big endian: 8 bytes {@code GKLOG001}, i64 count, then per entry i32 length and the entry as on its
 * topic, and i64 CRC-32 of all before it.
 */
final class GalleryFile {
    private static final long MAGIC = 0x474b4c4f47303031L;
    private static final int MAX_ENTRY = 1 << 20;

    private GalleryFile() {}

    /** Writes the file, or leaves what was there. */
    static void write(Path file, List<LogEntry> log) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var checked = new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(part)),
                    new CRC32());
                    var out = new DataOutputStream(checked)) {
                out.writeLong(MAGIC);
                out.writeLong(log.size());
                for (LogEntry entry : log) {
                    byte[] bytes = Topics.LOG_ENTRY.encode(entry);
                    out.writeInt(bytes.length);
                    out.write(bytes);
                }
                out.writeLong(checked.getChecksum().getValue());
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Reads the whole file.
     *
     * @throws MalformedException if it is not such a file, or was damaged
     */
    static List<LogEntry> read(Path file) throws IOException {
        try (var checked = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32());
                var in = new DataInputStream(checked)) {
            if (in.readLong() != MAGIC) {
                throw bad(file, "is no exported gallery of this version");
            }
            long count = in.readLong();
            List<LogEntry> log = new ArrayList<>();
            for (long n = 0; n < count; n++) {
                log.add(Topics.LOG_ENTRY.decode(entry(file, in, n)));
            }
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum || in.read() != -1) {
                throw bad(file, "was changed since it was written; export it again");
            }
            return log;
        } catch (EOFException _) {
            throw bad(file, "ends too early; export it again");
        }
    }

    private static byte[] entry(Path file, DataInputStream in, long n) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_ENTRY) {
            throw bad(file, "has an entry " + n + " of " + length + " bytes; export it again");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static MalformedException bad(Path file, String how) {
        return new MalformedException(Reason.BAD_BYTES, file + " " + how);
    }
}
