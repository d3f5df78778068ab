package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.Outlines.Outline;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Projected means, and their outlines apart from them: every search reads all outlines, which therefore lie one after the other with
 * what a comparison needs beside them, and of the means it reads few.
 */
final class MeanRows {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long COLUMN = (long) Kernels.ROWS * Float.BYTES;

    /*
     * Columns of numbers beside the outlines: of how many vectors each mean is, how many those count as, and then the lengths.
     */
    private static final int VECTORS = 0;
    private static final int COUNTED = 1;
    private static final int LENGTHS = 2;
    private static final int COLUMNS = LENGTHS + Outlines.LENGTHS;

    private final int axes;
    /** Bytes of a block's outlines. */
    private final long outlined;
    /** Codes by columns, then the numbers beside them. Their locks guard the means, too. */
    private final Blocks outlines;
    /** Row by row. */
    private final Blocks means;

    /**
     * Rows of such a size.
     *
     * @param outlined axes that an outline shows
     * @param axes of a mean
     */
    MeanRows(int outlined, int axes) {
        this.axes = axes;
        this.outlined = (long) outlined * Kernels.ROWS;
        this.outlines = new Blocks(this.outlined + COLUMNS * COLUMN, 0);
        this.means = new Blocks(axes * COLUMN, 0);
    }

    /** The blocks of outlines. */
    Blocks outlines() {
        return outlines;
    }

    /** The block of a row's outline, made with that of its mean if there is none. */
    Block reach(int row) {
        means.reach(row);
        return outlines.reach(row);
    }

    /** Writes a row; only within a change of its outline's block. */
    void write(int row, float[] mean, int vectors, Outline outline) {
        Block block = outlines.of(row);
        int lane = row % Kernels.ROWS;
        Lanes.write(block, lane, outline.codes());
        put(block, VECTORS, lane, vectors);
        put(block, COUNTED, lane, Plda.counted(vectors));
        for (int i = 0; i < Outlines.LENGTHS; i++) {
            put(block, LENGTHS + i, lane, outline.lengths()[i]);
        }
        Block values = means.of(row);
        MemorySegment.copy(mean, 0, values.values, FLOAT, at(values, row), axes);
    }

    private long at(Block block, int row) {
        return block.at + (long) (row % Kernels.ROWS) * axes * Float.BYTES;
    }

    float[] mean(int row) {
        Block block = means.of(row);
        float[] mean = new float[axes];
        MemorySegment.copy(block.values, FLOAT, at(block, row), mean, 0, axes);
        return mean;
    }

    private long beside(Block block, int column) {
        return block.at + outlined + column * COLUMN;
    }

    private void put(Block block, int column, int lane, float number) {
        block.values.set(FLOAT, beside(block, column) + (long) lane * Float.BYTES, number);
    }

    private float get(Block block, int column, int lane) {
        return block.values.get(FLOAT, beside(block, column) + (long) lane * Float.BYTES);
    }

    /** Of how many vectors a mean is. */
    int vectors(Block block, int lane) {
        return (int) get(block, VECTORS, lane);
    }

    /** How many those count as. */
    float counted(Block block, int lane) {
        return get(block, COUNTED, lane);
    }

    /** The byte at which the column of {@link #counted} begins. */
    long countedAt(Block block) {
        return beside(block, COUNTED);
    }

    /** The byte at which the columns of the outlines' lengths begin. */
    long lengthsAt(Block block) {
        return beside(block, LENGTHS);
    }
}
