package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.protocol.Retrieval;
import gaitkeeper.trainer.protocol.Switches;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The figures of the untrained descriptors on KGBD, split seed 0, as an independent NumPy script gives them too. */
class EvaluationTest {
    private static final Offset<Double> HALF_PER_MILLE = offset(0.05);

    @Test
    void d16FindsTheNearestWindowAsOftenAsMeasured() {
        Partition partition = KgbdPartition.of(KgbdWindows.open(Kgbd.folder()), 0, 6);

        Retrieval result;
        try (var embedder = Embedder.ofDescriptor(Descriptors.d16(6), 6, Descriptors.D16_WIDTH)) {
            result = Retrieval.evaluate(embedder.embed(partition.probe()), embedder.embed(partition.gallery()),
                    Metric.EUCLIDEAN, Switches.CLEAN);
        }

        assertThat(result.queries()).isEqualTo(15_851);
        assertThat(100 * result.top(1)).isCloseTo(35.05, HALF_PER_MILLE);
        assertThat(100 * result.top(5)).isCloseTo(56.24, HALF_PER_MILLE);
        assertThat(100 * result.meanAveragePrecision()).isCloseTo(6.38, HALF_PER_MILLE);
    }

    @Test
    void d16NamesWalksAsOftenAsMeasured() {
        OfflineReplay.Result result = OfflineReplay.evaluate(Kgbd.folder(), bundle("d16"), 0);

        assertThat(result.walks()).isEqualTo(164);
        assertThat(result.windowTop1()).isCloseTo(35.10, HALF_PER_MILLE);
        assertThat(result.walkRank1()).isCloseTo(100 * 141 / 164.0, offset(1e-9));
    }

    @Test
    void pairwiseNamesNearlyAllWalksOfFewPeople() {
        OfflineReplay.Result result = OfflineReplay.evaluate(Kgbd.folder(), bundle("pairwise"), 0, 20);

        assertThat(result.people()).isEqualTo(20);
        assertThat(result.walks()).isEqualTo(20);
        assertThat(result.walkRank1()).isGreaterThanOrEqualTo(95);
    }

    private static ModelBundle bundle(String name) {
        return ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", name)));
    }
}
