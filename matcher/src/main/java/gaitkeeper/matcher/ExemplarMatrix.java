package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The exemplars of one model as one row-major matrix. One thread appends, any number search: a search sees the rows that were
 * published when it began.
 */
final class ExemplarMatrix {
    private static final int FIRST_ROWS = 256;

    private final Metric metric;
    private final int width;
    private final BitSet seen = new BitSet();
    private volatile Rows rows;

    ExemplarMatrix(Metric metric, int width) {
        this.metric = metric;
        this.width = width;
        this.rows = new Rows(new float[FIRST_ROWS * width], new int[FIRST_ROWS], 0, 0, 0);
    }

    /** Refuses a vector that does not fit. */
    void checkWidth(String what, float[] vector) {
        if (vector.length != width) {
            throw new IllegalArgumentException(what + " of " + vector.length + " values in a gallery of " + width);
        }
    }

    /** Adds a row of the identity at this position in the order of enrolment. */
    void append(int owner, float[] vector) {
        Rows old = rows;
        boolean full = old.count == old.owners.length;
        float[] values = full ? Arrays.copyOf(old.values, old.values.length * 2) : old.values;
        int[] owners = full ? Arrays.copyOf(old.owners, old.owners.length * 2) : old.owners;
        System.arraycopy(Similarity.prepared(metric, vector), 0, values, old.count * width, width);
        owners[old.count] = owner;
        seen.set(owner);
        rows = new Rows(values, owners, old.count + 1, seen.length(), seen.cardinality());
    }

    /** Identities with at least one row. */
    int owners() {
        return rows.distinct;
    }

    /** Best row per identity, best first; of equals the identity enrolled first. */
    List<Best> search(float[] probe, int limit) {
        checkWidth("probe", probe);
        float[] best = bestPerOwner(Similarity.prepared(metric, probe));
        return top(best, limit);
    }

    private float[] bestPerOwner(float[] probe) {
        Rows now = rows;
        float[] values = now.values;
        int[] owners = now.owners;
        float[] best = new float[now.bound];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < now.count; row++) {
            float raw = Similarity.raw(metric, values, row * width, probe);
            int owner = owners[row];
            if (raw > best[owner]) {
                best[owner] = raw;
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

    /** An identity's position in the order of enrolment, and its best score. */
    record Best(int owner, float score) {}

    /** What a search sees; rows beyond {@code count} may be under construction. */
    private static final class Rows {
        final float[] values;
        final int[] owners;
        final int count;
        final int bound;
        final int distinct;

        Rows(float[] values, int[] owners, int count, int bound, int distinct) {
            this.values = values;
            this.owners = owners;
            this.count = count;
            this.bound = bound;
            this.distinct = distinct;
        }
    }
}
