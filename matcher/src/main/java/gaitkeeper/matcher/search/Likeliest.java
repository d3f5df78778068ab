package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.Outlines.Bound;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the likeliest owners of a track: computes the likelihoods of those whose outlines let them be among the best. */
final class Likeliest implements Scan.Visitor<Likeliest> {
    private final Kernels kernels = Kernels.best();
    private final Plda plda;
    private final Outlines outlines;
    private final MeanRows rows;
    private final float[] track;
    private final int windows;
    private final TopK top;
    private final Map<Integer, Against> againsts = new HashMap<>();
    private @Nullable Against latest;
    private final float[] sums = new float[Kernels.ROWS];
    private final float[] scores = new float[Kernels.ROWS];
    private final int[] owners = new int[Kernels.ROWS];

    /**
     * Begins with nobody.
     *
     * @param track projected mean
     * @param windows of the track
     */
    Likeliest(Plda plda, Outlines outlines, MeanRows rows, float[] track, int windows, int limit) {
        this.plda = plda;
        this.outlines = outlines;
        this.rows = rows;
        this.track = track;
        this.windows = windows;
        this.top = new TopK(limit);
    }

    /** The track against means that count as of so many vectors. */
    private record Against(int known, Bound bound) {}

    @Override
    public void visit(Block block, int number) {
        for (long left = block.lock.read(() -> look(block, number * Kernels.ROWS)); left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            top.offer(owners[lane], scores[lane]);
        }
    }

    /** The rows that may be among the best, with their scores and owners. */
    private long look(Block block, int first) {
        long promising = 0;
        long left = block.live();
        while (left != 0) {
            // Means of equally many vectors are compared together; of those a block holds one sort, or a few.
            float counted = rows.counted(block, Long.numberOfTrailingZeros(left));
            long alike = left & kernels.equal(block.values, rows.countedAt(block), counted);
            left &= ~alike;
            Bound bound = against((int) counted).bound;
            kernels.byteForms(block.values, block.at, bound.linear(), bound.square(), sums);
            promising |= alike & kernels.atLeast(sums, block.values, rows.lengthsAt(block), bound.factors(),
                    outlines.wanted(bound, top.floor()));
        }
        for (long lanes = promising; lanes != 0; lanes &= lanes - 1) {
            int lane = Long.numberOfTrailingZeros(lanes);
            scores[lane] = plda.likelihood(track, windows, rows.mean(first + lane),
                    Math.max(1, rows.vectors(block, lane)));
            owners[lane] = block.owners[lane];
        }
        return promising;
    }

    private Against against(int known) {
        if (latest == null || latest.known != known) {
            latest = againsts.computeIfAbsent(known,
                    k -> new Against(k, outlines.bound(plda.against(track, windows, k))));
        }
        return latest;
    }

    @Override
    public void addAll(Likeliest other) {
        top.addAll(other.top);
    }

    /** The likeliest. */
    TopK top() {
        return top;
    }
}
