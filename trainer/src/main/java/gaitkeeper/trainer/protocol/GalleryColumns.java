package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A gallery's embeddings ordered by person, and the scores of probes against all of them. */
final class GalleryColumns {
    /** Probes to score in one go: a block of the gallery stays in the cache while they pass. */
    private static final int TILE = 32;
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

    /** Sees one probe's scores. */
    interface Visitor {
        /** Scores of a probe, higher is nearer, in the order of positions; the array is used again. */
        void probe(int row, float[] scores);
    }

    /** Tiles of a set of probes. */
    static int tiles(EmbeddingSet probes) {
        return (probes.size() + TILE - 1) / TILE;
    }

    /** Scores one tile of probes; several threads may score different ones. */
    void score(EmbeddingSet probes, int tile, Visitor visitor) {
        int first = tile * TILE;
        float[][] scores = new float[Math.min(TILE, probes.size() - first)][size()];
        float[][] block = new float[scores.length][BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b].score(probes.vectors(), first, block);
            for (int i = 0; i < scores.length; i++) {
                System.arraycopy(block[i], 0, scores[i], b * BLOCK, blocks[b].count());
            }
        }
        for (int i = 0; i < scores.length; i++) {
            visitor.probe(first + i, scores[i]);
        }
    }
}
