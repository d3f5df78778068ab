package gaitkeeper.matcher;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Detection error tradeoff without labels: how often strangers would have been named, and visits left without a name, by other
 * error budgets than the one in force. As with {@link LiveBudget}, a visit of somebody known is a stranger's search of all the
 * others; and the visits of known people are among those that ended named or undecided.
 *
 * <p>For any number of threads.
 */
public final class Tradeoff {
    /** Budgets that are tried: false positive identifications for each search of a stranger (FPIR). */
    static final double[] BUDGETS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};

    /** By the place of the smallest budget that would have given a name; the last place counts those that none would have. */
    private final AtomicLongArray impostors = new AtomicLongArray(BUDGETS.length + 1);
    private final AtomicLongArray visits = new AtomicLongArray(BUDGETS.length + 1);

    /**
     * What one budget would have brought.
     *
     * @param budget FPIR aimed at, above 0 and below 1
     * @param fpir strangers' searches that would have given a name
     * @param missed visits that would have been left without a name, of those that ended named or undecided: at most that share of
     *     known people (FNIR), as the undecided may never have been here before
     */
    public record Point(double budget, Estimate fpir, Estimate missed) {}

    /** Counts a visit of somebody known that would have been named somebody else from this budget on. */
    void impostor(double budget) {
        impostors.incrementAndGet(place(budget));
    }

    /** Counts a visit, of somebody who may be known, that would have been given a name from this budget on. */
    void visit(double budget) {
        visits.incrementAndGet(place(budget));
    }

    private static int place(double budget) {
        int place = Arrays.binarySearch(BUDGETS, budget);
        return place < 0 ? -place - 1 : place;
    }

    /** One for each budget, smallest first. */
    public List<Point> points() {
        long[] strangers = upTo(impostors);
        long[] named = upTo(visits);
        long searches = strangers[BUDGETS.length];
        long ended = named[BUDGETS.length];
        return IntStream.range(0, BUDGETS.length)
                .mapToObj(i -> new Point(BUDGETS[i], Estimate.of(strangers[i], searches),
                        Estimate.of(ended - named[i], ended)))
                .toList();
    }

    private static long[] upTo(AtomicLongArray counts) {
        long[] sums = IntStream.range(0, counts.length()).mapToLong(counts::get).toArray();
        Arrays.parallelPrefix(sums, Long::sum);
        return sums;
    }
}
