package gaitkeeper.trainer.loop;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** A {@link StageState} in a file. It is written beside the old one and then moved over it, so one whole file is there. */
final class StageFile {
    private static final int MAGIC = 0x474b5331;

    private final Path file;
    private final String identity;

    /**
     * A file of one stage of one run.
     *
     * @param identity text that tells runs apart
     */
    StageFile(Path file, String identity) {
        this.file = file;
        this.identity = identity;
    }

    /**
     * Writes the state.
     *
     * @throws UncheckedIOException if it cannot be written; the file before is still there
     */
    void write(StageState state) {
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

    private void write(StageState state, DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeUTF(identity);
        out.writeInt(state.nextEpoch());
        write(state.weights(), out);
        out.writeInt(state.optimisers().size());
        for (Adam.State optimiser : state.optimisers()) {
            out.writeInt(optimiser.steps());
            write(optimiser.first(), out);
            write(optimiser.second(), out);
        }
        out.writeDouble(state.best());
        out.writeInt(state.bestEpoch());
        out.writeInt(state.waited());
        write(state.chosen(), out);
        out.writeInt(state.figures().size());
        for (Map.Entry<String, Double> figure : state.figures().entrySet()) {
            out.writeUTF(figure.getKey());
            out.writeDouble(figure.getValue());
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
    Optional<StageState> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var crc = new CRC32();
        try (var in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
            if (in.readInt() != MAGIC) {
                throw damaged("is not a checkpoint");
            }
            requireThisRun(in.readUTF());
            StageState state = state(in);
            long sum = crc.getValue();
            if (in.readLong() != sum) {
                throw damaged("does not have the checksum it was written with");
            }
            return Optional.of(state);
        } catch (IOException e) {
            throw damaged("cannot be read (" + e + ")");
        }
    }

    private void requireThisRun(String written) {
        if (!written.equals(identity)) {
            throw new MalformedException(Reason.BAD_FIELD, "the checkpoint " + file
                    + " is of another run: use the same data and flags, or another --out. It was " + written
                    + ", this is " + identity);
        }
    }

    private MalformedException damaged(String how) {
        return new MalformedException(Reason.BAD_BYTES,
                "the checkpoint " + file + " " + how + ": delete it and start without --resume");
    }

    private static StageState state(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        Weights weights = weights(in);
        List<Adam.State> optimisers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            optimisers.add(new Adam.State(in.readInt(), weights(in), weights(in)));
        }
        double best = in.readDouble();
        int bestEpoch = in.readInt();
        int waited = in.readInt();
        Weights chosen = weights(in);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            figures.put(in.readUTF(), in.readDouble());
        }
        return new StageState(epoch, weights, optimisers, best, bestEpoch, waited, chosen, figures);
    }

    private static Weights weights(DataInputStream in) throws IOException {
        var weights = new Weights();
        for (int left = in.readInt(); left > 0; left--) {
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
