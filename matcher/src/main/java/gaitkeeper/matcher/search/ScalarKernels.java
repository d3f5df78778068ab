package gaitkeeper.matcher.search;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The kernels without vector instructions: the reference, and what runs where the module is absent. */
final class ScalarKernels implements Kernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    // A column is copied first: over whole arrays the JIT makes vector instructions of these loops by itself.

    private static void column(MemorySegment values, long at, int i, float[] column) {
        MemorySegment.copy(values, FLOAT, at + (long) i * ROWS * Float.BYTES, column, 0, ROWS);
    }

    @Override
    public void dots(MemorySegment values, long at, int width, float[] probes, int count, float[] sums) {
        Arrays.fill(sums, 0, count * ROWS, 0);
        float[] column = new float[ROWS];
        for (int i = 0; i < width; i++) {
            column(values, at, i, column);
            for (int probe = 0; probe < count; probe++) {
                addProducts(column, probes[probe * width + i], sums, probe * ROWS);
            }
        }
    }

    private static void addProducts(float[] column, float factor, float[] sums, int from) {
        for (int row = 0; row < ROWS; row++) {
            sums[from + row] = Math.fma(column[row], factor, sums[from + row]);
        }
    }

    @Override
    public void distances(MemorySegment values, long at, int width, float[] probes, int count, float[] sums) {
        Arrays.fill(sums, 0, count * ROWS, 0);
        float[] column = new float[ROWS];
        for (int i = 0; i < width; i++) {
            column(values, at, i, column);
            for (int probe = 0; probe < count; probe++) {
                addSquares(column, probes[probe * width + i], sums, probe * ROWS);
            }
        }
    }

    private static void addSquares(float[] column, float value, float[] sums, int from) {
        for (int row = 0; row < ROWS; row++) {
            float difference = column[row] - value;
            sums[from + row] = Math.fma(difference, difference, sums[from + row]);
        }
    }

    private static void byteColumn(MemorySegment values, long at, int i, byte[] bytes, float[] column) {
        MemorySegment.copy(values, ValueLayout.JAVA_BYTE, at + (long) i * ROWS, bytes, 0, ROWS);
        for (int row = 0; row < ROWS; row++) {
            column[row] = bytes[row];
        }
    }

    @Override
    public void byteDots(MemorySegment values, long at, float[] probe, float[] sums) {
        Arrays.fill(sums, 0, ROWS, 0);
        byte[] bytes = new byte[ROWS];
        float[] column = new float[ROWS];
        for (int i = 0; i < probe.length; i++) {
            byteColumn(values, at, i, bytes, column);
            addProducts(column, probe[i], sums, 0);
        }
    }

    @Override
    public void byteForms(MemorySegment values, long at, float[] linear, float[] square, float[] sums) {
        Arrays.fill(sums, 0, ROWS, 0);
        byte[] bytes = new byte[ROWS];
        float[] column = new float[ROWS];
        for (int i = 0; i < linear.length; i++) {
            byteColumn(values, at, i, bytes, column);
            addForms(column, linear[i], square[i], sums);
        }
    }

    private static void addForms(float[] column, float linear, float square, float[] sums) {
        for (int row = 0; row < ROWS; row++) {
            sums[row] = Math.fma(column[row], Math.fma(column[row], square, linear), sums[row]);
        }
    }

    @Override
    public long atLeast(float[] sums, int from, float floor) {
        long rows = 0;
        for (int row = 0; row < ROWS; row++) {
            rows |= sums[from + row] >= floor ? 1L << row : 0;
        }
        return rows;
    }

    @Override
    public long atLeast(float[] sums, MemorySegment beside, long at, float[] factors, float floor) {
        float[] all = Arrays.copyOf(sums, ROWS);
        float[] column = new float[ROWS];
        for (int i = 0; i < factors.length; i++) {
            column(beside, at, i, column);
            addProducts(column, factors[i], all, 0);
        }
        return atLeast(all, 0, floor);
    }

    @Override
    public long equal(MemorySegment beside, long at, float number) {
        float[] column = new float[ROWS];
        column(beside, at, 0, column);
        long rows = 0;
        for (int row = 0; row < ROWS; row++) {
            rows |= column[row] == number ? 1L << row : 0;
        }
        return rows;
    }
}
