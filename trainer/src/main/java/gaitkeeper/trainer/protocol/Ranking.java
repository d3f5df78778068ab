package gaitkeeper.trainer.protocol;

import java.util.Arrays;

/**
 * Where the right ones stand in one query's ranking. Wrong ones that are as near as a right one stand before it. Nothing is
 * sorted but the right ones: each wrong one is counted at the best right one that it reaches.
 */
public final class Ranking {
    private static final int STEPS_PER_RIGHT = 4;

    private final float[] right;
    private final int[] wrong;
    private final int[] firstOfStep;
    private float stepsPerScore;
    private int size;
    private float nearestWrong;

    /** Room for a number of right ones. */
    public Ranking(int most) {
        right = new float[most];
        wrong = new int[most];
        firstOfStep = new int[STEPS_PER_RIGHT * most + 2];
    }

    /**
     * Ranks one query's scores.
     *
     * @param scores {@code [count, ..]}, higher is nearer
     * @param from where the right ones begin
     * @param to where they end
     * @param left one of them to leave out, or -1
     */
    public void rank(float[] scores, int count, int from, int to, int left) {
        size = 0;
        for (int i = from; i < to; i++) {
            if (i != left) {
                right[size++] = -scores[i];
            }
        }
        Arrays.sort(right, 0, size);
        for (int i = 0; i < size; i++) {
            right[i] = -right[i];
        }
        prepareSteps();
        Arrays.fill(wrong, 0, size, 0);
        nearestWrong = Math.max(count(scores, 0, from), count(scores, to, count));
        for (int i = 1; i < size; i++) {
            wrong[i] += wrong[i - 1];
        }
    }

    private float count(float[] scores, int from, int to) {
        float best = Float.NEGATIVE_INFINITY;
        float last = size == 0 ? Float.POSITIVE_INFINITY : right[size - 1];
        for (int i = from; i < to; i++) {
            best = Math.max(best, scores[i]);
            if (scores[i] >= last) {
                wrong[reached(scores[i])]++;
            }
        }
        return best;
    }

    /*
     * Half a billion times: a table of equal steps between the best and the last score tells nearly where to look, in half
     * the time of a binary search.
     */
    /** Fills the table: for each step, the first of the right ones that does not stand before it. */
    private void prepareSteps() {
        float range = size == 0 ? 0 : right[0] - right[size - 1];
        stepsPerScore = range > 0 ? STEPS_PER_RIGHT * size / range : 0;
        int filled = 0;
        for (int i = 0; i < size; i++) {
            for (int step = step(right[i]); filled <= step; filled++) {
                firstOfStep[filled] = i;
            }
        }
    }

    private int step(float score) {
        return (int) Math.min((right[0] - score) * stepsPerScore, firstOfStep.length - 1);
    }

    /** The best of the right ones that a score reaches; it reaches the last. */
    private int reached(float score) {
        int i = score >= right[0] ? 0 : firstOfStep[step(score)];
        while (right[i] > score) {
            i++;
        }
        return i;
    }

    /** Number of right ones. */
    public int size() {
        return size;
    }

    /** Score of the nearest right one, negative infinity without one. */
    float nearestRight() {
        return size == 0 ? Float.NEGATIVE_INFINITY : right[0];
    }

    /** Score of the nearest wrong one, negative infinity without one. */
    float nearestWrong() {
        return nearestWrong;
    }

    /** Wrong ones before the nearest right one, which must exist. */
    public int before() {
        return wrong[0];
    }

    /**
     * Sum over distinct scores of right ones of the recall gained times the precision there; NaN without right ones. This is
     * scikit-learn's average precision: ties are one step.
     */
    public double averagePrecision() {
        double sum = 0;
        int gained = 0;
        for (int i = 0; i < size; i++) {
            gained++;
            if (i + 1 == size || right[i + 1] != right[i]) {
                sum += gained * (i + 1.0) / (i + 1.0 + wrong[i]);
                gained = 0;
            }
        }
        return sum / size;
    }
}
