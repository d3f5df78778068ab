package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.EmbeddingSet;
import gaitkeeper.trainer.ExemplarBlock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A gallery's embeddings ordered by person, and the scores of probes against all of them. */
final class GalleryColumns {
    /** Probes to score in one go: a block of the gallery stays in the cache while they pass. */
    static final int TILE = 32;
    private static final int BLOCK = 256;

    private final int[] order;
    private final int[] people;
    private final int[] starts;
    private final ExemplarBlock[] blocks;

    /** Takes finite embeddings; of unit length for the cosine. */
    GalleryColumns(EmbeddingSet gallery, Metric metric) {
        order = IntStream.range(0, gallery.size()).boxed()
                .sorted(Comparator.comparingInt(row -> gallery.persons()[row])).mapToInt(row -> row).toArray();
        people = Arrays.stream(gallery.persons()).sorted().distinct().toArray();
        starts = starts(gallery.persons());
        blocks = new ExemplarBlock[(order.length + BLOCK - 1) / BLOCK];
        Arrays.setAll(blocks, i -> {
            int[] rows = Arrays.copyOfRange(order, i * BLOCK, Math.min((i + 1) * BLOCK, order.length));
            return new ExemplarBlock(metric, gallery.width(), gallery.pick(rows).vectors());
        });
    }

    private int[] starts(int[] persons) {
        int[] first = new int[people.length + 1];
        for (int person : persons) {
            first[Arrays.binarySearch(people, person) + 1]++;
        }
        Arrays.parallelPrefix(first, Integer::sum);
        return first;
    }

    int size() {
        return order.length;
    }

    /** Labels, ascending. */
    int[] people() {
        return people;
    }

    /** Positions of the i-th of the people begin here and end where the next one's begin. */
    int start(int place) {
        return starts[place];
    }

    /** Position of each row of the set as it was given. */
    int[] positions() {
        int[] positions = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            positions[order[i]] = i;
        }
        return positions;
    }

    /**
     * Scores a tile of probes, higher is nearer.
     *
     * @param first row of the first probe
     * @param count probes, up to {@link #TILE}
     * @param target {@code [count, size]}, in the order of positions
     */
    void score(EmbeddingSet probes, int first, int count, float[][] target) {
        float[] scores = new float[BLOCK];
        for (int block = 0; block < blocks.length; block++) {
            for (int i = 0; i < count; i++) {
                blocks[block].score(probes.vectors(), (first + i) * probes.width(), scores);
                System.arraycopy(scores, 0, target[i], block * BLOCK, blocks[block].count());
            }
        }
    }
}
