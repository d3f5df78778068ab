package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Seen;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {
    @TempDir
    Path folder;

    /** What was measured while training would not be what is served. */
    @Test
    void refusesAGraphThatIsNotTheNetwork() {
        var draft = new BundleWriter.Draft("d16", "d16", "A test.", 6, Descriptors.INPUT, Descriptors.OUTPUT,
                Descriptors.D16_WIDTH, Metric.EUCLIDEAN, List.of("k1"), "nothing", Seen.NOTHING, 0, Map.of());
        Path bundle = folder.resolve("bundle");

        assertThatThrownBy(() -> BundleWriter.open(Kgbd.folder(), 0, "test").write(bundle, draft, Descriptors.d16(6),
                "nobody", BundleWriterTest::falling)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other embeddings");
        assertThat(bundle).doesNotExist();
    }

    private static EmbeddingSet falling(SequenceSet set) {
        float[] vectors = new float[set.size() * Descriptors.D16_WIDTH];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = -i;
        }
        return new EmbeddingSet(vectors, Descriptors.D16_WIDTH, new int[set.size()], new int[set.size()]);
    }
}
