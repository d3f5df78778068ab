package gaitkeeper.matcher.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the rows that may be among the best, by their sketches. */
final class Candidates implements Scan.Visitor<Candidates> {
    /*
     * Of each row it is known between which scores its own lies. The limit-th best owner scores at least what the limit-th best
     * of the lower bounds is; a row whose upper bound does not reach that cannot be among the best.
     */
    private final Kernels kernels = Kernels.best();
    private final SketchQuery query;
    private final TopK sure;
    private final float[] least = new float[Kernels.ROWS];
    private final float[] most = new float[Kernels.ROWS];
    private final int[] owners = new int[Kernels.ROWS];
    private int[] rows = new int[Kernels.ROWS];
    private float[] bounds = new float[Kernels.ROWS];
    private int size;

    Candidates(SketchQuery query, int limit) {
        this.query = query;
        this.sure = new TopK(limit);
    }

    @Override
    public void visit(Block block, int number) {
        for (long left = block.lock.read(() -> look(block)); left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            sure.offer(owners[lane], least[lane]);
            add(number * Kernels.ROWS + lane, most[lane]);
        }
    }

    /** The rows that may be among the best, with their bounds and owners. */
    private long look(Block block) {
        if (block.live() == 0) {
            return 0;
        }
        query.bounds(block, least, most);
        System.arraycopy(block.owners, 0, owners, 0, Kernels.ROWS);
        return block.live() & kernels.atLeast(most, 0, sure.floor());
    }

    private void add(int row, float bound) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            bounds = Arrays.copyOf(bounds, 2 * size);
        }
        rows[size] = row;
        bounds[size++] = bound;
    }

    @Override
    public void addAll(Candidates other) {
        sure.addAll(other.sure);
        for (int i = 0; i < other.size; i++) {
            add(other.rows[i], other.bounds[i]);
        }
    }

    /** The rows to be compared themselves, the most promising first. */
    List<Candidate> promising() {
        float floor = sure.floor();
        List<Candidate> promising = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (bounds[i] >= floor) {
                promising.add(new Candidate(rows[i], bounds[i]));
            }
        }
        promising.sort(Comparator.comparing(Candidate::bound).reversed());
        return promising;
    }

    /** A row, and the score that its own does not exceed. */
    record Candidate(int row, float bound) {}
}
