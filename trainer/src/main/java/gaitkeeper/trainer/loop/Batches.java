package gaitkeeper.trainer.loop;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which sequences each step takes: whole batches, in an order that depends on seed and epoch only.
 *
 * @param rows what is drawn from, in order
 * @param size sequences of a batch
 * @param shuffled whether each epoch has an order of its own; otherwise the batches are always the same
 * @param seed of the orders
 */
@SuppressWarnings("ArrayRecordComponent") // Made once and shared.
public record Batches(int[] rows, int size, boolean shuffled, long seed) {
    /** Those of an order that is drawn once and kept. */
    public static Batches shuffledOnce(int[] rows, int size, long seed) {
        return new Batches(new Batches(rows, size, true, seed).order(0), size, false, seed);
    }

    /** Steps of an epoch. */
    public int steps() {
        return rows.length / size;
    }

    /** The rows of an epoch in its order; step s takes those from s x size on. */
    int[] order(int epoch) {
        int[] order = rows.clone();
        if (shuffled) {
            var random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + epoch);
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
        }
        return order;
    }

    /** The rows of one step. */
    int[] batch(int[] order, int step) {
        return Arrays.copyOfRange(order, step * size, (step + 1) * size);
    }
}
