package gaitkeeper.trainer.cluster;

import gaitkeeper.trainer.work.Workers;
import java.util.Arrays;

/**
 * The k-reciprocal Jaccard distance (Zhong et al., CVPR 2017) as published with SimMC, exact, without any n x n matrix: two
 * points that share no weighted neighbour have the distance 1, all others are found through what they share.
 */
public final class Jaccard {
    private static final int ROWS = 256;

    private final Neighbours ranks;
    private final int half;
    private final int expansion;

    private Jaccard(Neighbours ranks, int k1, int k2) {
        this.ranks = ranks;
        half = Math.min(ranks.count(), (int) Math.rint(k1 / 2.0) + 1);
        expansion = Math.min(ranks.count(), k2);
    }

    /**
     * Finds all pairs within a distance.
     *
     * @param points {@code [n, width]}; only their inner products count
     * @param ranks the nearest {@code k1} of each point
     * @param k2 how many of the nearest lend their weights
     * @param eps greatest distance of a pair, below 1
     */
    public static NeighbourGraph within(float[] points, int width, Neighbours ranks, int k1, int k2, double eps) {
        if (!(eps >= 0 && eps < 1)) {
            throw new IllegalArgumentException("eps must be from 0 to below 1, was " + eps);
        }
        SparseRows weights = weights(points, width, ranks, k1, k2);
        return graph(weights, (float) eps);
    }

    /** The expanded weights V' of each point over the points; a row sums to 1. */
    static SparseRows weights(float[] points, int width, Neighbours ranks, int k1, int k2) {
        var jaccard = new Jaccard(ranks, k1, k2);
        int size = ranks.points();
        var plain = new SparseRows(new int[size][], new float[size][]);
        blocks(size, i -> jaccard.weigh(points, width, i, plain));
        if (k2 <= 1) {
            return plain;
        }
        var expanded = new SparseRows(new int[size][], new float[size][]);
        blocks(size, i -> jaccard.expand(i, plain, expanded));
        return expanded;
    }

    private interface RowWork {
        void accept(int row);
    }

    private static void blocks(int size, RowWork work) {
        Workers.forEach((size + ROWS - 1) / ROWS, block -> {
            for (int i = block * ROWS; i < Math.min(size, (block + 1) * ROWS); i++) {
                work.accept(i);
            }
        });
    }

    /** Those of the first {@code first} neighbours that have the point among theirs. */
    int[] reciprocal(int point, int first) {
        int[] found = new int[first];
        int filled = 0;
        for (int rank = 0; rank < first; rank++) {
            int other = ranks.at(point, rank);
            if (ranks.has(other, point, first)) {
                found[filled++] = other;
            }
        }
        return Arrays.copyOf(found, filled);
    }

    /** The reciprocal neighbours and, of each, its own closer ones, if more than two thirds of those are reciprocal here. */
    int[] expanded(int point) {
        int[] own = reciprocal(point, ranks.count());
        int[] all = own;
        for (int candidate : own) {
            int[] its = reciprocal(candidate, half);
            if (3 * shared(its, own) > 2 * its.length) {
                int end = all.length;
                all = Arrays.copyOf(all, end + its.length);
                System.arraycopy(its, 0, all, end, its.length);
            }
        }
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    private static int shared(int[] some, int[] others) {
        int shared = 0;
        for (int one : some) {
            for (int other : others) {
                shared += one == other ? 1 : 0;
            }
        }
        return shared;
    }

    private void weigh(float[] points, int width, int point, SparseRows target) {
        int[] members = expanded(point);
        double[] products = new double[members.length];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < members.length; i++) {
            products[i] = product(points, width, point, members[i]);
            greatest = Math.max(greatest, products[i]);
        }
        double sum = 0;
        for (int i = 0; i < members.length; i++) {
            products[i] = Math.exp(2 * (products[i] - greatest));
            sum += products[i];
        }
        float[] weights = new float[members.length];
        for (int i = 0; i < members.length; i++) {
            weights[i] = (float) (products[i] / sum);
        }
        store(point, members, weights, target);
    }

    private static double product(float[] points, int width, int a, int b) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += (double) points[a * width + k] * points[b * width + k];
        }
        return sum;
    }

    private void expand(int point, SparseRows plain, SparseRows target) {
        int[] members = new int[0];
        for (int rank = 0; rank < expansion; rank++) {
            int[] more = plain.columns()[ranks.at(point, rank)];
            int end = members.length;
            members = Arrays.copyOf(members, end + more.length);
            System.arraycopy(more, 0, members, end, more.length);
        }
        members = Arrays.stream(members).sorted().distinct().toArray();
        double[] sums = new double[members.length];
        for (int rank = 0; rank < expansion; rank++) {
            add(plain, ranks.at(point, rank), members, sums);
        }
        float[] weights = new float[members.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (sums[i] / expansion);
        }
        store(point, members, weights, target);
    }

    private static void add(SparseRows plain, int row, int[] members, double[] sums) {
        int at = 0;
        for (int i = 0; i < plain.columns()[row].length; i++) {
            while (members[at] != plain.columns()[row][i]) {
                at++;
            }
            sums[at] += plain.values()[row][i];
        }
    }

    /** Leaves out what has become zero: most of a softmax of large products. */
    private static void store(int row, int[] columns, float[] values, SparseRows target) {
        int[] kept = new int[columns.length];
        float[] weights = new float[columns.length];
        int filled = 0;
        for (int i = 0; i < columns.length; i++) {
            if (values[i] > 0) {
                kept[filled] = columns[i];
                weights[filled++] = values[i];
            }
        }
        target.columns()[row] = Arrays.copyOf(kept, filled);
        target.values()[row] = Arrays.copyOf(weights, filled);
    }

    private static NeighbourGraph graph(SparseRows weights, float eps) {
        SparseRows inverted = weights.transposed();
        int[][] neighbours = new int[weights.size()][];
        Workers.forEach((weights.size() + ROWS - 1) / ROWS, block -> {
            var scratch = new Scratch(weights.size());
            for (int i = block * ROWS; i < Math.min(weights.size(), (block + 1) * ROWS); i++) {
                scratch.share(i, weights, inverted);
                neighbours[i] = scratch.take(i, eps);
            }
        });
        return new NeighbourGraph(neighbours);
    }

    /** What one point shares with others. Sums run over ascending columns, so that both ends of a pair find the same. */
    private static final class Scratch {
        private final float[] shared;
        private final int[] touched;
        private int filled;

        Scratch(int size) {
            shared = new float[size];
            touched = new int[size];
        }

        void share(int point, SparseRows weights, SparseRows inverted) {
            int[] columns = weights.columns()[point];
            for (int c = 0; c < columns.length; c++) {
                float weight = weights.values()[point][c];
                int[] others = inverted.columns()[columns[c]];
                float[] values = inverted.values()[columns[c]];
                for (int i = 0; i < others.length; i++) {
                    if (shared[others[i]] == 0) {
                        touched[filled++] = others[i];
                    }
                    shared[others[i]] += Math.min(weight, values[i]);
                }
            }
        }

        int[] take(int point, float eps) {
            int[] near = new int[filled + 1];
            int count = 0;
            for (int i = 0; i < filled; i++) {
                float m = shared[touched[i]];
                if (touched[i] != point && Math.max(0, 1 - m / (2 - m)) <= eps) {
                    near[count++] = touched[i];
                }
                shared[touched[i]] = 0;
            }
            filled = 0;
            near[count++] = point;
            int[] result = Arrays.copyOf(near, count);
            Arrays.sort(result);
            return result;
        }
    }
}
