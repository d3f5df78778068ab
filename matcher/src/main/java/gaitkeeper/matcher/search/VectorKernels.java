package gaitkeeper.matcher.search;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The kernels in vector instructions (the Vector API, an incubator module). */
final class VectorKernels implements Kernels {
    /*
     * One probe is compared with four vectors of rows at a time, which hides the latency of the additions; what takes the time
     * is memory. Four probes are compared with two vectors at a time: each value is loaded once for four probes, and the eight
     * sums, the values and a factor fit the registers of every processor. The loops are written out because a vector that passes
     * through a call that is not inlined, or through an array, becomes an object.
     *
     * Before a few columns are compared they are touched, one number per cache line: the plain loads run far ahead, where those
     * of the multiply-adds wait for one another. Measured on 200,000 rows of 128: 24 GB/s instead of 11; reading alone: 24. Where
     * a vector is 512 bits long and memory is faster, 8 columns at a time took 2.0 times as long as reading, 64 take 1.3 to 1.5.
     */
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final long VECTOR = (long) LANES * Float.BYTES;
    /** The shape that holds as many bytes; none holds fewer than eight. */
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class,
            VectorShape.forBitSize(Math.max(8, LANES) * Byte.SIZE));
    private static final int COLUMN = ROWS * Float.BYTES;
    private static final int TOGETHER = 4;
    private static final int TOUCHED_COLUMNS = 64;
    private static final int CACHE_LINE = 64;

    /** A sum that hardly ever comes; without a use of the sums the JIT would leave out the touching. */
    private static final int UNLIKELY = 0x6b1d_93c7;
    /** Never read. Written hardly ever: threads that search together would wait for one another's writes. */
    int touched;

    /** Whether this processor's vectors are long enough for all of them. */
    static boolean fit() {
        return LANES == BYTES.length();
    }

    private static FloatVector floats(MemorySegment values, long at) {
        return FloatVector.fromMemorySegment(FLOATS, values, at, LITTLE_ENDIAN);
    }

    private static FloatVector bytes(MemorySegment values, long at) {
        return (FloatVector) ByteVector.fromMemorySegment(BYTES, values, at, LITTLE_ENDIAN)
                .convertShape(VectorOperators.B2F, FLOATS, 0);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    private void touch(MemorySegment values, long at, int columns) {
        int sum = 0;
        for (long line = at; line < at + (long) columns * COLUMN; line += CACHE_LINE) {
            sum += values.get(ValueLayout.JAVA_INT_UNALIGNED, line);
        }
        if (sum == UNLIKELY) {
            touched = sum;
        }
    }

    private static void store(FloatVector s0, FloatVector s1, float[] sums, int at) {
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + LANES);
    }

    @Override
    public void dots(MemorySegment values, long at, int width, float[] probes, int count, float[] sums) {
        int probe = 0;
        for (; probe + TOGETHER <= count; probe += TOGETHER) {
            for (int row = 0; row < ROWS; row += 2 * LANES) {
                fourDots(values, at + (long) row * Float.BYTES, width, probes, probe, sums, row);
            }
        }
        for (; probe < count; probe++) {
            for (int row = 0; row < ROWS; row += 4 * LANES) {
                oneDot(values, at, width, probes, probe, sums, row);
            }
        }
    }

    private void oneDot(MemorySegment values, long at, int width, float[] probes, int probe, float[] sums, int row) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int from = 0; from < width; from += TOUCHED_COLUMNS) {
            int to = Math.min(width, from + TOUCHED_COLUMNS);
            // Lines hold values of all rows: those who come first touch them for the others.
            if (row == 0) {
                touch(values, at + (long) from * COLUMN, to - from);
            }
            for (int i = from; i < to; i++) {
                long column = at + (long) i * COLUMN + (long) row * Float.BYTES;
                FloatVector p = all(probes[probe * width + i]);
                s0 = floats(values, column).fma(p, s0);
                s1 = floats(values, column + VECTOR).fma(p, s1);
                s2 = floats(values, column + 2 * VECTOR).fma(p, s2);
                s3 = floats(values, column + 3 * VECTOR).fma(p, s3);
            }
        }
        store(s0, s1, sums, probe * ROWS + row);
        store(s2, s3, sums, probe * ROWS + row + 2 * LANES);
    }

    private static void fourDots(MemorySegment values, long at, int width, float[] probes, int probe, float[] sums,
            int row) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        long column = at;
        for (int i = probe * width; i < (probe + 1) * width; i++) {
            FloatVector v0 = floats(values, column);
            FloatVector v1 = floats(values, column + VECTOR);
            FloatVector a = all(probes[i]);
            FloatVector b = all(probes[i + width]);
            FloatVector c = all(probes[i + 2 * width]);
            FloatVector d = all(probes[i + 3 * width]);
            a0 = v0.fma(a, a0);
            a1 = v1.fma(a, a1);
            b0 = v0.fma(b, b0);
            b1 = v1.fma(b, b1);
            c0 = v0.fma(c, c0);
            c1 = v1.fma(c, c1);
            d0 = v0.fma(d, d0);
            d1 = v1.fma(d, d1);
            column += COLUMN;
        }
        int to = probe * ROWS + row;
        store(a0, a1, sums, to);
        store(b0, b1, sums, to + ROWS);
        store(c0, c1, sums, to + 2 * ROWS);
        store(d0, d1, sums, to + 3 * ROWS);
    }

    @Override
    public void distances(MemorySegment values, long at, int width, float[] probes, int count, float[] sums) {
        int probe = 0;
        for (; probe + TOGETHER <= count; probe += TOGETHER) {
            for (int row = 0; row < ROWS; row += 2 * LANES) {
                fourDistances(values, at + (long) row * Float.BYTES, width, probes, probe, sums, row);
            }
        }
        for (; probe < count; probe++) {
            for (int row = 0; row < ROWS; row += 4 * LANES) {
                oneDistance(values, at, width, probes, probe, sums, row);
            }
        }
    }

    private void oneDistance(MemorySegment values, long at, int width, float[] probes, int probe, float[] sums,
            int row) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int from = 0; from < width; from += TOUCHED_COLUMNS) {
            int to = Math.min(width, from + TOUCHED_COLUMNS);
            // Lines hold values of all rows: those who come first touch them for the others.
            if (row == 0) {
                touch(values, at + (long) from * COLUMN, to - from);
            }
            for (int i = from; i < to; i++) {
                long column = at + (long) i * COLUMN + (long) row * Float.BYTES;
                FloatVector p = all(probes[probe * width + i]);
                s0 = addSquare(floats(values, column).sub(p), s0);
                s1 = addSquare(floats(values, column + VECTOR).sub(p), s1);
                s2 = addSquare(floats(values, column + 2 * VECTOR).sub(p), s2);
                s3 = addSquare(floats(values, column + 3 * VECTOR).sub(p), s3);
            }
        }
        store(s0, s1, sums, probe * ROWS + row);
        store(s2, s3, sums, probe * ROWS + row + 2 * LANES);
    }

    private static FloatVector addSquare(FloatVector difference, FloatVector sum) {
        return difference.fma(difference, sum);
    }

    private static void fourDistances(MemorySegment values, long at, int width, float[] probes, int probe,
            float[] sums, int row) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        long column = at;
        for (int i = probe * width; i < (probe + 1) * width; i++) {
            FloatVector v0 = floats(values, column);
            FloatVector v1 = floats(values, column + VECTOR);
            FloatVector a = all(probes[i]);
            FloatVector b = all(probes[i + width]);
            FloatVector c = all(probes[i + 2 * width]);
            FloatVector d = all(probes[i + 3 * width]);
            a0 = addSquare(v0.sub(a), a0);
            a1 = addSquare(v1.sub(a), a1);
            b0 = addSquare(v0.sub(b), b0);
            b1 = addSquare(v1.sub(b), b1);
            c0 = addSquare(v0.sub(c), c0);
            c1 = addSquare(v1.sub(c), c1);
            d0 = addSquare(v0.sub(d), d0);
            d1 = addSquare(v1.sub(d), d1);
            column += COLUMN;
        }
        int to = probe * ROWS + row;
        store(a0, a1, sums, to);
        store(b0, b1, sums, to + ROWS);
        store(c0, c1, sums, to + 2 * ROWS);
        store(d0, d1, sums, to + 3 * ROWS);
    }

    @Override
    public void byteDots(MemorySegment values, long at, float[] probe, float[] sums) {
        for (int row = 0; row < ROWS; row += 4 * LANES) {
            byteDot(values, at + row, probe, sums, row);
        }
    }

    private static void byteDot(MemorySegment values, long at, float[] probe, float[] sums, int row) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < probe.length; i++) {
            long column = at + (long) i * ROWS;
            FloatVector p = all(probe[i]);
            s0 = bytes(values, column).fma(p, s0);
            s1 = bytes(values, column + LANES).fma(p, s1);
            s2 = bytes(values, column + 2L * LANES).fma(p, s2);
            s3 = bytes(values, column + 3L * LANES).fma(p, s3);
        }
        store(s0, s1, sums, row);
        store(s2, s3, sums, row + 2 * LANES);
    }

    @Override
    public void byteForms(MemorySegment values, long at, float[] linear, float[] square, float[] sums) {
        for (int row = 0; row < ROWS; row += 4 * LANES) {
            byteForm(values, at + row, linear, square, sums, row);
        }
    }

    private static void byteForm(MemorySegment values, long at, float[] linear, float[] square, float[] sums, int row) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < linear.length; i++) {
            long column = at + (long) i * ROWS;
            FloatVector l = all(linear[i]);
            FloatVector s = all(square[i]);
            FloatVector v0 = bytes(values, column);
            FloatVector v1 = bytes(values, column + LANES);
            FloatVector v2 = bytes(values, column + 2L * LANES);
            FloatVector v3 = bytes(values, column + 3L * LANES);
            s0 = v0.fma(v0.fma(s, l), s0);
            s1 = v1.fma(v1.fma(s, l), s1);
            s2 = v2.fma(v2.fma(s, l), s2);
            s3 = v3.fma(v3.fma(s, l), s3);
        }
        store(s0, s1, sums, row);
        store(s2, s3, sums, row + 2 * LANES);
    }

    @Override
    public long atLeast(float[] sums, int from, float floor) {
        long rows = 0;
        for (int row = 0; row < ROWS; row += LANES) {
            rows |= FloatVector.fromArray(FLOATS, sums, from + row).compare(VectorOperators.GE, floor).toLong() << row;
        }
        return rows;
    }

    @Override
    public long atLeast(float[] sums, MemorySegment beside, long at, float[] factors, float floor) {
        long rows = 0;
        for (int row = 0; row < ROWS; row += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, sums, row);
            for (int i = 0; i < factors.length; i++) {
                sum = floats(beside, at + (long) i * COLUMN + (long) row * Float.BYTES).fma(all(factors[i]), sum);
            }
            rows |= sum.compare(VectorOperators.GE, floor).toLong() << row;
        }
        return rows;
    }

    @Override
    public long equal(MemorySegment beside, long at, float number) {
        long rows = 0;
        for (int row = 0; row < ROWS; row += LANES) {
            rows |= floats(beside, at + (long) row * Float.BYTES).compare(VectorOperators.EQ, number).toLong() << row;
        }
        return rows;
    }
}
