package gaitkeeper.trainer.simmc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which sequences are trained on, and in which order. */
final class TrainingOrder {
    private TrainingOrder() {}

    /** All sequences, as they stand. */
    static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    /** Shuffles in place. */
    static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    /**
     * The published resampling, which uses labels: twice as many rounds as there are whole batches, and in each an equal
     * number of sequences of each person, the next of its list or, at its end, any with replacement.
     */
    static int[] balanced(int[] persons, int batch, RandomGenerator random) {
        Map<Integer, List<Integer>> lists = new TreeMap<>();
        for (int i = 0; i < persons.length; i++) {
            lists.computeIfAbsent(persons[i], _ -> new ArrayList<>()).add(i);
        }
        int rounds = 2 * (persons.length / batch);
        int each = batch / lists.size();
        int[] order = new int[rounds * each * lists.size()];
        int at = 0;
        for (int round = 0; round < rounds; round++) {
            for (List<Integer> list : lists.values()) {
                boolean whole = each * (round + 1) <= list.size();
                for (int i = 0; i < each; i++) {
                    order[at++] = list.get(whole ? each * round + i : random.nextInt(list.size()));
                }
            }
        }
        return order;
    }
}
