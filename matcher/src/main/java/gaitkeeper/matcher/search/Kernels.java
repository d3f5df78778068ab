package gaitkeeper.matcher.search;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops: probes against the {@value #ROWS} rows of one block, whose values lie by columns, {@code [width, 64]}, little
 * endian. Every implementation adds up dimension by dimension with fused multiply-adds, so that all give the same bits, for one
 * probe and for many, on every processor.
 */
interface Kernels {
    /*
     * By columns, because a row is then one lane of a vector: nothing has to be added up across lanes, any width fits, and a
     * block is one stretch of memory that is read from its beginning to its end. 64 rows, because a set of rows is then a long.
     */
    /** Rows of a block. */
    int ROWS = 64;

    /** The fastest this JVM has: vector instructions of 256 bits or more, if it was started with their module. */
    static Kernels best() {
        return Chosen.KERNELS;
    }

    /**
     * Dot products.
     *
     * @param values of the block, f32
     * @param at the byte at which the block begins
     * @param probes {@code [count, width]}
     * @param sums overwritten, {@code [count, 64]}
     */
    void dots(MemorySegment values, long at, int width, float[] probes, int count, float[] sums);

    /** Squared Euclidean distances, otherwise as {@link #dots}. */
    void distances(MemorySegment values, long at, int width, float[] probes, int count, float[] sums);

    /**
     * Dot products of one probe with rows of signed bytes.
     *
     * @param values of the block, i8
     * @param probe {@code [width]}
     * @param sums overwritten, {@code [64]}
     */
    void byteDots(MemorySegment values, long at, float[] probe, float[] sums);

    /**
     * Quadratic forms without mixed terms of rows of signed bytes: the sum of {@code y (linear + square * y)} over the values
     * {@code y} of a row.
     *
     * @param values of the block, i8
     * @param linear {@code [width]}
     * @param square {@code [width]}
     * @param sums overwritten, {@code [64]}
     */
    void byteForms(MemorySegment values, long at, float[] linear, float[] square, float[] sums);

    /** The rows whose sums reach the floor, as bits. */
    long atLeast(float[] sums, int from, float floor);

    /**
     * The rows that reach the floor when to their sums come the numbers beside them, each so many times; as bits.
     *
     * @param beside f32, {@code [factors, 64]}
     * @param at the byte at which they begin
     */
    long atLeast(float[] sums, MemorySegment beside, long at, float[] factors, float floor);

    /**
     * The rows beside which this number stands, as bits.
     *
     * @param beside f32, {@code [64]}
     * @param at the byte at which they begin
     */
    long equal(MemorySegment beside, long at, float number);

    /** Looks once; a class of its own, so that the vector classes are not touched where they are absent. */
    final class Chosen {
        private static final String MODULE = "jdk.incubator.vector";
        private static final Kernels KERNELS = ModuleLayer.boot().findModule(MODULE).isPresent() && VectorKernels.fit()
                ? CompiledKernels.begin()
                : new ScalarKernels();

        private Chosen() {}
    }
}
