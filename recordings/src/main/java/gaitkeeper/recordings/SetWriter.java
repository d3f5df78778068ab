package gaitkeeper.recordings;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Writes a set file, one walk after the other, holding no more than a frame and the table in memory. The file appears at its
 * place, whole, when {@link #commit()} returns; until then it has another name beside it, and {@link #close()} removes that.
 */
public final class SetWriter implements Importer.Sink, AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final Path target;
    private final Path temporary;
    private final Coordinates coordinates;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final Set<Take> takes = new HashSet<>();
    private long written;

    private SetWriter(Path target, Path temporary, Coordinates coordinates, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.coordinates = coordinates;
        this.channel = channel;
    }

    /**
     * Starts a file.
     *
     * @param target where it shall stand; what is there is replaced at the end
     */
    public static SetWriter create(Path target, Coordinates coordinates) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(Files.createDirectories(folder), target.getFileName() + ".", ".part");
        var writer = new SetWriter(target, temporary, coordinates,
                FileChannel.open(temporary, StandardOpenOption.WRITE));
        writer.buffer.put(new byte[SetLayout.DATA_OFFSET]);
        return writer;
    }

    /**
     * Appends a walk.
     *
     * @throws MalformedException if the set has a walk of the same name, or a coordinate cannot be kept
     */
    @Override
    public void accept(Walk walk) throws IOException {
        if (!takes.add(walk.take())) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "walk " + walk.name() + " comes twice; a set holds each walk once");
        }
        row(walk, written + buffer.position());
        var frame = FloatBuffer.allocate(walk.style().joints().joints() * 3);
        for (int index = 0; index < walk.frames(); index++) {
            walk.joints().copy(index, frame.clear());
            if (buffer.remaining() < frame.capacity() * coordinates.bytes()) {
                drain();
            }
            put(walk, index, frame.flip());
        }
    }

    private void put(Walk walk, int index, FloatBuffer frame) {
        while (frame.hasRemaining()) {
            float metres = frame.get();
            float most = coordinates == Coordinates.INT16 ? Short.MAX_VALUE * SetLayout.UNIT : Frame.MAX_COORDINATE;
            // Written so that NaN fails too.
            if (!(Math.abs(metres) <= most)) {
                throw new MalformedException(Float.isFinite(metres) ? Reason.OUT_OF_RANGE : Reason.NOT_FINITE,
                        "walk " + walk.name() + " frame " + index + ": a coordinate is NaN or beyond ±" + most
                                + " m, the most that " + coordinates + " keeps");
            }
            if (coordinates == Coordinates.INT16) {
                buffer.putShort((short) Math.round(metres / SetLayout.UNIT));
            } else {
                buffer.putFloat(metres);
            }
        }
    }

    private void row(Walk walk, long offset) {
        Style style = walk.style();
        ByteBuffer row = ByteBuffer.allocate(SetLayout.MAX_ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        row.putLong(offset).putInt(walk.frames()).put((byte) style.joints().code())
                .put((byte) style.geometry().code());
        row.putShort((short) style.head()).putShort((short) style.tail()).putShort((short) style.run());
        row.putFloat(style.framesPerSecond()).putInt(walk.walk());
        text(row, walk.take().person());
        text(row, walk.take().condition());
        text(row, walk.take().view());
        table.write(row.array(), 0, row.position());
    }

    private static void text(ByteBuffer row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        row.put((byte) bytes.length).put(bytes);
    }

    private void drain() throws IOException {
        buffer.flip();
        written += buffer.remaining();
        write(buffer);
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(target + " could not be written: " + e.getMessage(), e);
        }
    }

    /**
     * Finishes the file and puts it in its place.
     *
     * @throws MalformedException if it would hold nothing
     */
    public void commit() throws IOException {
        if (takes.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "there is no recording to write to " + target);
        }
        drain();
        ByteBuffer header = header();
        ByteBuffer rows = ByteBuffer.wrap(table.toByteArray());
        write(rows);
        channel.write(header, 0);
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ByteBuffer header() {
        byte[] rows = table.toByteArray();
        ByteBuffer header = ByteBuffer.allocate(SetLayout.DATA_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        header.put(SetLayout.MAGIC).putShort((short) SetLayout.VERSION).putShort((short) coordinates.code());
        header.putInt(takes.size()).putLong(written).putLong(written + rows.length).putInt(crc(rows, rows.length));
        return header.putInt(crc(header.array(), SetLayout.HEADER_CRC_OFFSET)).clear();
    }

    static int crc(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Removes an unfinished file. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
