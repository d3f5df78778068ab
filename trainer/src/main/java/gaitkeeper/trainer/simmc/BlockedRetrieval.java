package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.protocol.Ranking;
import gaitkeeper.trainer.work.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Distances by matrix products, some hundred probes at a time: seconds for all of KGBD. What follows from them is
 * {@link Ranking}'s, as in every other report.
 */
public final class BlockedRetrieval implements RetrievalMeasure {
    private static final int ROWS = 256;
    private static final int SUMS = 6;

    @Override
    public Retrieval measure(EmbeddingSet gallery, EmbeddingSet probe) {
        double[][] parts = new double[(probe.size() + ROWS - 1) / ROWS][];
        int[] byPerson = IntStream.range(0, gallery.size()).boxed()
                .sorted(Comparator.comparingInt(row -> gallery.persons()[row])).mapToInt(row -> row).toArray();
        try (var compared = new Compared(gallery.pick(byPerson), probe)) {
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
        private final int[] persons;
        private final EmbeddingSet probe;
        private final Tensor transposed;
        private final Tensor squares;
        private final Tensor probes;

        /** Takes a gallery in the order of its persons. */
        Compared(EmbeddingSet gallery, EmbeddingSet probe) {
            persons = gallery.persons();
            this.probe = probe;
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor rows = Torch.tensor(gallery.vectors(), gallery.size(), gallery.width());
                Tensor mean = rows.mean(new long[]{0}, true, new ScalarTypeOptional());
                Tensor centred = rows.sub(mean);
                transposed = retained(centred.t().mul(Torch.number(2)));
                squares = retained(centred.mul(centred).sum(new long[]{1}, false, new ScalarTypeOptional()));
                probes = retained(Torch.tensor(probe.vectors(), probe.size(), probe.width()).sub(mean));
            }
        }

        private static Tensor retained(Tensor tensor) {
            tensor.retainReference();
            return tensor;
        }

        /** Hits at 1, 5 and 10, average precisions, queries, queries with someone to find. */
        double[] block(int from) {
            int count = Math.min(ROWS, probe.size() - from);
            float[] scores;
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                scores = Torch.numbers(probes.narrow(0, from, count).matmul(transposed).sub_(squares));
            }
            double[] sums = new double[SUMS];
            var ranking = new Ranking(persons.length);
            for (int i = 0; i < count; i++) {
                float[] row = Arrays.copyOfRange(scores, i * persons.length, (i + 1) * persons.length);
                query(probe.persons()[from + i], row, ranking, sums);
            }
            return sums;
        }

        private void query(int person, float[] scores, Ranking ranking, double[] sums) {
            int first = firstNotBelow(person);
            ranking.rank(scores, scores.length, first, firstNotBelow(person + 1), -1);
            sums[4]++;
            if (ranking.size() > 0) {
                sums[0] += ranking.before() < 1 ? 1 : 0;
                sums[1] += ranking.before() < 5 ? 1 : 0;
                sums[2] += ranking.before() < 10 ? 1 : 0;
                sums[3] += ranking.averagePrecision();
                sums[5]++;
            }
        }

        private int firstNotBelow(int person) {
            int low = 0;
            int high = persons.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (persons[middle] < person) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public void close() {
            transposed.close();
            squares.close();
            probes.close();
        }
    }
}
