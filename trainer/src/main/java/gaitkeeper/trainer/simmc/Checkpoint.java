package gaitkeeper.trainer.simmc;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Weights;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** A {@link TrainingState} in a file. It is written beside the old one and then moved over it, so one whole file is there. */
final class Checkpoint {
    private static final int MAGIC = 0x474b4331;

    private final Path file;
    private final String run;

    /**
     * A file of one run.
     *
     * @param run text that tells runs apart: configuration and data
     */
    Checkpoint(Path file, String run) {
        this.file = file;
        this.run = run;
    }

    Path file() {
        return file;
    }

    /**
     * Writes the state.
     *
     * @throws UncheckedIOException if it cannot be written; the file before is still there
     */
    void write(TrainingState state) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            var checked = new CheckedOutputStream(Files.newOutputStream(beside), new CRC32());
            try (var out = new DataOutputStream(new BufferedOutputStream(checked))) {
                write(state, out);
                out.flush();
                out.writeLong(checked.getChecksum().getValue());
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            boolean unused = beside.toFile().delete();
            throw new UncheckedIOException("cannot write the checkpoint " + file + " (" + e.getMessage()
                    + "); the one before is untouched: free space and continue with --resume", e);
        }
    }

    private void write(TrainingState state, DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeUTF(run);
        out.writeInt(state.nextEpoch());
        write(state.weights(), out);
        out.writeInt(state.optimiser().steps());
        write(state.optimiser().first(), out);
        write(state.optimiser().second(), out);
        out.writeDouble(state.best().best());
        out.writeInt(state.best().epoch());
        out.writeInt(state.best().waited());
        write(state.chosen(), out);
        out.writeBoolean(state.retrieval().isPresent());
        if (state.retrieval().isPresent()) {
            Retrieval retrieval = state.retrieval().get();
            out.writeDouble(retrieval.top1());
            out.writeDouble(retrieval.top5());
            out.writeDouble(retrieval.top10());
            out.writeDouble(retrieval.meanAveragePrecision());
        }
    }

    private static void write(Weights weights, DataOutputStream out) throws IOException {
        out.writeInt(weights.names().size());
        for (String name : weights.names()) {
            out.writeUTF(name);
            int[] shape = weights.shape(name);
            out.writeInt(shape.length);
            for (int dimension : shape) {
                out.writeInt(dimension);
            }
            for (float number : weights.numbers(name)) {
                out.writeFloat(number);
            }
        }
    }

    /**
     * Reads the state; empty if there is none.
     *
     * @throws MalformedException if the file is damaged or of another run; the message says what to do
     */
    Optional<TrainingState> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var crc = new CRC32();
        try (var in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
            if (in.readInt() != MAGIC) {
                throw damaged("is not a checkpoint");
            }
            String written = in.readUTF();
            if (!written.equals(run)) {
                throw new MalformedException(Reason.BAD_FIELD, "the checkpoint " + file
                        + " is of another run: use the same data and flags, or another --out. It was " + written
                        + ", this is " + run);
            }
            TrainingState state = state(in);
            long sum = crc.getValue();
            if (in.readLong() != sum) {
                throw damaged("does not have the checksum it was written with");
            }
            return Optional.of(state);
        } catch (IOException e) {
            throw damaged("cannot be read (" + e + ")");
        }
    }

    private MalformedException damaged(String how) {
        return new MalformedException(Reason.BAD_BYTES,
                "the checkpoint " + file + " " + how + ": delete it and start without --resume");
    }

    private static TrainingState state(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        Weights weights = weights(in);
        var optimiser = new Adam.State(in.readInt(), weights(in), weights(in));
        var best = new Selection(in.readDouble(), in.readInt(), in.readInt());
        Weights chosen = weights(in);
        Optional<Retrieval> retrieval = in.readBoolean()
                ? Optional.of(new Retrieval(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()))
                : Optional.empty();
        return new TrainingState(epoch, weights, optimiser, best, chosen, retrieval);
    }

    private static Weights weights(DataInputStream in) throws IOException {
        var weights = new Weights();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int[] shape = new int[in.readInt()];
            int size = 1;
            for (int d = 0; d < shape.length; d++) {
                shape[d] = in.readInt();
                size = Math.multiplyExact(size, shape[d]);
            }
            float[] numbers = new float[size];
            for (int k = 0; k < size; k++) {
                numbers[k] = in.readFloat();
            }
            weights.put(name, numbers, shape);
        }
        return weights;
    }
}
