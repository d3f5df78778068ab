package gaitkeeper.matcher;

import gaitkeeper.matcher.LiveBudget.Count;
import java.util.List;
import java.util.Map;

/**
 * How well people are told apart, as far as that can be seen without knowing who they are; since the process started.
 *
 * @param sensors what visits of known people say of the calibration, by the name of the sensor
 * @param tradeoff what other error budgets would have brought, smallest first
 * @param together what people seen at the same time say of it
 * @param visits that were long enough for an answer, by how they ended
 * @param switched tracks that had a name and were given another
 * @param answers given, by kind
 * @param rejected refusals by reason
 */
public record QualityStats(Map<String, Count> sensors, List<Tradeoff.Point> tradeoff, Together together,
        Map<Ending, Long> visits, long switched,
        Map<String, Long> answers, Map<String, Long> rejected) {
    /**
     * People of one sensor's view, who are surely not one another.
     *
     * @param fpir searches of strangers that give a name, estimated
     * @param pairs visits that were compared with an identity that they surely were not
     * @param taken those of them whose evidence sufficed for that identity at some time
     */
    public record Together(Estimate fpir, long pairs, long taken) {}

    /** What visits of known people say of the calibration. */
    public Count known() {
        return Count.sum(sensors.values());
    }

    /**
     * The share of visits given a name, of those neither enrolled nor found strange: people who were never seen before and left
     * undecided count against it, so the share of known people who are recognised (TPIR) is higher, if those named are named
     * rightly.
     */
    public Estimate named() {
        long named = ended(Ending.NAMED);
        return Estimate.of(named, named + ended(Ending.UNDECIDED));
    }

    /** Visits that ended so. */
    public long ended(Ending ending) {
        return visits.getOrDefault(ending, 0L);
    }
}
