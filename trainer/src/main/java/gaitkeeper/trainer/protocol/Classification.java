package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The published classification protocol: scores of all classes for each sequence.
 *
 * @param rank share of sequences whose class is among the 1, 2, .. n highest scores; ties count against the sequence
 * @param nAuc area under the micro-averaged ROC: one curve over all pairs of sequence and class. Not the area under the CMC
 * @param sequences number of sequences
 * @param classes number of classes
 */
public record Classification(List<Double> rank, double nAuc, int sequences, int classes) {
    /** Copies the ranks. */
    public Classification {
        rank = List.copyOf(rank);
    }

    /**
     * Measures raw scores; they need no softmax.
     *
     * @param scores {@code [n, classes]}, higher is likelier
     * @param labels n classes, 0 to {@code classes - 1}; -1 is a class nobody knows and a miss
     * @throws MalformedException if there is nothing to measure, or a score is not a number
     */
    public static Classification evaluate(float[] scores, int classes, int[] labels) {
        if (labels.length == 0 || classes < 2 || scores.length != labels.length * classes) {
            throw new MalformedException(Reason.BAD_FIELD, "scores of " + labels.length + " sequences and " + classes
                    + " classes expected, two classes or more, got " + scores.length + " numbers");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new MalformedException(Reason.NOT_FINITE, "the score of sequence " + i / classes + " for class "
                        + i % classes + " is not a number: the head or its input is broken");
            }
        }
        return new Classification(ranks(scores, classes, labels), areaUnderRoc(scores, classes, labels), labels.length,
                classes);
    }

    /** Nearest neighbour as a classifier: the score of a class is that of its nearest sequence. */
    public static Classification nearestNeighbour(PersonScores scores) {
        return evaluate(scores.all(), scores.people(),
                IntStream.range(0, scores.rows()).map(row -> Math.max(-1, scores.place(scores.person(row)))).toArray());
    }

    /**
     * Sums the scores that the prefixes of a sequence, or its frames, got.
     *
     * @param prefixes each {@code [n, classes]}
     */
    public static float[] sum(List<float[]> prefixes) {
        double[] sums = new double[prefixes.isEmpty() ? 0 : prefixes.getFirst().length];
        for (float[] scores : prefixes) {
            if (scores.length != sums.length) {
                throw new MalformedException(Reason.BAD_FIELD, "scores of all prefixes must be of one size");
            }
            Arrays.setAll(sums, i -> sums[i] + scores[i]);
        }
        float[] total = new float[sums.length];
        for (int i = 0; i < total.length; i++) {
            total[i] = (float) sums[i];
        }
        return total;
    }

    private static List<Double> ranks(float[] scores, int classes, int[] labels) {
        int[] firstAt = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) {
                int row = i * classes;
                float right = scores[row + labels[i]];
                firstAt[(int) IntStream.range(row, row + classes).filter(at -> scores[at] >= right).count() - 1]++;
            }
        }
        Arrays.parallelPrefix(firstAt, Integer::sum);
        return Arrays.stream(firstAt).mapToObj(hits -> hits / (double) labels.length).toList();
    }

    /**
     * The chance that the score of a right pair exceeds that of a wrong one, a tie being half a win: what the trapezoids below
     * the curve add up to.
     */
    private static double areaUnderRoc(float[] scores, int classes, int[] labels) {
        float[] right = new float[(int) Arrays.stream(labels).filter(label -> label >= 0).count()];
        float[] wrong = new float[scores.length - right.length];
        for (int i = 0, r = 0, w = 0; i < scores.length; i++) {
            if (labels[i / classes] == i % classes) {
                right[r++] = scores[i];
            } else {
                wrong[w++] = scores[i];
            }
        }
        Arrays.sort(right);
        Arrays.sort(wrong);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (float score : right) {
            while (below < wrong.length && wrong[below] < score) {
                below++;
            }
            while (upTo < wrong.length && wrong[upTo] <= score) {
                upTo++;
            }
            wins += below + (upTo - below) / 2.0;
        }
        return wins / ((double) right.length * wrong.length);
    }
}
