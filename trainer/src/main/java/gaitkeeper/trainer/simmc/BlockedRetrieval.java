package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.EmbeddingSet;
import gaitkeeper.trainer.Workers;
import gaitkeeper.trainer.nn.Torch;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Distances by matrix products, some hundred probes at a time: seconds for all of KGBD. Ties count against the probe in the
 * ranks and are merged in the average precision.
 */
public final class BlockedRetrieval implements RetrievalMeasure {
    private static final int ROWS = 256;
    private static final int SUMS = 6;

    @Override
    public Retrieval measure(EmbeddingSet gallery, EmbeddingSet probe) {
        double[][] parts = new double[(probe.size() + ROWS - 1) / ROWS][];
        try (var compared = new Compared(gallery, probe)) {
            Workers.forEach(parts.length, block -> parts[block] = compared.block(block * ROWS));
        }
        double[] total = new double[SUMS];
        for (double[] part : parts) {
            Arrays.setAll(total, i -> total[i] + part[i]);
        }
        return new Retrieval(100 * total[0] / total[4], 100 * total[1] / total[4], 100 * total[2] / total[4],
                100 * total[3] / total[5]);
    }

    /** Both sets in libtorch, moved so that the gallery's mean is the origin, which saves digits. */
    private static final class Compared implements AutoCloseable {
        private final EmbeddingSet gallery;
        private final EmbeddingSet probe;
        private final Tensor transposed;
        private final Tensor squares;
        private final Tensor probes;

        Compared(EmbeddingSet gallery, EmbeddingSet probe) {
            this.gallery = gallery;
            this.probe = probe;
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor rows = Torch.tensor(gallery.vectors(), gallery.size(), gallery.width());
                Tensor mean = rows.mean(new long[]{0}, true, new ScalarTypeOptional());
                Tensor centred = rows.sub(mean);
                transposed = retained(centred.t().mul(Torch.number(-2)));
                squares = retained(centred.mul(centred).sum(new long[]{1}, false, new ScalarTypeOptional()));
                probes = retained(Torch.tensor(probe.vectors(), probe.size(), probe.width()).sub(mean));
            }
        }

        private static Tensor retained(Tensor tensor) {
            tensor.retainReference();
            return tensor;
        }

        double[] block(int from) {
            int count = Math.min(ROWS, probe.size() - from);
            float[] distances;
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                distances = Torch.numbers(probes.narrow(0, from, count).matmul(transposed).add_(squares));
            }
            var query = new Query(gallery);
            for (int i = 0; i < count; i++) {
                query.add(probe.persons()[from + i], distances, i * gallery.size());
            }
            return query.sums;
        }

        @Override
        public void close() {
            transposed.close();
            squares.close();
            probes.close();
        }
    }

    /** Hits at 1, 5 and 10, average precisions, queries, queries with someone to find. */
    private static final class Query {
        private final double[] sums = new double[SUMS];
        private final int[] persons;
        private final float[] own;

        Query(EmbeddingSet gallery) {
            persons = gallery.persons();
            own = new float[persons.length];
        }

        void add(int person, float[] distances, int offset) {
            sums[4]++;
            int found = 0;
            for (int j = 0; j < persons.length; j++) {
                if (persons[j] == person) {
                    own[found++] = distances[offset + j];
                }
            }
            if (found > 0) {
                Arrays.sort(own, 0, found);
                int[] others = others(person, distances, offset, found);
                sums[0] += others[0] < 1 ? 1 : 0;
                sums[1] += others[0] < 5 ? 1 : 0;
                sums[2] += others[0] < 10 ? 1 : 0;
                sums[3] += averagePrecision(own, found, others);
                sums[5]++;
            }
        }

        /** For each right one, nearest first, how many wrong ones are at least as near. */
        private int[] others(int person, float[] distances, int offset, int found) {
            int[] counts = new int[found];
            var steps = new Steps(own, found);
            float farthest = own[found - 1];
            for (int j = 0; j < persons.length; j++) {
                float distance = distances[offset + j];
                if (distance <= farthest && persons[j] != person) {
                    counts[steps.firstNotBelow(distance)]++;
                }
            }
            for (int i = 1; i < found; i++) {
                counts[i] += counts[i - 1];
            }
            return counts;
        }
    }

    /** Finds places in ascending numbers by a table of equal steps: half the time of a binary search, with half a billion to do. */
    private static final class Steps {
        private static final int PER_NUMBER = 4;

        private final float[] numbers;
        private final float scale;
        private final int[] first;

        Steps(float[] numbers, int count) {
            this.numbers = numbers;
            float range = numbers[count - 1] - numbers[0];
            int steps = range > 0 ? PER_NUMBER * count : 0;
            scale = range > 0 ? steps / range : 0;
            first = new int[steps + 2];
            int filled = 0;
            for (int i = 0; i < count; i++) {
                while (filled <= step(numbers[i])) {
                    first[filled++] = i;
                }
            }
        }

        private int step(float number) {
            return (int) ((number - numbers[0]) * scale);
        }

        /** The first number that is not below one, which is none above the last. */
        int firstNotBelow(float number) {
            int i = number <= numbers[0] ? 0 : first[step(number)];
            while (numbers[i] < number) {
                i++;
            }
            return i;
        }
    }

    /**
     * Sum over distinct distances of the recall gained times the precision there.
     *
     * @param own distances of the right ones, ascending, the first {@code count} places
     * @param others for each of them, how many wrong ones are at least as near
     */
    static double averagePrecision(float[] own, int count, int... others) {
        double sum = 0;
        int gained = 0;
        for (int i = 0; i < count; i++) {
            gained++;
            if (i + 1 == count || own[i + 1] != own[i]) {
                sum += gained * (i + 1.0) / (i + 1.0 + others[i]);
                gained = 0;
            }
        }
        return sum / count;
    }
}
