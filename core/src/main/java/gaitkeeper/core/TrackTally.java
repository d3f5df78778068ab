package gaitkeeper.core;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one track stands with the identities it was compared with: votes and mean scores. The one definition of the rule by
 * which the live matcher names tracks and by which the trainer measures and calibrates models.
 *
 * @param <K> what tells identities apart
 */
public final class TrackTally<K> {
    /*
     * Each window ranks the identities nearest to it. An identity's score is the mean over the windows of its similarity to
     * them; in a window that did not rank it, it counts with the last rank's similarity, which bounds its own from above.
     * Rank among identities goes by votes (windows nearest to it): measured on KGBD, votes name the right person more often
     * than mean scores do, while the score tells strangers from acquaintances.
     */
    /** Identities ranked per window. */
    public static final int RANKED = 8;

    private static final int MAX_CANDIDATES = 32;

    private final Map<K, Sum<K>> sums = new LinkedHashMap<>();
    private int compared;
    private double lastRankSum;

    /** An identity in a window's ranking. */
    public interface Ranked<K> {
        /** Who. */
        K identity();

        /** How near, higher is nearer. */
        float score();
    }

    /**
     * How one identity stands.
     *
     * @param votes windows nearest to it
     * @param sum of its scores over all windows compared
     */
    public record Standing<K>(K identity, int votes, double sum) {
        /** More votes first, then the higher sum. */
        private static final Comparator<Standing<?>> BEST_FIRST = (a, b) -> {
            int byVotes = Integer.compare(b.votes, a.votes);
            return byVotes != 0 ? byVotes : Double.compare(b.sum, a.sum);
        };
    }

    /** A track that has not been compared yet. */
    public TrackTally() {}

    /**
     * A track as it stood.
     *
     * @param compared windows compared
     * @param lastRankSum sum of the last ranks' scores
     * @param standings in the order of {@link #standings()}
     */
    public TrackTally(int compared, double lastRankSum, List<Standing<K>> standings) {
        this.compared = compared;
        this.lastRankSum = lastRankSum;
        standings.forEach(standing -> sums.put(standing.identity(),
                new Sum<>(standing.identity(), standing.votes(), standing.sum())));
    }

    /** Adds a window's ranking, best first; an empty one changes nothing. */
    public void add(List<? extends Ranked<K>> ranking) {
        if (ranking.isEmpty()) {
            return;
        }
        float lastRank = ranking.getLast().score();
        sums.values().forEach(sum -> sum.score += lastRank);
        for (Ranked<K> ranked : ranking) {
            sums.computeIfAbsent(ranked.identity(), who -> new Sum<>(who, 0, lastRankSum + lastRank)).score += ranked
                    .score()
                    - lastRank;
        }
        sums.computeIfPresent(ranking.getFirst().identity(), (_, sum) -> sum.withVote());
        compared++;
        lastRankSum += lastRank;
        prune();
    }

    private void prune() {
        if (sums.size() > 2 * MAX_CANDIDATES) {
            ranking().stream().skip(MAX_CANDIDATES).forEach(standing -> sums.remove(standing.identity()));
        }
    }

    /** Windows that were compared with somebody. */
    public int compared() {
        return compared;
    }

    /** Sum of the last ranks' scores: what an identity stands at that was never ranked. */
    public double lastRankSum() {
        return lastRankSum;
    }

    /** Everyone who may still be the nearest, in the order they were first ranked. */
    public List<Standing<K>> standings() {
        return sums.values().stream().map(Sum::standing).toList();
    }

    /** The same, best first: by votes, of equals by score, then the earlier ranked. */
    public List<Standing<K>> ranking() {
        return standings().stream().sorted(Standing.BEST_FIRST).toList();
    }

    /** The identity with most votes; of equals the one with the higher score, then the earlier ranked. */
    public Optional<Standing<K>> best() {
        return best(Set.of());
    }

    /** The best of those who are not these. */
    public Optional<Standing<K>> best(Set<K> not) {
        return Optional.ofNullable(leader(not)).map(Sum::standing);
    }

    /** The highest mean score among the other identities, negative infinity if there are none. */
    public double runnerUp() {
        return runnerUp(Set.of());
    }

    /** The highest mean score among those who are neither these nor the best of the others. */
    public double runnerUp(Set<K> not) {
        Sum<K> leader = leader(not);
        double highest = Double.NEGATIVE_INFINITY;
        for (Sum<K> sum : sums.values()) {
            highest = sum == leader || not.contains(sum.identity) ? highest : Math.max(highest, sum.score / compared);
        }
        return highest;
    }

    /** Asked several times per window, hence no sorting. */
    private @Nullable Sum<K> leader(Set<K> not) {
        Sum<K> leader = null;
        for (Sum<K> sum : sums.values()) {
            boolean ahead = leader == null || sum.beats(leader);
            leader = ahead && !not.contains(sum.identity) ? sum : leader;
        }
        return leader;
    }

    private static final class Sum<K> {
        final K identity;
        int votes;
        double score;

        Sum(K identity, int votes, double score) {
            this.identity = identity;
            this.votes = votes;
            this.score = score;
        }

        Sum<K> withVote() {
            votes++;
            return this;
        }

        boolean beats(Sum<K> other) {
            return votes > other.votes || votes == other.votes && Double.compare(score, other.score) > 0;
        }

        Standing<K> standing() {
            return new Standing<>(identity, votes, score);
        }
    }
}
