package gaitkeeper.matcher;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often strangers are taken for somebody known, estimated without labels: two bodies that one sensor sees at the same time
 * are surely two people, so whenever the gallery learned an identity from one of them, the other is a stranger to it. For any
 * number of threads.
 *
 * <p>A search compares with everybody, so its false positive rate is {@code 1 - (1 - p)^n} for n identities that a stranger
 * is taken for independently with probability p each. People who are seen together may be more alike than others, or less.
 */
public final class FalsePositives {
    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.96;

    private final LongAdder pairs = new LongAdder();
    private final LongAdder alike = new LongAdder();

    /**
     * A rate with the interval of 95 % in which it lies (Wilson 1927).
     *
     * @param low 0 to 1
     * @param middle 0 to 1
     * @param high 0 to 1; 1 before anything was counted
     */
    public record Estimate(double low, double middle, double high) {}

    /** Counts a visit that ended and an identity that it was surely not; {@code taken} if the evidence ever sufficed for it. */
    public void count(boolean taken) {
        pairs.increment();
        if (taken) {
            alike.increment();
        }
    }

    /** Pairs counted. */
    public long pairs() {
        return pairs.sum();
    }

    /**
     * The rate at which searches of strangers give a name.
     *
     * @param identities in the gallery, 0 or more
     */
    public Estimate estimate(int identities) {
        long n = pairs.sum();
        if (n == 0) {
            return new Estimate(0, 0, 1);
        }
        double p = Math.min(n, alike.sum()) / (double) n;
        double square = Z * Z / n;
        double centre = (p + square / 2) / (1 + square);
        double half = Math.sqrt(p * (1 - p) * square + square * square / 4) / (1 + square);
        return new Estimate(ofSearch(centre - half, identities), ofSearch(p, identities),
                ofSearch(centre + half, identities));
    }

    private static double ofSearch(double ofPair, int identities) {
        return 1 - Math.pow(1 - Math.clamp(ofPair, 0.0, 1.0), identities);
    }
}
