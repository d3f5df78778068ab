package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.wire.Exemplars;
import gaitkeeper.core.wire.WireReader;
import gaitkeeper.core.wire.WireWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The exemplars of a gallery in a file, so that a start need not read the whole log. All numbers are little endian.
 *
 * <pre>
 *   offset  size  what
 *        0     4  magic "GKEX"
 *        4     4  i32 version, 1
 *        8     8  i64 last: the number of the latest entry of the log that is in it
 *       16     8  i64 count of exemplars
 *       24        exemplars, those of each model in the order of their identities' first ones, of nobody last:
 *                   i32 length of what follows
 *                   u8 version, 1
 *                   u8 1 if it shows somebody; then the identity, 16 bytes
 *                   sequence id, model, vector (f32), as everywhere on the wire
 *  end - 4     4  CRC-32C of all before
 * </pre>
 *
 * <p>Vectors are biometric data: a file must be written anew, or deleted, when somebody is erased.
 */
final class ExemplarSnapshot {
    private static final int MAGIC = 0x58454b47;
    private static final int VERSION = 1;
    private static final int MAGIC_OFFSET = 0;
    private static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    private static final int LAST_OFFSET = VERSION_OFFSET + Integer.BYTES;
    private static final int COUNT_OFFSET = LAST_OFFSET + Long.BYTES;
    private static final int EXEMPLARS_OFFSET = COUNT_OFFSET + Long.BYTES;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final long CHECKED_AT_ONCE = 1L << 30;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ExemplarSnapshot() {}

    /**
     * Writes the file, or leaves the one before as it was. For the thread that changes the index.
     *
     * @param last number of the latest entry of the log that the index has seen
     * @throws IOException if it cannot be written
     */
    static void write(Path file, long last, ExemplarIndex index) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
                var buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                var checked = new CheckedOutputStream(buffered, new CRC32C())) {
            write(checked, last, index);
            int checksum = (int) checked.getChecksum().getValue();
            checked.write(little(CHECKSUM_BYTES).putInt(checksum).array());
            checked.flush();
            channel.force(true);
        } catch (IOException | UncheckedIOException e) {
            Files.deleteIfExists(beside);
            throw new IOException("cannot write the snapshot " + file + " (" + e.getMessage()
                    + "); the one before is untouched: free space", e);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(OutputStream out, long last, ExemplarIndex index) throws IOException {
        out.write(little(EXEMPLARS_OFFSET).putInt(MAGIC).putInt(VERSION).putLong(last).putLong(index.exemplars())
                .array());
        index.forEach((exemplar, owner) -> {
            byte[] bytes = encoded(exemplar, owner);
            try {
                out.write(little(Integer.BYTES).putInt(bytes.length).array());
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] encoded(Exemplar exemplar, Optional<IdentityId> owner) {
        var out = new WireWriter(VERSION).u8(owner.isPresent() ? 1 : 0);
        owner.ifPresent(out::identity);
        Exemplars.write(out, exemplar);
        return out.bytes();
    }

    /**
     * Reads a file into an index. Nothing is added before the whole file is known to be sound.
     *
     * @param into an empty index
     * @return the number of the latest entry of the log that is in it
     * @throws MalformedException if the file is not one, is of another version, is cut short or was damaged: read the log
     * @throws IOException if it cannot be read
     */
    static long read(Path file, ExemplarIndex into) throws IOException {
        try (var channel = FileChannel.open(file); var arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            check(file, bytes);
            long at = EXEMPLARS_OFFSET;
            for (long left = bytes.get(LONG, COUNT_OFFSET); left > 0; left--) {
                int length = bytes.get(INT, at);
                add(bytes.asSlice(at + Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE), into);
                at += Integer.BYTES + length;
            }
            return bytes.get(LONG, LAST_OFFSET);
        }
    }

    private static void check(Path file, MemorySegment bytes) {
        if (bytes.byteSize() < EXEMPLARS_OFFSET + CHECKSUM_BYTES || bytes.get(INT, MAGIC_OFFSET) != MAGIC) {
            throw new MalformedException(Reason.BAD_BYTES, file + " is no snapshot of exemplars: delete it");
        }
        int version = bytes.get(INT, VERSION_OFFSET);
        if (version != VERSION) {
            throw new MalformedException(Reason.UNKNOWN_VERSION, file + " is a snapshot of version " + version
                    + ", this program reads " + VERSION + ": delete it, and the log is read instead");
        }
        long end = bytes.byteSize() - CHECKSUM_BYTES;
        var sum = new CRC32C();
        for (long at = 0; at < end; at += CHECKED_AT_ONCE) {
            sum.update(bytes.asSlice(at, Math.min(CHECKED_AT_ONCE, end - at)).asByteBuffer());
        }
        if ((int) sum.getValue() != bytes.get(INT, end)) {
            throw new MalformedException(Reason.BAD_BYTES,
                    file + " was damaged or cut short: delete it, and the log is read instead");
        }
    }

    private static void add(byte[] bytes, ExemplarIndex into) {
        var in = new WireReader(bytes, "exemplar of a snapshot", VERSION);
        Optional<IdentityId> owner = in.u8() == 1 ? Optional.of(in.identity()) : Optional.empty();
        Exemplar exemplar = Exemplars.read(in);
        in.end();
        owner.ifPresentOrElse(identity -> into.add(identity, exemplar), () -> into.keep(exemplar));
    }
}
