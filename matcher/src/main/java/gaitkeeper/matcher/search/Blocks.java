package gaitkeeper.matcher.search;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Blocks of equal size, outside the heap. One thread adds, any number read; memory goes back when nobody can reach it. */
final class Blocks {
    /*
     * Memory is taken in chunks, each a quarter of all before it, 1 to 64 blocks: a small gallery takes little, a large one
     * grows without anything being copied.
     */
    private static final int MAX_CHUNK = 64;
    private static final long CACHE_LINE = 64;

    private final Arena arena = Arena.ofAuto();
    private final long blockBytes;
    private final int numbers;
    private volatile Block[] all = new Block[1];
    private volatile int count;

    /**
     * Begins without any.
     *
     * @param blockBytes of a block's values
     * @param numbers beside each row
     */
    Blocks(long blockBytes, int numbers) {
        this.blockBytes = blockBytes;
        this.numbers = numbers;
    }

    int count() {
        return count;
    }

    Block get(int block) {
        return all[block];
    }

    /** The block of a row. */
    Block of(int row) {
        return all[row / Kernels.ROWS];
    }

    /** The block of a row, made if there is none. */
    Block reach(int row) {
        while (count * Kernels.ROWS <= row) {
            grow();
        }
        return of(row);
    }

    /** Bytes that are read by whoever reads all values. */
    long bytes() {
        return count * blockBytes;
    }

    private void grow() {
        int before = count;
        int more = Math.clamp(before / 4, 1, MAX_CHUNK);
        MemorySegment chunk = arena.allocate(more * blockBytes, CACHE_LINE);
        Block[] blocks = before + more > all.length ? Arrays.copyOf(all, Math.max(before + more, 2 * all.length)) : all;
        for (int i = 0; i < more; i++) {
            blocks[before + i] = new Block(chunk, i * blockBytes, numbers);
        }
        all = blocks;
        count = before + more;
    }
}
