package gaitkeeper.matcher;

import java.util.Map;

/**
 * How well people are told apart, as far as that can be seen without knowing who they are; since the process started.
 *
 * @param fpir searches of strangers that give a name, estimated
 * @param pairs visits that were compared with an identity that they surely were not
 * @param taken those of them whose evidence sufficed for that identity at some time
 * @param switched tracks that had a name and were given another
 * @param answers given, by kind
 * @param rejected refusals by reason
 */
public record QualityStats(FalsePositives.Estimate fpir, long pairs, long taken, long switched,
        Map<String, Long> answers, Map<String, Long> rejected) {}
