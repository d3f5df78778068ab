package gaitkeeper.trainer;

import gaitkeeper.trainer.KgbdSplit.Role;
import java.util.Arrays;
import java.util.Map;

/**
 * The published retrieval protocol: every probe window is one query against all gallery windows. Ties count against the
 * query in the ranks and are merged in the average precision.
 */
final class RetrievalEvaluation {
    private RetrievalEvaluation() {}

    /**
     * Figures of the protocol, in percent.
     *
     * @param top1 queries with a right window nearest
     * @param top5 queries with a right window among the nearest 5
     * @param top10 queries with a right window among the nearest 10
     * @param meanAveragePrecision over queries whose person is in the gallery
     * @param queries number of queries
     */
    record Result(double top1, double top5, double top10, double meanAveragePrecision, int queries) {}

    static Result evaluate(KgbdEmbeddings embeddings) {
        Map<Integer, ExemplarBlock> gallery = embeddings.gallery(Integer.MAX_VALUE);
        double[][] sums = new double[embeddings.walks().size()][];
        Workers.forEach(sums.length, i -> {
            boolean probe = embeddings.role(i) == Role.PROBE;
            sums[i] = probe ? new Queries(embeddings, i, gallery).sums() : new double[Queries.SUMS];
        });
        double[] total = new double[Queries.SUMS];
        for (double[] walk : sums) {
            Arrays.setAll(total, i -> total[i] + walk[i]);
        }
        return new Result(100 * total[0] / total[4], 100 * total[1] / total[4], 100 * total[2] / total[4],
                100 * total[3] / total[5], (int) total[4]);
    }

    /** The queries of one walk: hits at 1, 5 and 10, average precisions, queries, queries with someone to find. */
    private static final class Queries {
        static final int SUMS = 6;

        private final KgbdEmbeddings embeddings;
        private final int walk;
        private final Map<Integer, ExemplarBlock> gallery;
        private final float[] scratch;

        Queries(KgbdEmbeddings embeddings, int walk, Map<Integer, ExemplarBlock> gallery) {
            this.embeddings = embeddings;
            this.walk = walk;
            this.gallery = gallery;
            scratch = new float[gallery.values().stream().mapToInt(ExemplarBlock::count).max().orElse(0)];
        }

        double[] sums() {
            double[] sums = new double[SUMS];
            int person = embeddings.walks().get(walk).person();
            ExemplarBlock right = gallery.get(person);
            for (int window = 0; window < embeddings.windows(walk); window++) {
                sums[4]++;
                if (right != null) {
                    add(sums, person, own(right, window), window);
                }
            }
            return sums;
        }

        private void add(double[] sums, int person, float[] own, int window) {
            int[] others = others(own, person, window);
            sums[0] += others[0] < 1 ? 1 : 0;
            sums[1] += others[0] < 5 ? 1 : 0;
            sums[2] += others[0] < 10 ? 1 : 0;
            sums[3] += averagePrecision(own, others);
            sums[5]++;
        }

        /** Scores of the right windows, best first. */
        private float[] own(ExemplarBlock block, int window) {
            block.score(embeddings.vectors(walk), window * embeddings.width(), scratch);
            float[] own = Arrays.copyOf(scratch, block.count());
            Arrays.sort(own);
            for (int i = 0; i < own.length / 2; i++) {
                float swap = own[i];
                own[i] = own[own.length - 1 - i];
                own[own.length - 1 - i] = swap;
            }
            return own;
        }

        /** For each right window, how many wrong ones are at least as near. */
        private int[] others(float[] own, int person, int window) {
            int[] counts = new int[own.length];
            gallery.forEach((other, block) -> {
                if (other != person) {
                    block.score(embeddings.vectors(walk), window * embeddings.width(), scratch);
                    for (int i = 0; i < block.count(); i++) {
                        count(scratch[i], own, counts);
                    }
                }
            });
            for (int i = 1; i < counts.length; i++) {
                counts[i] += counts[i - 1];
            }
            return counts;
        }
    }

    /** Adds one to the count of the best of the right scores that a wrong score reaches, if it reaches any. */
    private static void count(float score, float[] own, int[] counts) {
        if (score < own[own.length - 1]) {
            return;
        }
        int from = 0;
        int to = own.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (own[middle] <= score) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        counts[from]++;
    }

    /**
     * Sum over distinct right scores of the recall gained times the precision there.
     *
     * @param own scores of the right ones, best first
     * @param others for each of them, how many wrong ones score at least as high
     */
    static double averagePrecision(float[] own, int[] others) {
        double sum = 0;
        int gained = 0;
        for (int i = 0; i < own.length; i++) {
            gained++;
            if (i + 1 == own.length || own[i + 1] != own[i]) {
                sum += gained * (i + 1.0) / (i + 1.0 + others[i]);
                gained = 0;
            }
        }
        return sum / own.length;
    }
}
