package gaitkeeper.matcher;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the calibration holds here, seen without labels, and what is left of the error budget if it does not.
 *
 * <p>All windows of one unbroken track are one person. So a visit of somebody known is, for all the others in the gallery, a
 * stranger's search: whoever it is likest among them is somebody else. That such a search would have given a name must not
 * happen more often than the budget says; and how often the evidence reaches what the calibration says one stranger in ten
 * reaches can be counted long before. Where that is surely exceeded, by more than chance, the budget shrinks in proportion.
 * It never grows: a person known twice counts as an error here, so that this rate is at most too high.
 *
 * <p>For any number of threads.
 */
public final class LiveBudget {
    /** Share of strangers, by the calibration, who resemble somebody as much as what is counted as near. */
    static final double NEAR = 0.1;

    private final Map<String, Count> sensors = new ConcurrentHashMap<>();
    private final Tradeoff tradeoff = new Tradeoff();
    private volatile double share = 1;

    /**
     * How near a visit came to somebody.
     *
     * @param budget the smallest of {@link Tradeoff#BUDGETS} by which the evidence would have given the name; infinite if by none
     * @param taken whether it would have by the budget in force
     */
    record Nearness(double budget, boolean taken) {
        /** Nearer than one stranger in ten. */
        boolean near() {
            return taken || budget <= NEAR;
        }

        /** The nearer of both. The budget in force may have changed in between. */
        Nearness or(Nearness other) {
            return new Nearness(Math.min(budget, other.budget), taken || other.taken);
        }
    }

    /**
     * What was counted.
     *
     * @param searches visits of somebody known, compared with all others
     * @param near those that came as near to somebody else as the calibration says one in ten does
     * @param taken those that would have been given a wrong name
     */
    public record Count(long searches, long near, long taken) {
        /** Over several sensors. */
        public static Count sum(Collection<Count> counts) {
            return counts.stream().reduce(new Count(0, 0, 0), Count::plus);
        }

        Count plus(Count other) {
            return new Count(searches + other.searches, near + other.near, taken + other.taken);
        }

        /** The share of strangers' searches that give a name. */
        public Estimate fpir() {
            return Estimate.of(taken, searches);
        }

        /** What the error budget is multiplied by: 1, or less where strangers come surely nearer than calibrated. */
        public double share() {
            return 1 / Math.max(1, drift().low());
        }

        /** How many times as often as the calibration says a stranger is near to somebody: 1 where it holds, 0 to 10. */
        public Estimate drift() {
            return Estimate.of(near, searches).map(rate -> rate / NEAR);
        }
    }

    /** Counts a visit of somebody known that ended, and how near it came to somebody else. */
    void countStranger(String sensor, Nearness other) {
        sensors.merge(sensor, new Count(1, other.near() ? 1 : 0, other.taken() ? 1 : 0), Count::plus);
        tradeoff.impostor(other.budget());
        share = all().share();
    }

    /** Counts a visit that ended named or undecided, and how near it came to the one whom it was named or resembled most. */
    void countVisit(Nearness likest) {
        tradeoff.visit(likest.budget());
    }

    /** What other budgets would have brought, smallest first. */
    public List<Tradeoff.Point> tradeoff() {
        return tradeoff.points();
    }

    /** {@link Count#share} over all sensors. */
    public double share() {
        return share;
    }

    /** Over all sensors. */
    public Count all() {
        return Count.sum(sensors.values());
    }

    /** What was counted until now, by the name of the sensor. */
    public Map<String, Count> sensors() {
        return new TreeMap<>(sensors);
    }
}
