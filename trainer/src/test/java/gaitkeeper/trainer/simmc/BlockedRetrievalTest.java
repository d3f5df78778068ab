package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.protocol.EmbeddingSet;
import org.junit.jupiter.api.Test;

class BlockedRetrievalTest {
    @Test
    void ranksByDistance() {
        EmbeddingSet gallery = line(new float[]{0, 1, 2, 3, 4}, 7, 8, 8, 7, 9);

        Retrieval result = new BlockedRetrieval().measure(gallery, line(new float[]{0.4f}, 7));

        assertThat(result.top1()).isEqualTo(100);
        // Right ones at ranks 1 and 4.
        assertThat(result.meanAveragePrecision()).isCloseTo(100 * (1 + 0.5) / 2, offset(1e-6));
    }

    @Test
    void countsTiesAgainstTheProbeAndMergesThemInThePrecision() {
        EmbeddingSet gallery = line(new float[]{1, 1, 5}, 7, 8, 9);

        Retrieval result = new BlockedRetrieval().measure(gallery, line(new float[]{1}, 7));

        assertThat(result.top1()).isZero();
        assertThat(result.top5()).isEqualTo(100);
        assertThat(result.meanAveragePrecision()).isCloseTo(50, offset(1e-6));
    }

    @Test
    void leavesProbesWithoutAnyoneToFindOutOfThePrecision() {
        EmbeddingSet gallery = line(new float[]{1, 2}, 7, 8);

        Retrieval result = new BlockedRetrieval().measure(gallery, line(new float[]{1, 1}, 7, 5));

        assertThat(result.top1()).isEqualTo(50);
        assertThat(result.meanAveragePrecision()).isEqualTo(100);
    }

    private static EmbeddingSet line(float[] places, int... persons) {
        return new EmbeddingSet(places, 1, persons, new int[persons.length]);
    }
}
