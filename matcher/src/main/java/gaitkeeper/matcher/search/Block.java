package gaitkeeper.matcher.search;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** {@value Kernels#ROWS} rows, of which some are live. One thread changes it, any number read under its lock. */
final class Block {
    /** Guards everything here but which memory it is. */
    final SequenceLock lock = new SequenceLock();
    /** Memory that holds the values of this block and others. */
    final MemorySegment values;
    /** The byte at which this one's begin. */
    final long at;
    /** Whose the rows are; of rows that are not live, nobody's. */
    final int[] owners = new int[Kernels.ROWS];
    /** Numbers that a comparison needs beside the values: {@code [numbers, 64]}. */
    final float[] beside;
    private long live;

    Block(MemorySegment values, long at, int numbers) {
        this.values = values;
        this.at = at;
        this.beside = new float[numbers * Kernels.ROWS];
        Arrays.fill(owners, VectorIndex.NOBODY);
    }

    /** The rows that count, as bits. */
    long live() {
        return live;
    }

    boolean isLive(int lane) {
        return (live >>> lane & 1) != 0;
    }

    /** Makes a row count as somebody's, or as nobody's. */
    void assign(int lane, int owner) {
        owners[lane] = owner;
        live = owner == VectorIndex.NOBODY ? live & ~(1L << lane) : live | 1L << lane;
    }
}
