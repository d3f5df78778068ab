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
    private final LongAdder pairs = new LongAdder();
    private final LongAdder alike = new LongAdder();

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

    /** Those of them where the evidence ever sufficed. */
    public long taken() {
        return alike.sum();
    }

    /**
     * The rate at which searches of strangers give a name.
     *
     * @param identities in the gallery, 0 or more
     */
    public Estimate estimate(int identities) {
        return Estimate.of(alike.sum(), pairs.sum()).map(pair -> ofSearch(pair, identities));
    }

    private static double ofSearch(double ofPair, int identities) {
        return 1 - Math.pow(1 - ofPair, identities);
    }
}
