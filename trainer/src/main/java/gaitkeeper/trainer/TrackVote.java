package gaitkeeper.trainer;

import java.util.Arrays;

/**
 * The live matcher's rule for a track, over a fixed list of identities. A window ranks the {@value #RANKED} identities
 * nearest to it; the others count with the last rank's score. An identity's score is its mean over the windows. The nearest
 * identity is the one with most windows nearest to it, of equals the one with the higher score.
 */
public final class TrackVote {
    /** Identities ranked per window. */
    public static final int RANKED = 8;

    private final double[] sums;
    private final int[] votes;
    private final float[] order;
    private double ranked;
    private int windows;

    /** A track that has no windows yet. */
    public TrackVote(int identities) {
        sums = new double[identities];
        votes = new int[identities];
        order = new float[identities];
    }

    /**
     * Where a track stands.
     *
     * @param windows behind it
     * @param nearest position of the nearest identity
     * @param votes windows nearest to it
     * @param score its mean score
     * @param runnerUp highest mean score of the others, negative infinity without others
     * @param secondVotes most votes of the others
     * @param cohort mean score of a window's ranked identities
     */
    public record Standing(int windows, int nearest, int votes, double score, double runnerUp, int secondVotes,
            double cohort) {}

    /** Forgets the track. */
    public void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(votes, 0);
        ranked = 0;
        windows = 0;
    }

    /** Adds a window: the score of its nearest exemplar of each identity. */
    public void add(float[] scores) {
        System.arraycopy(scores, 0, order, 0, order.length);
        Arrays.sort(order);
        int last = Math.max(0, order.length - RANKED);
        double mean = 0;
        for (int i = last; i < order.length; i++) {
            mean += order[i] / (double) (order.length - last);
        }
        ranked += mean;
        int best = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += Math.max(scores[i], order[last]);
            best = scores[i] > scores[best] ? i : best;
        }
        votes[best]++;
        windows++;
    }

    /** Where the track stands after the windows added so far, one or more. */
    public Standing standing() {
        int nearest = 0;
        for (int i = 1; i < sums.length; i++) {
            if (votes[i] > votes[nearest] || votes[i] == votes[nearest] && sums[i] > sums[nearest]) {
                nearest = i;
            }
        }
        double second = Double.NEGATIVE_INFINITY;
        int secondVotes = 0;
        for (int i = 0; i < sums.length; i++) {
            if (i != nearest) {
                second = Math.max(second, sums[i]);
                secondVotes = Math.max(secondVotes, votes[i]);
            }
        }
        return new Standing(windows, nearest, votes[nearest], sums[nearest] / windows, second / windows, secondVotes,
                ranked / windows);
    }
}
