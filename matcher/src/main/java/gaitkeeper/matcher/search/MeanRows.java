package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.Outlines.Outline;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * How a block holds projected means: first the outlines of all, by columns, which every search reads; then the means themselves, f32,
 * row by row, of which it reads few.
 */
final class MeanRows {
    /*
     * Beside each row: of how many vectors it is the mean, how many those count as, and the lengths of its outline.
     */
    static final int COUNTED = Kernels.ROWS;
    static final int LENGTHS = 2 * Kernels.ROWS;

    private static final int NUMBERS = 2 + Outlines.LENGTHS;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int outlined;
    private final int axes;

    /**
     * Rows of such a size.
     *
     * @param outlined axes that an outline shows
     * @param axes of a mean
     */
    MeanRows(int outlined, int axes) {
        this.outlined = outlined;
        this.axes = axes;
    }

    /** Blocks of such rows. */
    Blocks blocks() {
        return new Blocks((long) Kernels.ROWS * (outlined + axes * Float.BYTES), NUMBERS);
    }

    void write(Block block, int lane, float[] mean, int vectors, Outline outline) {
        Lanes.write(block, lane, outline.codes());
        MemorySegment.copy(mean, 0, block.values, FLOAT, at(block, lane), axes);
        block.beside[lane] = vectors;
        block.beside[COUNTED + lane] = Plda.counted(vectors);
        for (int i = 0; i < Outlines.LENGTHS; i++) {
            block.beside[LENGTHS + i * Kernels.ROWS + lane] = outline.lengths()[i];
        }
    }

    private long at(Block block, int lane) {
        return block.at + (long) Kernels.ROWS * outlined + (long) lane * axes * Float.BYTES;
    }

    float[] mean(Block block, int lane) {
        float[] mean = new float[axes];
        MemorySegment.copy(block.values, FLOAT, at(block, lane), mean, 0, axes);
        return mean;
    }

    static int vectors(Block block, int lane) {
        return (int) block.beside[lane];
    }

    static float counted(Block block, int lane) {
        return block.beside[COUNTED + lane];
    }
}
