package gaitkeeper.matcher.search;

import java.util.Arrays;

/** How many rows each owner has. One thread counts, any number ask how many owners there are. */
final class Owners {
    private int[] rows = new int[16];
    private volatile int distinct;

    /** Counts a row that passes from one owner to another; either may be nobody. */
    void passed(int from, int to) {
        int before = from != VectorIndex.NOBODY && --rows[from] == 0 ? 1 : 0;
        if (to >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(to + 1, 2 * rows.length));
        }
        int after = to != VectorIndex.NOBODY && rows[to]++ == 0 ? 1 : 0;
        int now = distinct;
        distinct = now + after - before;
    }

    int distinct() {
        return distinct;
    }
}
