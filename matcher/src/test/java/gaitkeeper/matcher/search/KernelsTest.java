package gaitkeeper.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels and their plain twins, in widths that do not fit their steps. */
class KernelsTest {
    private static final int ROWS = Kernels.ROWS;
    private static final int PROBES = 7;
    private static final long COLUMN = (long) ROWS * Float.BYTES;

    private final Random random = new Random(9);
    private final Kernels vectors = new VectorKernels();
    private final Kernels scalars = new ScalarKernels();

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
    void theVectorModuleIsThereAndChosenOnceCompiled() {
        assertThat(Kernels.best()).isInstanceOfSatisfying(CompiledKernels.class, kernels -> {
            while (!kernels.compiled()) {
                Thread.onSpinWait();
            }
        });
    }

    private float[] floats(int count) {
        return VectorIndexContract.vector(random, count);
    }

    /** Two blocks, of which the second is compared. */
    private Block block(float[][] rows, int width) {
        MemorySegment memory = Arena.ofAuto().allocate(2L * width * ROWS * Float.BYTES, 64);
        var block = new Block(memory, (long) width * ROWS * Float.BYTES, 0);
        for (int row = 0; row < ROWS; row++) {
            Lanes.write(block, row, rows[row]);
        }
        return block;
    }

    private byte[][] bytes(int width) {
        byte[][] rows = new byte[ROWS][width];
        for (byte[] row : rows) {
            random.nextBytes(row);
        }
        return rows;
    }

    /** Two blocks, of which the second is compared. */
    private Block block(byte[][] rows, int width) {
        MemorySegment memory = Arena.ofAuto().allocate(2L * width * ROWS, 64);
        var block = new Block(memory, (long) width * ROWS, 0);
        for (int row = 0; row < ROWS; row++) {
            Lanes.write(block, row, rows[row]);
        }
        return block;
    }

    private float[][] rows(int width) {
        float[][] rows = new float[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            rows[row] = floats(width);
        }
        return rows;
    }

    private interface Sums {
        void by(Kernels kernels, float[] sums);
    }

    private float[] same(Sums sums, int count) {
        float[] scalar = new float[count * ROWS];
        sums.by(scalars, scalar);
        float[] vector = new float[count * ROWS];
        sums.by(vectors, vector);

        assertThat(vector).isEqualTo(scalar);
        return vector;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 13, 64, 127, 128, 420})
    void dotsAreTheFormulaAndTheSameBits(int width) {
        float[][] rows = rows(width);
        Block block = block(rows, width);
        float[] probes = floats(PROBES * width);

        float[] sums = same((kernels, to) -> kernels.dots(block.values, block.at, width, probes, PROBES, to), PROBES);

        for (int probe = 0; probe < PROBES; probe++) {
            for (int row = 0; row < ROWS; row++) {
                double dot = 0;
                for (int i = 0; i < width; i++) {
                    dot += (double) rows[row][i] * probes[probe * width + i];
                }
                assertThat((double) sums[probe * ROWS + row]).isCloseTo(dot, within(1e-5 * Math.sqrt(width)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 13, 64, 127, 128, 420})
    void distancesAreTheFormulaAndTheSameBits(int width) {
        float[][] rows = rows(width);
        Block block = block(rows, width);
        float[] probes = floats(PROBES * width);

        float[] sums = same((kernels, to) -> kernels.distances(block.values, block.at, width, probes, PROBES, to),
                PROBES);

        for (int probe = 0; probe < PROBES; probe++) {
            for (int row = 0; row < ROWS; row++) {
                double squares = 0;
                for (int i = 0; i < width; i++) {
                    squares += Math.pow((double) rows[row][i] - probes[probe * width + i], 2);
                }
                assertThat((double) sums[probe * ROWS + row]).isCloseTo(squares, within(1e-5 * width));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 13, 64, 127, 128, 420})
    void byteDotsAreTheFormulaAndTheSameBits(int width) {
        byte[][] rows = bytes(width);
        Block block = block(rows, width);
        float[] probe = floats(width);

        float[] sums = same((kernels, to) -> kernels.byteDots(block.values, block.at, probe, to), 1);

        for (int row = 0; row < ROWS; row++) {
            double dot = 0;
            for (int i = 0; i < width; i++) {
                dot += (double) rows[row][i] * probe[i];
            }
            assertThat((double) sums[row]).isCloseTo(dot, within(2e-3 * Math.sqrt(width)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 13, 64, 127, 128, 420})
    void byteFormsAreTheFormulaAndTheSameBits(int width) {
        byte[][] rows = bytes(width);
        Block block = block(rows, width);
        float[] linear = floats(width);
        float[] square = floats(width);

        float[] sums = same((kernels, to) -> kernels.byteForms(block.values, block.at, linear, square, to), 1);

        for (int row = 0; row < ROWS; row++) {
            double form = 0;
            for (int i = 0; i < width; i++) {
                double y = rows[row][i];
                form += y * (linear[i] + square[i] * y);
            }
            assertThat((double) sums[row]).isCloseTo(form, within(0.5 * Math.sqrt(width)));
        }
    }

    private static MemorySegment outsideTheHeap(float[] numbers) {
        return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN), numbers);
    }

    @Test
    void atLeastAddsWhatStandsBesideSoManyTimes() {
        float[] sums = floats(ROWS);
        float[] beside = floats(4 * ROWS);
        float[] factors = {2, -1, 0.5f};
        float[] all = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            all[row] = Math.fma(beside[3 * ROWS + row], 0.5f,
                    Math.fma(beside[2 * ROWS + row], -1, Math.fma(beside[ROWS + row], 2, sums[row])));
        }
        long expected = scalars.atLeast(all, 0, all[5]);

        assertThat(vectors.atLeast(sums, outsideTheHeap(beside), COLUMN, factors, all[5])).isEqualTo(expected);
        assertThat(scalars.atLeast(sums, outsideTheHeap(beside), COLUMN, factors, all[5])).isEqualTo(expected);
    }

    @Test
    void equalFindsEveryRowWithTheNumber() {
        float[] beside = new float[2 * ROWS];
        beside[ROWS] = 7;
        beside[ROWS + 41] = 7;
        beside[ROWS + 63] = 7;
        beside[3] = 7;

        assertThat(vectors.equal(outsideTheHeap(beside), COLUMN, 7)).isEqualTo(1L | 1L << 41 | 1L << 63);
        assertThat(scalars.equal(outsideTheHeap(beside), COLUMN, 7)).isEqualTo(1L | 1L << 41 | 1L << 63);
    }

    @Test
    void atLeastCountsEqualsAndNeverWhatIsNoNumber() {
        float[] sums = floats(2 * ROWS);
        sums[ROWS + 3] = Float.NaN;
        float floor = sums[ROWS + 17];
        long expected = 0;
        for (int row = 0; row < ROWS; row++) {
            expected |= sums[ROWS + row] >= floor ? 1L << row : 0;
        }

        assertThat(vectors.atLeast(sums, ROWS, floor)).isEqualTo(expected);
        assertThat(scalars.atLeast(sums, ROWS, floor)).isEqualTo(expected);
        assertThat(expected >>> 17 & 1).isOne();
    }
}
