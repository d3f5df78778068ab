package gaitkeeper.deploy;

import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.gallery.SnapshotReader;
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
 * A gallery as a file, big endian: 8 bytes {@code GKLOG002}, i64 count, then per page of a snapshot i32 length and the page; i64
 * count, then per entry of the log i32 length and the entry, both as on their topics; and i64 CRC-32 of all before it. Files of
 * version 1 have no pages and no count of them.
 */
final class GalleryFile {
    private static final long MAGIC = 0x474b4c4f47303032L;
    private static final long LOG_ONLY = 0x474b4c4f47303031L;
    private static final int MAX_ITEM = TopicPlan.LARGEST_PAGE;

    private GalleryFile() {}

    /**
     * What is in a file.
     *
     * @param pages of a snapshot, or none if the log is whole
     * @param log the entries after it
     */
    record Content(List<byte[]> pages, List<LogEntry> log) {
        /** What it comes to. */
        Ledger ledger() {
            if (pages.isEmpty()) {
                return GalleryDesk.fold(Ledger.EMPTY, log);
            }
            var reader = new SnapshotReader<>(Snapshots.namesOnly());
            pages.forEach(reader::read);
            return GalleryDesk.fold(reader.ledger(), log);
        }
    }

    /** Writes the file, or leaves what was there. */
    static void write(Path file, Content content) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var checked = new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(part)),
                    new CRC32());
                    var out = new DataOutputStream(checked)) {
                out.writeLong(MAGIC);
                write(out, content.pages());
                write(out, content.log().stream().map(Topics.LOG_ENTRY::encode).toList());
                out.writeLong(checked.getChecksum().getValue());
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(DataOutputStream out, List<byte[]> items) throws IOException {
        out.writeLong(items.size());
        for (byte[] item : items) {
            out.writeInt(item.length);
            out.write(item);
        }
    }

    /**
     * Reads the whole file.
     *
     * @throws MalformedException if it is not such a file, or was damaged
     */
    static Content read(Path file) throws IOException {
        try (var checked = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32());
                var in = new DataInputStream(checked)) {
            long magic = in.readLong();
            if (magic != MAGIC && magic != LOG_ONLY) {
                throw bad(file, "is no exported gallery of this version");
            }
            List<byte[]> pages = magic == LOG_ONLY ? List.of() : items(file, in);
            List<LogEntry> log = items(file, in).stream().map(Topics.LOG_ENTRY::decode).toList();
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum || in.read() != -1) {
                throw bad(file, "was changed since it was written; export it again");
            }
            return new Content(pages, log);
        } catch (EOFException _) {
            throw bad(file, "ends too early; export it again");
        }
    }

    private static List<byte[]> items(Path file, DataInputStream in) throws IOException {
        List<byte[]> items = new ArrayList<>();
        for (long left = in.readLong(), n = 0; n < left; n++) {
            items.add(item(file, in, n));
        }
        return items;
    }

    private static byte[] item(Path file, DataInputStream in, long n) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_ITEM) {
            throw bad(file, "has an item " + n + " of " + length + " bytes; export it again");
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
