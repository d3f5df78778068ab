package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.protocol.ExemplarBlock;
import gaitkeeper.trainer.work.Workers;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Walks and the embeddings of their windows; comparable as they stand (unit length for the cosine). */
final class KgbdEmbeddings {
    private final Metric metric;
    private final int width;
    private final List<Walk> walks;
    private final List<float[]> vectors;
    private final KgbdSplit split;

    private KgbdEmbeddings(Metric metric, int width, List<Walk> walks, List<float[]> vectors, KgbdSplit split) {
        this.metric = metric;
        this.width = width;
        this.walks = walks;
        this.vectors = vectors;
        this.split = split;
    }

    /** Embeds all windows of some walks. */
    static KgbdEmbeddings of(KgbdWindows data, List<Walk> walks, KgbdSplit split, Embedder embedder, Metric metric) {
        float[][] vectors = new float[walks.size()][];
        Workers.forEach(walks.size(), i -> {
            vectors[i] = embedder.embed(data.windows(walks.get(i), embedder.frames()));
            if (metric == Metric.COSINE) {
                toUnitLength(vectors[i], embedder.width());
            }
        });
        return new KgbdEmbeddings(metric, embedder.width(), List.copyOf(walks), Arrays.asList(vectors), split);
    }

    private static void toUnitLength(float[] rows, int width) {
        for (int at = 0; at < rows.length; at += width) {
            double square = 0;
            for (int i = at; i < at + width; i++) {
                square += rows[i] * (double) rows[i];
            }
            float scale = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
            for (int i = at; i < at + width; i++) {
                rows[i] *= scale;
            }
        }
    }

    Metric metric() {
        return metric;
    }

    int width() {
        return width;
    }

    List<Walk> walks() {
        return walks;
    }

    Role role(int walk) {
        return split.role(walks.get(walk));
    }

    /** Windows of the i-th walk. */
    int windows(int walk) {
        return vectors.get(walk).length / width;
    }

    /** The embeddings of the i-th walk, shared: {@code [windows, width]}. */
    float[] vectors(int walk) {
        return vectors.get(walk);
    }

    /** The windows of all walks of some roles. */
    EmbeddingSet set(Role... roles) {
        int[] chosen = IntStream.range(0, walks.size()).filter(i -> Arrays.asList(roles).contains(role(i))).toArray();
        FloatBuffer rows = FloatBuffer.allocate(Arrays.stream(chosen).map(i -> vectors.get(i).length).sum());
        Arrays.stream(chosen).forEach(i -> rows.put(vectors.get(i)));
        int[] walkOfRow = Arrays.stream(chosen).flatMap(i -> IntStream.range(0, windows(i)).map(_ -> i)).toArray();
        return new EmbeddingSet(rows.array(), width,
                Arrays.stream(walkOfRow).map(i -> walks.get(i).person()).toArray(), walkOfRow);
    }

    /**
     * The gallery walks' windows per person, walk after walk, the first ones only.
     *
     * @param limit most exemplars kept of a person
     * @param one whether a person is enrolled with one walk, the first, instead of all
     */
    Map<Integer, ExemplarBlock> gallery(int limit, boolean one) {
        Map<Integer, float[]> rows = new TreeMap<>();
        for (int i = 0; i < walks.size(); i++) {
            if (role(i) == Role.GALLERY) {
                rows.merge(walks.get(i).person(), vectors.get(i), one ? (first, _) -> first : KgbdEmbeddings::joined);
            }
        }
        Map<Integer, ExemplarBlock> gallery = new TreeMap<>();
        rows.forEach((person, all) -> gallery.put(person, new ExemplarBlock(metric, width,
                all.length / width > limit ? Arrays.copyOf(all, limit * width) : all)));
        return gallery;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
