package gaitkeeper.trainer.nn;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers into libtorch and out of it. Tensors live until the {@code PointerScope} they were made in closes; those that must
 * outlive it are retained.
 */
public final class Torch {
    private Torch() {}

    /**
     * Loads libtorch and makes it compute on the calling threads only, which makes results repeatable. Its own threads spin: on a
     * busy machine two of them are fifty times slower than one. One process of a user at a time: JavaCPP unpacks the library on
     * first use, and a second process would load what is not whole yet, and die of it.
     *
     * @throws UncheckedIOException if JavaCPP's cache cannot be written
     */
    public static synchronized void start() {
        try (FileChannel alone = FileChannel.open(Loader.getCacheDir().toPath().resolve("gaitkeeper.lock"), CREATE,
                WRITE);
                FileLock _ = alone.lock()) {
            openblas_nolapack.blas_set_num_threads(1);
            torch.set_num_threads(1);
        } catch (IOException e) {
            throw new UncheckedIOException("libtorch cannot be unpacked; -Dorg.bytedeco.javacpp.cachedir=DIR in"
                    + " GAITKEEPER_JAVA_OPTS names another folder", e);
        }
    }

    /** Copies numbers into a tensor. */
    public static Tensor tensor(float[] numbers, long... shape) {
        return Tensor.create(numbers, shape);
    }

    /** Copies numbers into a tensor of integers. */
    public static Tensor indices(int... numbers) {
        long[] longs = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            longs[i] = numbers[i];
        }
        return Tensor.create(longs, longs.length);
    }

    /** Copies a tensor out. */
    public static float[] numbers(Tensor tensor) {
        float[] numbers = new float[Math.toIntExact(tensor.numel())];
        copy(tensor, numbers);
        return numbers;
    }

    /** Copies a tensor out into the beginning of an array. */
    public static void copy(Tensor tensor, float[] target) {
        Tensor plain = tensor.detach().contiguous();
        new FloatPointer(plain.data_ptr()).get(target, 0, Math.toIntExact(plain.numel()));
    }

    /** A number as libtorch's arithmetic takes it. */
    public static Scalar number(double value) {
        return new Scalar(value);
    }
}
