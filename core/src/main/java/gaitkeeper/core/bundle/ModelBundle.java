package gaitkeeper.core.bundle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with {@code model.onnx}, {@code model.json} and {@code golden.bin}; the only thing a trainer hands to the live
 * system.
 *
 * <p>{@code golden.bin} is little endian: i32 count n, then n inputs ({@code f * joints * 3} f32 each), then n outputs
 * ({@code width} f32 each). An encoder that reproduces them serves the model as it was exported.
 *
 * @param folder where it is
 * @param spec its {@code model.json}
 */
public record ModelBundle(Path folder, ModelSpec spec) {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            // For bundles made before they told.
            .injectableValues(new InjectableValues.Std().addValue(Seen.class, Seen.UNKNOWN)).build();

    private static final String SPEC_FILE = "model.json";
    private static final String GRAPH_FILE = "model.onnx";
    private static final String GOLDEN_FILE = "golden.bin";

    /**
     * Inputs and the outputs they must give.
     *
     * @param count n
     * @param inputs {@code [n, f, joints, 3]}, from position 0 to the limit
     * @param outputs {@code [n, width]}, from position 0 to the limit
     */
    public record Golden(int count, FloatBuffer inputs, FloatBuffer outputs) {
        /** Cosine of the i-th output and what was given in its place, from position 0; NaN if one of them has no length. */
        public double cosine(int index, FloatBuffer given) {
            int width = outputs.limit() / count;
            double dot = 0;
            double wantedSquare = 0;
            double givenSquare = 0;
            for (int i = 0; i < width; i++) {
                double wanted = outputs.get(index * width + i);
                dot += wanted * given.get(i);
                wantedSquare += wanted * wanted;
                givenSquare += (double) given.get(i) * given.get(i);
            }
            return dot / Math.sqrt(wantedSquare * givenSquare);
        }
    }

    /**
     * Opens a bundle; reads {@code model.json} only.
     *
     * @throws IllegalArgumentException if the folder is not a bundle; the message names the file
     */
    public static ModelBundle open(Path folder) {
        Path file = folder.resolve(SPEC_FILE);
        try {
            return new ModelBundle(folder, JSON.readValue(file.toFile(), ModelSpec.class));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a model bundle: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes a whole bundle. */
    public static ModelBundle write(Path folder, ModelSpec spec, byte[] graph, Golden golden) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * (golden.inputs.limit() + golden.outputs.limit()))
                .order(ByteOrder.LITTLE_ENDIAN).putInt(golden.count);
        bytes.asFloatBuffer().put(golden.inputs.duplicate()).put(golden.outputs.duplicate());
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(GRAPH_FILE), graph);
            Files.write(folder.resolve(GOLDEN_FILE), bytes.array());
            JSON.writeValue(folder.resolve(SPEC_FILE).toFile(), spec);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write bundle " + folder, e);
        }
        return new ModelBundle(folder, spec);
    }

    /**
     * Reads the graph.
     *
     * @throws IllegalArgumentException if the file is missing
     */
    public byte[] graph() {
        return read(GRAPH_FILE);
    }

    /**
     * Reads the golden vectors.
     *
     * @throws IllegalArgumentException if the file is missing or its size does not fit {@code model.json}
     */
    public Golden golden() {
        ByteBuffer bytes = ByteBuffer.wrap(read(GOLDEN_FILE)).order(ByteOrder.LITTLE_ENDIAN);
        int inputSize = spec.frames() * spec.joints() * 3;
        int count = bytes.remaining() < 4 ? 0 : bytes.getInt();
        if (count < 1 || bytes.remaining() != 4L * count * (inputSize + spec.width())) {
            throw new IllegalArgumentException(
                    folder.resolve(GOLDEN_FILE) + " does not fit model.json: delete the bundle and"
                            + " export it again");
        }
        FloatBuffer floats = bytes.asFloatBuffer();
        return new Golden(count, floats.slice(0, count * inputSize).asReadOnlyBuffer(),
                floats.slice(count * inputSize, count * spec.width()).asReadOnlyBuffer());
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "model bundle " + folder + " has no readable " + name + "; export the bundle again", e);
        }
    }
}
