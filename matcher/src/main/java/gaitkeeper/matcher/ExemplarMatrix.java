package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exemplars of one model. One thread appends, any number search: a search sees the rows that were published when it began.
 */
final class ExemplarMatrix {
    /*
     * Rows are kept in blocks of 1,024, and a block by columns: blocks[row / 1024][dimension][row % 1024]. A search adds up
     * four dimensions of a block at a time, in loops that the JIT turns into vector instructions; along a row it may not,
     * because that would change the order of the additions. The block's sums stay in the first level cache, and a column is
     * long enough for the processor to fetch ahead. Dimensions beyond the width are 0 everywhere and change nothing.
     */
    private static final int BLOCK = 1_024;
    /** The owner of rows that no search finds. */
    static final int NOBODY = -1;

    private final Metric metric;
    private final int width;
    /** How many rows an owner has; for the one thread that changes them. */
    private int[] rowsOf = {};
    private volatile Rows rows;

    ExemplarMatrix(Metric metric, int width) {
        this.metric = metric;
        this.width = width;
        this.rows = new Rows(new float[0][][], new int[0], 0, 0, 0);
    }

    /** Refuses a vector that does not fit. */
    void checkWidth(String what, float[] vector) {
        if (vector.length != width) {
            throw new IllegalArgumentException(what + " of " + vector.length + " values in a gallery of " + width);
        }
    }

    /** Adds a row of the owner at this position. */
    void append(int owner, float[] vector) {
        Rows old = rows;
        int block = old.count / BLOCK;
        boolean full = block == old.blocks.length;
        float[][][] blocks = full ? Arrays.copyOf(old.blocks, block + 1) : old.blocks;
        int[] owners = full ? Arrays.copyOf(old.owners, (block + 1) * BLOCK) : old.owners;
        if (full) {
            blocks[block] = new float[Similarity.dimensions(width)][BLOCK];
        }
        float[] prepared = Similarity.prepared(metric, vector);
        for (int i = 0; i < width; i++) {
            blocks[block][i][old.count % BLOCK] = prepared[i];
        }
        owners[old.count] = owner;
        boolean first = countRow(owner);
        rows = new Rows(blocks, owners, old.count + 1, Math.max(old.bound, owner + 1), old.distinct + (first ? 1 : 0));
    }

    private boolean countRow(int owner) {
        rowsOf = owner < rowsOf.length ? rowsOf : Arrays.copyOf(rowsOf, Math.max(owner + 1, 2 * rowsOf.length));
        return rowsOf[owner]++ == 0;
    }

    /** Owners by row. */
    int[] owners() {
        return Arrays.copyOf(rows.owners, rows.count);
    }

    /**
     * Gives all rows owners anew, at once.
     *
     * @param owners by row, {@link #NOBODY} for rows that are not to be found
     */
    void assign(int[] owners) {
        Rows old = rows;
        Arrays.fill(rowsOf, 0);
        int bound = 0;
        int distinct = 0;
        for (int owner : owners) {
            bound = Math.max(bound, owner + 1);
            distinct += owner != NOBODY && countRow(owner) ? 1 : 0;
        }
        rows = new Rows(old.blocks, Arrays.copyOf(owners, old.owners.length), old.count, bound, distinct);
    }

    /** Wipes the vector of a row that nobody owns. */
    void wipe(int row) {
        for (float[] column : rows.blocks[row / BLOCK]) {
            column[row % BLOCK] = 0;
        }
    }

    /** Owners with at least one row. */
    int distinct() {
        return rows.distinct;
    }

    /** Best row per owner, best first; of equals the one of the lower position. */
    List<Best> search(float[] probe, int limit) {
        checkWidth("probe", probe);
        float[] best = bestPerOwner(Similarity.prepared(metric, probe));
        return top(best, limit);
    }

    private float[] bestPerOwner(float[] probe) {
        Rows now = rows;
        float[] best = new float[now.bound];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        float[] raw = new float[BLOCK];
        for (int first = 0; first < now.count; first += BLOCK) {
            int count = Math.min(BLOCK, now.count - first);
            Similarity.raw(metric, now.blocks[first / BLOCK], probe, raw, count);
            for (int row = 0; row < count; row++) {
                int owner = now.owners[first + row];
                if (owner != NOBODY && raw[row] > best[owner]) {
                    best[owner] = raw[row];
                }
            }
        }
        return best;
    }

    private List<Best> top(float[] raw, int limit) {
        List<Best> top = new ArrayList<>(limit + 1);
        for (int owner = 0; owner < raw.length; owner++) {
            boolean room = top.size() < limit;
            if (raw[owner] > Float.NEGATIVE_INFINITY && (room || raw[owner] > top.getLast().score)) {
                insert(top, new Best(owner, raw[owner]));
                if (!room) {
                    top.removeLast();
                }
            }
        }
        return top.stream().map(b -> new Best(b.owner, Similarity.score(metric, b.score))).toList();
    }

    private static void insert(List<Best> top, Best entry) {
        int at = top.size();
        while (at > 0 && top.get(at - 1).score < entry.score) {
            at--;
        }
        top.add(at, entry);
    }

    /** An owner's position and best score. */
    record Best(int owner, float score) {}

    /** What a search sees; rows beyond {@code count} may be under construction. */
    private static final class Rows {
        final float[][][] blocks;
        final int[] owners;
        final int count;
        final int bound;
        final int distinct;

        Rows(float[][][] blocks, int[] owners, int count, int bound, int distinct) {
            this.blocks = blocks;
            this.owners = owners;
            this.count = count;
            this.bound = bound;
            this.distinct = distinct;
        }
    }
}
