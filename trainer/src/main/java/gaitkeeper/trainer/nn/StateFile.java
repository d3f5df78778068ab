package gaitkeeper.trainer.nn;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * The state of a training in a file. It is written beside the old one and then moved over it, so one whole file is there.
 *
 * <p>Big endian: i32 that names the format, the run as UTF, what the format writes, and the CRC-32 of all that as i64.
 *
 * @param <S> the state
 */
public final class StateFile<S> {
    private final Path file;
    private final String run;
    private final Format<S> format;

    /**
     * How a state becomes bytes.
     *
     * @param <S> the state
     */
    public interface Format<S> {
        /** Names the format. */
        int magic();

        /** Writes a state. */
        void write(S state, DataOutputStream out) throws IOException;

        /** Reads what {@link #write} wrote. */
        S read(DataInputStream in) throws IOException;
    }

    /**
     * A file of one run.
     *
     * @param run text that tells runs apart: configuration and data
     */
    public StateFile(Path file, String run, Format<S> format) {
        this.file = file;
        this.run = run;
        this.format = format;
    }

    /**
     * Writes the state.
     *
     * @throws UncheckedIOException if it cannot be written; the file before is still there
     */
    public void write(S state) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            var checked = new CheckedOutputStream(Files.newOutputStream(beside), new CRC32());
            try (var out = new DataOutputStream(new BufferedOutputStream(checked))) {
                out.writeInt(format.magic());
                out.writeUTF(run);
                format.write(state, out);
                out.flush();
                out.writeLong(checked.getChecksum().getValue());
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            boolean unused = beside.toFile().delete();
            throw new UncheckedIOException("cannot write the checkpoint " + file + " (" + e.getMessage()
                    + "); what was there before is untouched: free space and start again with --resume", e);
        }
    }

    /**
     * Reads the state; empty if there is none.
     *
     * @throws MalformedException if the file is damaged or of another run; the message says what to do
     */
    public Optional<S> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(whole()))) {
            if (in.readInt() != format.magic()) {
                throw damaged("is not a checkpoint of this kind");
            }
            String written = in.readUTF();
            if (!written.equals(run)) {
                throw new MalformedException(Reason.BAD_FIELD, "the checkpoint " + file
                        + " is of another run: use the same data and flags or another --out, or delete it to do its stage again. It was "
                        + written
                        + ", this is " + run);
            }
            return Optional.of(format.read(in));
        } catch (IOException e) {
            throw damaged("cannot be read (" + e + ")");
        }
    }

    /** The bytes, once their checksum is right. */
    private byte[] whole() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length - Long.BYTES;
        var crc = new CRC32();
        crc.update(bytes, 0, Math.max(0, length));
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != crc.getValue()) {
            throw damaged("does not have the checksum it was written with");
        }
        return bytes;
    }

    private MalformedException damaged(String how) {
        return new MalformedException(Reason.BAD_BYTES,
                "the checkpoint " + file + " " + how + ": delete it and start without --resume");
    }
}
