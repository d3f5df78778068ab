package gaitkeeper.recordings;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of recordings in one memory-mapped file ({@code .gkr}). Opening reads the table; reading frames touches the pages they
 * stand on and nothing else, so a set may be larger than memory. Unmapped when no longer reachable. Safe for use by several
 * threads.
 */
public final class SetFile implements Recording {
    /** How the names of set files end. */
    public static final String SUFFIX = ".gkr";

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private final Coordinates coordinates;
    private final long bytes;
    private final List<Walk> walks;

    private SetFile(Coordinates coordinates, long bytes, List<Walk> walks) {
        this.coordinates = coordinates;
        this.bytes = bytes;
        this.walks = walks;
    }

    /** In the order they were written. */
    @Override
    public List<Walk> walks() {
        return walks;
    }

    /** How coordinates are kept. */
    public Coordinates coordinates() {
        return coordinates;
    }

    /** Length of the file. */
    public long bytes() {
        return bytes;
    }

    /**
     * Maps a file and reads its table.
     *
     * @throws MalformedException if it is no set file, of another version, cut short or damaged in header or table
     * @throws IOException if it cannot be read
     */
    public static SetFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new MalformedException(Reason.BAD_FIELD, path + " is not a file; expected a set file (.gkr)");
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() < SetLayout.DATA_OFFSET) {
                throw malformed(path, "is cut short inside its header");
            }
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return open(path, all);
        } catch (BufferUnderflowException _) {
            throw malformed(path, "has a table that ends too early; import it again");
        }
    }

    private static SetFile open(Path path, MemorySegment all) {
        byte[] head = all.asSlice(0, SetLayout.DATA_OFFSET).toArray(ValueLayout.JAVA_BYTE);
        ByteBuffer header = ByteBuffer.wrap(head).order(LITTLE_ENDIAN);
        checkHeader(path, head, header, all.byteSize());
        long tableAt = header.getLong(SetLayout.TABLE_OFFSET);
        long length = all.byteSize() - tableAt;
        if (tableAt < SetLayout.DATA_OFFSET || length < 0 || length > SetLayout.MAX_TABLE_BYTES) {
            throw malformed(path, "has no table where its header says; import it again");
        }
        byte[] table = all.asSlice(tableAt).toArray(ValueLayout.JAVA_BYTE);
        if (SetWriter.crc(table, table.length) != header.getInt(SetLayout.TABLE_CRC_OFFSET)) {
            throw malformed(path, "has a damaged table (checksum); import it again");
        }
        Coordinates coordinates = Coordinates.ofCode(header.getShort(SetLayout.COORDINATES_OFFSET));
        int count = header.getInt(SetLayout.COUNT_OFFSET);
        return new SetFile(coordinates, all.byteSize(), walks(path, all, coordinates, tableAt, table, count));
    }

    private static void checkHeader(Path path, byte[] head, ByteBuffer header, long size) {
        if (!Arrays.equals(head, 0, SetLayout.MAGIC.length, SetLayout.MAGIC, 0, SetLayout.MAGIC.length)) {
            throw malformed(path, "is not a set file; ./gaitkeeper data import makes one");
        }
        int version = header.getShort(SetLayout.VERSION_OFFSET);
        if (version != SetLayout.VERSION) {
            throw new MalformedException(Reason.UNKNOWN_VERSION,
                    path + " has version " + version + ", this version reads " + SetLayout.VERSION);
        }
        if (SetWriter.crc(head, SetLayout.HEADER_CRC_OFFSET) != header.getInt(SetLayout.HEADER_CRC_OFFSET)) {
            throw malformed(path, "has a damaged header (checksum); import it again");
        }
        if (header.getLong(SetLayout.LENGTH_OFFSET) != size) {
            throw malformed(path, "has " + size + " bytes, its header says " + header.getLong(SetLayout.LENGTH_OFFSET)
                    + "; was it copied whole?");
        }
    }

    private static List<Walk> walks(Path path, MemorySegment all, Coordinates coordinates, long dataEnd, byte[] table,
            int count) {
        ByteBuffer rows = ByteBuffer.wrap(table).order(LITTLE_ENDIAN);
        List<Walk> walks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long offset = rows.getLong();
            int frames = rows.getInt();
            Style style = style(rows);
            var take = take(rows.getInt(), rows);
            long end = offset + (long) frames * style.joints().joints() * 3 * coordinates.bytes();
            if (offset < SetLayout.DATA_OFFSET || end > dataEnd) {
                throw malformed(path, "places walk " + take.name() + " outside its data; import it again");
            }
            walks.add(new Walk(take, style, frames, joints(all, coordinates, offset, style.joints().joints() * 3)));
        }
        return List.copyOf(walks);
    }

    private static Style style(ByteBuffer rows) {
        JointList joints = JointList.ofCode(rows.get());
        var geometry = Geometry.ofCode(rows.get());
        int head = Short.toUnsignedInt(rows.getShort());
        int tail = Short.toUnsignedInt(rows.getShort());
        int run = Short.toUnsignedInt(rows.getShort());
        return new Style(joints, geometry, rows.getFloat(), head, tail, run);
    }

    private static Take take(int walk, ByteBuffer rows) {
        return new Take(text(rows), walk, text(rows), text(rows));
    }

    private static String text(ByteBuffer rows) {
        byte[] bytes = new byte[Byte.toUnsignedInt(rows.get())];
        rows.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Walk.Joints joints(MemorySegment all, Coordinates coordinates, long offset, int width) {
        return switch (coordinates) {
            case FLOAT32 -> (index, target) -> {
                long at = offset + (long) index * width * Float.BYTES;
                for (int i = 0; i < width; i++) {
                    target.put(all.get(FLOAT, at + (long) i * Float.BYTES));
                }
            };
            case INT16 -> (index, target) -> {
                long at = offset + (long) index * width * Short.BYTES;
                for (int i = 0; i < width; i++) {
                    target.put(all.get(SHORT, at + (long) i * Short.BYTES) * SetLayout.UNIT);
                }
            };
        };
    }

    private static MalformedException malformed(Path path, String what) {
        return new MalformedException(Reason.BAD_BYTES, path + " " + what);
    }
}
