package gaitkeeper.matcher.search;

import java.util.Arrays;

/** Finds the best owners for each probe of a query. */
final class Best implements Scan.Visitor<Best> {
    private final Kernels kernels = Kernels.best();
    private final Query query;
    private final TopK[] tops;
    private final float[] scores;
    private final long[] found;
    private final int[] owners = new int[Kernels.ROWS];

    Best(Query query, int limit) {
        this.query = query;
        this.tops = new TopK[query.count()];
        Arrays.setAll(tops, probe -> new TopK(limit));
        this.scores = new float[query.count() * Kernels.ROWS];
        this.found = new long[query.count()];
    }

    @Override
    public void visit(Block block, int number) {
        block.lock.read(() -> look(block));
        for (int probe = 0; probe < tops.length; probe++) {
            for (long left = found[probe]; left != 0; left &= left - 1) {
                int lane = Long.numberOfTrailingZeros(left);
                tops[probe].offer(owners[lane], scores[probe * Kernels.ROWS + lane]);
            }
        }
    }

    /** The rows that may enter, by probe, with their scores and owners. */
    private long[] look(Block block) {
        long live = block.live();
        if (live == 0) {
            Arrays.fill(found, 0);
            return found;
        }
        query.score(block, scores);
        long any = 0;
        for (int probe = 0; probe < tops.length; probe++) {
            found[probe] = kernels.atLeast(scores, probe * Kernels.ROWS, tops[probe].floor()) & live;
            any |= found[probe];
        }
        if (any != 0) {
            System.arraycopy(block.owners, 0, owners, 0, Kernels.ROWS);
        }
        return found;
    }

    @Override
    public void addAll(Best other) {
        for (int probe = 0; probe < tops.length; probe++) {
            tops[probe].addAll(other.tops[probe]);
        }
    }

    /** The best for each probe. */
    TopK[] tops() {
        return tops;
    }
}
