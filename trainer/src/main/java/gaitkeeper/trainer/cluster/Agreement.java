package gaitkeeper.trainer.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adjusted mutual information of two labellings (Vinh et al., JMLR 2010), with the mean of the entropies above: 1 for equal
 * ones, about 0 for unrelated ones.
 */
public final class Agreement {
    private final int size;
    private final double[] logFactorials;

    private Agreement(int size) {
        this.size = size;
        logFactorials = new double[size + 1];
        for (int i = 2; i <= size; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
    }

    /** Compares the labels of the same points. */
    public static double adjusted(int[] first, int[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " and " + second.length + " labels");
        }
        if (first.length == 0) {
            return 0;
        }
        return new Agreement(first.length).of(first, second);
    }

    private double of(int[] first, int[] second) {
        Map<Integer, Integer> a = counts(first);
        Map<Integer, Integer> b = counts(second);
        if (a.size() == b.size() && (a.size() == 1 || a.size() == size)) {
            return 1;
        }
        double mutual = mutual(first, second, a, b);
        double expected = expected(sizes(a), sizes(b));
        double bound = (entropy(a) + entropy(b)) / 2 - expected;
        return (mutual - expected) / (Math.abs(bound) < 1e-15 ? Math.copySign(1e-15, bound) : bound);
    }

    private static Map<Integer, Integer> counts(int[] labels) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int label : labels) {
            counts.merge(label, 1, Integer::sum);
        }
        return counts;
    }

    /** How many clusters there are of each size. */
    private static Map<Integer, Integer> sizes(Map<Integer, Integer> counts) {
        Map<Integer, Integer> sizes = new TreeMap<>();
        counts.values().forEach(count -> sizes.merge(count, 1, Integer::sum));
        return sizes;
    }

    private double entropy(Map<Integer, Integer> counts) {
        return counts.values().stream().mapToDouble(n -> -(double) n / size * Math.log((double) n / size)).sum();
    }

    private double mutual(int[] first, int[] second, Map<Integer, Integer> a, Map<Integer, Integer> b) {
        Map<Long, Integer> cells = new HashMap<>();
        for (int i = 0; i < size; i++) {
            cells.merge((long) first[i] << 32 | second[i] & 0xffff_ffffL, 1, Integer::sum);
        }
        return cells.entrySet().stream().sorted(Map.Entry.comparingByKey()).mapToDouble(cell -> {
            double n = cell.getValue();
            double of = (double) a.getOrDefault((int) (cell.getKey() >> 32), 0)
                    * b.getOrDefault((int) (long) cell.getKey(), 0);
            return n / size * Math.log(size * n / of);
        }).sum();
    }

    /** The mean over all labellings with these cluster sizes. */
    private double expected(Map<Integer, Integer> a, Map<Integer, Integer> b) {
        double sum = 0;
        for (var one : a.entrySet()) {
            for (var other : b.entrySet()) {
                sum += (double) one.getValue() * other.getValue() * expected(one.getKey(), other.getKey());
            }
        }
        return sum;
    }

    private double expected(int a, int b) {
        double fixed = log(a) + log(b) + log(size - a) + log(size - b) - log(size);
        double sum = 0;
        for (int n = Math.max(1, a + b - size); n <= Math.min(a, b); n++) {
            double chance = Math.exp(fixed - log(n) - log(a - n) - log(b - n) - log(size - a - b + n));
            sum += (double) n / size * Math.log((double) size * n / ((double) a * b)) * chance;
        }
        return sum;
    }

    private double log(int n) {
        return logFactorials[n];
    }
}
