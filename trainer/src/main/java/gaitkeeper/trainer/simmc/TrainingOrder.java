package gaitkeeper.trainer.simmc;

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
}
