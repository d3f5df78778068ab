package gaitkeeper.matcher.search;

import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.ArrayList;
import java.util.List;

/** The best owners so far, each by its best score, best first; of equals the lower number first. */
final class TopK {
    private final int[] owners;
    private final float[] scores;
    private int size;

    TopK(int limit) {
        owners = new int[limit];
        scores = new float[limit];
    }

    /** Scores below this cannot enter any more. */
    float floor() {
        return size < scores.length ? Float.NEGATIVE_INFINITY : scores[size - 1];
    }

    /** Enters an owner, unless it is there with as good a score or there are enough better ones. */
    void offer(int owner, float score) {
        int from = 0;
        while (from < size && owners[from] != owner) {
            from++;
        }
        boolean known = from < size;
        if (known ? !(score > scores[from]) : size == scores.length && !isBetter(owner, score, size - 1)) {
            return;
        }
        if (!known) {
            from = size < scores.length ? size++ : size - 1;
        }
        insert(from, owner, score);
    }

    /** Shifts what is worse into the free place. */
    private void insert(int free, int owner, float score) {
        int at = free;
        while (at > 0 && isBetter(owner, score, at - 1)) {
            owners[at] = owners[at - 1];
            scores[at] = scores[at - 1];
            at--;
        }
        owners[at] = owner;
        scores[at] = score;
    }

    private boolean isBetter(int owner, float score, int than) {
        return score > scores[than] || score == scores[than] && owner < owners[than];
    }

    /** Enters everyone of another. */
    void addAll(TopK other) {
        for (int i = 0; i < other.size; i++) {
            offer(other.owners[i], other.scores[i]);
        }
    }

    List<Nearest> ranking() {
        List<Nearest> ranking = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ranking.add(new Nearest(owners[i], scores[i]));
        }
        return ranking;
    }
}
