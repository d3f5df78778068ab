package gaitkeeper.trainer.nn;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Learned numbers by name, outside of any library: what is initialised, saved, loaded and exported. The order of the names is
 * the order in which they were added.
 */
public final class Weights {
    private final Map<String, Values> values = new LinkedHashMap<>();

    /** Numbers in C order and their shape. */
    @SuppressWarnings("ArrayRecordComponent") // Private to this class; shared on purpose.
    private record Values(float[] numbers, int[] shape) {}

    /** Names in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Adds numbers, which are taken over. */
    public Weights put(String name, float[] numbers, int... shape) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        if (size != numbers.length) {
            throw new IllegalArgumentException(name + " has " + numbers.length + " numbers, its shape " + size);
        }
        values.put(name, new Values(numbers, shape.clone()));
        return this;
    }

    /** Adds zeros. */
    public Weights zeros(String name, int size) {
        return put(name, new float[size], size);
    }

    /** Adds a matrix drawn uniformly from plus or minus the root of 6 / (in + out) (Glorot and Bengio 2010). */
    public Weights glorot(String name, int in, int out, RandomGenerator random) {
        return uniform(name, Math.sqrt(6.0 / (in + out)), random, in, out);
    }

    /** Adds numbers drawn uniformly from plus or minus a limit. */
    public Weights uniform(String name, double limit, RandomGenerator random, int... shape) {
        float[] numbers = new float[IntStream.of(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
        return put(name, numbers, shape);
    }

    /** Adds a matrix of standard normal numbers. */
    public Weights normal(String name, int in, int out, RandomGenerator random) {
        float[] numbers = new float[in * out];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return put(name, numbers, in, out);
    }

    /** Adds a matrix of normal numbers that are drawn again beyond two deviations. */
    public Weights truncatedNormal(String name, double deviation, int in, int out, RandomGenerator random) {
        float[] numbers = new float[in * out];
        for (int i = 0; i < numbers.length; i++) {
            double drawn = random.nextGaussian();
            while (Math.abs(drawn) > 2) {
                drawn = random.nextGaussian();
            }
            numbers[i] = (float) (deviation * drawn);
        }
        return put(name, numbers, in, out);
    }

    /** Adds all of another's, shared. */
    public Weights putAll(Weights others) {
        values.putAll(others.values);
        return this;
    }

    /** Those whose names a condition holds for, shared, in order. */
    public Weights only(Predicate<String> wanted) {
        var some = new Weights();
        values.forEach((name, value) -> {
            if (wanted.test(name)) {
                some.values.put(name, value);
            }
        });
        return some;
    }

    /** The numbers of one name, shared. */
    public float[] numbers(String name) {
        return of(name).numbers;
    }

    /** The shape of one name. */
    public int[] shape(String name) {
        return of(name).shape.clone();
    }

    private Values of(String name) {
        return Objects.requireNonNull(values.get(name), () -> "no weights " + name);
    }

    /** Writes names, shapes and numbers. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, Values> named : values.entrySet()) {
            out.writeUTF(named.getKey());
            int[] shape = named.getValue().shape;
            out.writeInt(shape.length);
            for (int dimension : shape) {
                out.writeInt(dimension);
            }
            for (float number : named.getValue().numbers) {
                out.writeFloat(number);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Weights read(DataInputStream in) throws IOException {
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
            for (int i = 0; i < size; i++) {
                numbers[i] = in.readFloat();
            }
            weights.put(name, numbers, shape);
        }
        return weights;
    }

    /** A number that tells other weights apart. */
    public int checksum() {
        return names().stream().mapToInt(name -> 31 * name.hashCode() + Arrays.hashCode(numbers(name))).sum();
    }

    /** How many numbers there are. */
    public int size() {
        return values.values().stream().mapToInt(v -> v.numbers.length).sum();
    }
}
