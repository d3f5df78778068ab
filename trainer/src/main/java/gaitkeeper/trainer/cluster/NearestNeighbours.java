package gaitkeeper.trainer.cluster;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.work.Workers;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Exact nearest neighbours by Euclidean distance of all points among all, ties by index.
 *
 * <p>The distances of a few principal components, with the length of the rest as one more, never exceed the real ones. One
 * small matrix product per block of rows gives these lower bounds; a row's k points of lowest bound give an upper bound of
 * its k-th distance; only points whose lower bound lies below it are compared in full, in double precision.
 */
public final class NearestNeighbours {
    private static final int ROWS = 256;

    /** More than the worst rounding error of a squared distance in floats, as a share of the squared lengths. */
    private static final float ROUNDING = 2e-5f;

    private final float[] points;
    private final int width;
    private final int size;
    private final int count;
    private final Projection projection;
    private final int[] indices;

    private NearestNeighbours(float[] points, int width, int count, Projection projection) {
        this.points = points;
        this.width = width;
        this.size = points.length / width;
        this.count = Math.min(count, size);
        this.projection = projection;
        indices = new int[size * this.count];
    }

    /**
     * Finds the neighbours of every point, itself among them.
     *
     * @param points {@code [n, width]}
     * @param count neighbours of each; all points if there are fewer
     */
    public static Neighbours find(float[] points, int width, int count) {
        try (var projection = Projection.of(points, width)) {
            var search = new NearestNeighbours(points, width, count, projection);
            Workers.forEach((search.size + ROWS - 1) / ROWS, search::block);
            return new Neighbours(search.indices, search.count);
        }
    }

    private void block(int block) {
        int from = block * ROWS;
        int to = Math.min(size, from + ROWS);
        float[] bounds = products(from, to);
        var rows = new Row();
        for (int row = from; row < to; row++) {
            rows.search(row, bounds, (row - from) * size);
        }
    }

    /** Twice the inner products of some projected rows with all, negated. */
    private float[] products(int from, int to) {
        try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
            Tensor all = projection.rows();
            Tensor some = all.narrow(0, from, to - from).mul(Torch.number(-2));
            return Torch.numbers(some.matmul(all.t()));
        }
    }

    /** Searches for one row after another; one per thread. */
    private final class Row {
        private final float[] nearest = new float[count];
        private final int[] nearestAt = new int[count];
        private final double[] distances = new double[count];
        private final int[] found = new int[count];
        private int filled;

        void search(int row, float[] bounds, int offset) {
            final float[] squares = projection.squares();
            for (int j = 0; j < size; j++) {
                bounds[offset + j] += squares[j];
            }
            lowest(bounds, offset);
            double limit = 0;
            for (int at : nearestAt) {
                limit = Math.max(limit, distance(row, at));
            }
            float slack = ROUNDING * (squares[row] + projection.greatest());
            collect(row, bounds, offset, (float) limit - squares[row] + slack);
            System.arraycopy(found, 0, indices, row * count, count);
        }

        /** The k points of lowest bound, in no order that matters. */
        private void lowest(float[] bounds, int offset) {
            Arrays.fill(nearest, Float.POSITIVE_INFINITY);
            float worst = Float.POSITIVE_INFINITY;
            int worstAt = 0;
            for (int j = 0; j < size; j++) {
                float bound = bounds[offset + j];
                if (bound < worst || j < count) {
                    int slot = j < count ? j : worstAt;
                    nearest[slot] = bound;
                    nearestAt[slot] = j;
                    if (j >= count - 1) {
                        worstAt = greatest(nearest);
                        worst = nearest[worstAt];
                    }
                }
            }
        }

        private void collect(int row, float[] bounds, int offset, float limit) {
            filled = 0;
            for (int j = 0; j < size; j++) {
                if (bounds[offset + j] <= limit) {
                    insert(distance(row, j), j);
                }
            }
        }

        /** Keeps the nearest in order; later ones of equal distance have higher indices and go behind. */
        private void insert(double distance, int index) {
            if (filled == count && distance >= distances[count - 1]) {
                return;
            }
            int slot = filled == count ? count - 1 : filled++;
            while (slot > 0 && distances[slot - 1] > distance) {
                distances[slot] = distances[slot - 1];
                found[slot] = found[slot - 1];
                slot--;
            }
            distances[slot] = distance;
            found[slot] = index;
        }
    }

    private static int greatest(float[] values) {
        int at = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[at]) {
                at = i;
            }
        }
        return at;
    }

    /** Squared distance; four sums at a time, because one must wait for itself. */
    private double distance(int a, int b) {
        final float[] rows = points;
        final int i = a * width;
        final int j = b * width;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < width; k += 4) {
            double d0 = (double) rows[i + k] - rows[j + k];
            double d1 = (double) rows[i + k + 1] - rows[j + k + 1];
            double d2 = (double) rows[i + k + 2] - rows[j + k + 2];
            double d3 = (double) rows[i + k + 3] - rows[j + k + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; k < width; k++) {
            double d = (double) rows[i + k] - rows[j + k];
            s0 += d * d;
        }
        return s0 + s1 + (s2 + s3);
    }
}
