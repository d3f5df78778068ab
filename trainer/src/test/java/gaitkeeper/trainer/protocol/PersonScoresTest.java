package gaitkeeper.trainer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonScoresTest {
    private static final EmbeddingSet GALLERY = Sets.random(1, 6, 60, 5);
    private static final EmbeddingSet PROBE = Sets.random(2, 6, 20, 5);

    @ParameterizedTest
    @EnumSource(Metric.class)
    void areThoseOfTheWholeComparison(Metric metric) {
        PersonScores scores = PersonScores.of(PROBE, GALLERY, metric);

        assertThat(scores.all()).isEqualTo(Comparison.of(PROBE, GALLERY, metric).persons().all());
        assertThat(scores.tracks().cut(Tracks.WHOLE))
                .isEqualTo(Comparison.of(PROBE, GALLERY, metric).persons().tracks().cut(Tracks.WHOLE));
    }

    @Test
    void twoPartsAreTheWhole() {
        PersonScores whole = PersonScores.of(PROBE, GALLERY, Metric.EUCLIDEAN);

        PersonScores joined = PersonScores.of(part(0, 40).and(part(40, 120)), GALLERY, Metric.EUCLIDEAN);

        assertThat(joined.all()).isEqualTo(whole.all());
        assertThat(joined.tracks().cut(3)).isEqualTo(whole.tracks().cut(3));
    }

    private static EmbeddingSet part(int from, int to) {
        return PROBE.pick(IntStream.range(from, to).toArray());
    }
}
