package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Vectors that a graph of neighbours leads to. Its rows stay; those that nobody wants any more are passed over. */
final class Archive {
    /*
     * The parameters are jvector's own defaults but for the width of a search, which is measured (docs/search.md). The graph is built
     * on one thread and is not refined afterwards: the same vectors always give the same graph.
     */
    private static final int NEIGHBOURS = 32;
    private static final int BUILD_WIDTH = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    private static final VectorTypeSupport TYPES = VectorizationProvider.getInstance().getVectorTypeSupport();

    private final VectorSimilarityFunction similarity;
    private final RandomAccessVectorValues vectors;
    private final ImmutableGraphIndex graph;
    private final int[] rows;

    private Archive(VectorSimilarityFunction similarity, RandomAccessVectorValues vectors, ImmutableGraphIndex graph,
            int[] rows) {
        this.similarity = similarity;
        this.vectors = vectors;
        this.graph = graph;
        this.rows = rows;
    }

    /** A vector as graphs keep it. */
    static VectorFloat<?> keep(float[] vector) {
        return TYPES.createFloatVector(vector);
    }

    /**
     * Builds the graph.
     *
     * @param rows numbers of the vectors
     * @param values the vectors
     */
    static Archive of(Metric metric, int width, int[] rows, List<VectorFloat<?>> values) {
        VectorSimilarityFunction similarity = switch (metric) {
            case COSINE -> VectorSimilarityFunction.COSINE;
            case EUCLIDEAN -> VectorSimilarityFunction.EUCLIDEAN;
        };
        var vectors = new ListRandomAccessVectorValues(values, width);
        var scores = BuildScoreProvider.randomAccessScoreProvider(vectors, similarity);
        try (var builder = new GraphIndexBuilder(scores, width, NEIGHBOURS, BUILD_WIDTH, OVERFLOW, ALPHA, true,
                false)) {
            for (int node = 0; node < rows.length; node++) {
                builder.addGraphNode(node, vectors.getVector(node));
            }
            builder.cleanup();
            return new Archive(similarity, vectors, builder.getGraph(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Vectors, wanted or not. */
    int size() {
        return rows.length;
    }

    int row(int node) {
        return rows[node];
    }

    VectorFloat<?> kept(int node) {
        return vectors.getVector(node);
    }

    float[] vector(int node) {
        VectorFloat<?> kept = kept(node);
        float[] vector = new float[kept.length()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = kept.get(i);
        }
        return vector;
    }

    /** Leaves a vector of length 1, which cosines need, and nothing of what it was. */
    void erase(int node) {
        VectorFloat<?> kept = kept(node);
        kept.zero();
        kept.set(0, 1);
    }

    /**
     * Follows the graph to the nodes nearest to a probe, best first.
     *
     * @param count most nodes wanted
     * @param wanted by row
     */
    int[] search(float[] probe, int count, IntPredicate wanted) {
        var scores = DefaultSearchScoreProvider.exact(keep(probe), similarity, vectors);
        try (var searcher = new GraphSearcher(graph)) {
            NodeScore[] nodes = searcher.search(scores, count, node -> wanted.test(rows[node])).getNodes();
            return Arrays.stream(nodes).mapToInt(node -> node.node).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
