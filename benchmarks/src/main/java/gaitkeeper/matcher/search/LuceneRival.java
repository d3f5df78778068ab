package gaitkeeper.matcher.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.HitQueue;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.store.MMapDirectory;

/** Lucene, one segment with its own settings, memory-mapped. A document's number is its row. */
final class LuceneRival {
    private static final int LIMIT = 10;
    private static final double BUFFER_MB = 4_000;
    private static final String FIELD = "embedding";

    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    private LuceneRival(DirectoryReader reader) {
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
    }

    /** Writes the index, whose graph is built on one thread, into a folder that goes when the JVM ends. */
    static LuceneRival of(Path folder, float[][] vectors) throws IOException {
        var directory = new MMapDirectory(folder);
        var config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE).setRAMBufferSizeMB(BUFFER_MB)
                .setUseCompoundFile(false);
        config.setRAMPerThreadHardLimitMB(2_047);
        try (var writer = new IndexWriter(directory, config)) {
            for (float[] vector : vectors) {
                var document = new Document();
                document.add(new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(document);
            }
        }
        folder.toFile().deleteOnExit();
        for (String file : directory.listAll()) {
            folder.resolve(file).toFile().deleteOnExit();
        }
        return new LuceneRival(DirectoryReader.open(directory));
    }

    /** Compares every vector. */
    int[] flat(float[] probe) throws IOException {
        var top = new HitQueue(LIMIT, true);
        ScoreDoc last = top.top();
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(FIELD);
            VectorScorer scorer = values.scorer(probe);
            DocIdSetIterator documents = scorer.iterator();
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                float score = scorer.score();
                if (score > last.score) {
                    last.score = score;
                    last.doc = leaf.docBase + doc;
                    last = top.updateTop();
                }
            }
        }
        int[] found = new int[LIMIT];
        for (int rank = LIMIT - 1; rank >= 0; rank--) {
            found[rank] = top.pop().doc;
        }
        return found;
    }

    /** Follows the graph. */
    int[] graph(float[] probe, int width) throws IOException {
        ScoreDoc[] found = searcher.search(new KnnFloatVectorQuery(FIELD, probe, width), LIMIT).scoreDocs;
        return Arrays.stream(found).mapToInt(hit -> hit.doc).toArray();
    }
}
