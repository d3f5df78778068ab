package gaitkeeper.trainer.protocol;

import static gaitkeeper.trainer.protocol.Sets.line;
import static gaitkeeper.trainer.protocol.Sets.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.Metric;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetrievalTest {
    private static final Offset<Double> EXACT = offset(1e-9);

    private static Retrieval euclidean(EmbeddingSet probe, EmbeddingSet gallery) {
        return Retrieval.evaluate(probe, gallery, Metric.EUCLIDEAN, Switches.CLEAN);
    }

    @Test
    void averagePrecisionFollowsTheWorkedCase() {
        Retrieval result = euclidean(line(persons(1), 0), line(persons(1, 2, 1), .1f, .2f, .3f));

        assertThat(result.meanAveragePrecision()).isCloseTo((1 + 2 / 3.) / 2, EXACT);
        assertThat(result.top(1)).isOne();
    }

    @Test
    void averagePrecisionMergesTiesAndRanksCountThemAgainstTheQuery() {
        Retrieval result = euclidean(line(persons(1), 0), line(persons(1, 2, 1), .1f, -.1f, .3f));

        assertThat(result.meanAveragePrecision()).isCloseTo((.5 + 2 / 3.) / 2, EXACT);
        assertThat(result.top(1)).isZero();
        assertThat(result.top(2)).isOne();
    }

    @Test
    void averagePrecisionOfEqualRightOnesIsOneStep() {
        Retrieval result = euclidean(line(persons(1), 0), line(persons(1, 1, 2, 2), .2f, -.2f, .1f, -.1f));

        assertThat(result.meanAveragePrecision()).isCloseTo(.5, EXACT);
    }

    @Test
    void aProbeNobodyKnowsIsAMissButHasNoPrecision() {
        Retrieval result = euclidean(line(persons(1, 9), 0, 0), line(persons(1, 2), .1f, .2f));

        assertThat(result.top(1)).isEqualTo(.5);
        assertThat(result.top(50)).isEqualTo(.5);
        assertThat(result.meanAveragePrecision()).isOne();
        assertThat(result.queries()).isEqualTo(2);
        assertThat(result.matched()).isOne();
    }

    @Test
    void agreesWithPlainLoops() {
        EmbeddingSet probe = Sets.random(1, 9, 7, 13);
        EmbeddingSet gallery = Sets.random(2, 9, 70, 13);

        Retrieval result = euclidean(probe, gallery);

        double precision = 0;
        double hits = 0;
        for (int row = 0; row < probe.size(); row++) {
            int person = probe.persons()[row];
            double[] distances = Sets.distances(probe, row, gallery);
            int[] order = IntStream.range(0, gallery.size()).boxed()
                    .sorted((a, b) -> Double.compare(distances[a], distances[b])).mapToInt(i -> i).toArray();
            int found = 0;
            for (int rank = 0; rank < order.length; rank++) {
                if (gallery.persons()[order[rank]] == person) {
                    precision += ++found / (rank + 1.) / 70 / probe.size();
                }
            }
            hits += gallery.persons()[order[0]] == person ? 1. / probe.size() : 0;
        }
        assertThat(result.meanAveragePrecision()).isCloseTo(precision, offset(1e-6));
        assertThat(result.top(1)).isCloseTo(hits, EXACT).isStrictlyBetween(.2, .99);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void theOrderOfProbesAndGalleryDoesNotMatter(Metric metric) {
        EmbeddingSet probe = Sets.random(1, 8, 6, 5);
        EmbeddingSet gallery = Sets.random(2, 8, 50, 5);

        Retrieval expected = Retrieval.evaluate(probe, gallery, metric, Switches.CLEAN);
        Retrieval result = Retrieval.evaluate(Sets.shuffled(probe, 3), Sets.shuffled(gallery, 4), metric,
                Switches.CLEAN);

        assertThat(result.cmc()).isEqualTo(expected.cmc());
        assertThat(result.meanAveragePrecision()).isCloseTo(expected.meanAveragePrecision(), EXACT);
    }

    @Test
    void theCosineKnowsNoLength() {
        EmbeddingSet probe = Sets.random(1, 8, 6, 5);
        EmbeddingSet gallery = Sets.random(2, 8, 50, 5);

        Retrieval expected = Retrieval.evaluate(probe, gallery, Metric.COSINE, Switches.CLEAN);
        Retrieval result = Retrieval.evaluate(Sets.scaled(probe, 8), Sets.scaled(gallery, .25f), Metric.COSINE,
                Switches.CLEAN);

        assertThat(result.cmc()).isEqualTo(expected.cmc());
        assertThat(result.meanAveragePrecision()).isCloseTo(expected.meanAveragePrecision(), EXACT);
    }

    @Test
    void theCurveNeverFalls() {
        Retrieval result = euclidean(Sets.random(1, 20, 6, 3), Sets.random(2, 20, 9, 3));

        assertThat(result.cmc()).hasSize(Retrieval.RANKS).isSorted();
        assertThat(result.top(1)).isLessThan(result.top(50));
    }

    @Test
    void dropTailKeepsWholeBatchesOfBothSides() {
        EmbeddingSet probe = Sets.repeated(line(persons(1, 2), 0, 1), 200);
        EmbeddingSet gallery = Sets.repeated(line(persons(1, 2), 0, 1), 300);

        Retrieval clean = euclidean(probe, gallery);
        Retrieval faithful = Retrieval.evaluate(probe, gallery, Metric.EUCLIDEAN, Switches.FAITHFUL);

        assertThat(clean.queries()).isEqualTo(400);
        assertThat(clean.top(1)).isOne();
        assertThat(faithful.queries()).isEqualTo(256);
        assertThat(faithful.gallery()).isEqualTo(512);
        assertThat(faithful.switches().label()).isEqualTo("faithful");
    }

    @Test
    void dropTailCanLoseTheLastPeopleOfTheGallery() {
        EmbeddingSet probe = Sets.repeated(line(persons(1, 2), 0, 1), 128);
        EmbeddingSet gallery = Sets.repeated(line(persons(1, 2), 0, 1), 256).pick(IntStream.range(0, 500).toArray());

        Retrieval faithful = Retrieval.evaluate(probe, gallery, Metric.EUCLIDEAN, Switches.FAITHFUL);

        assertThat(faithful.gallery()).isEqualTo(256);
        assertThat(faithful.top(50)).isEqualTo(.5);
        assertThat(faithful.meanAveragePrecision()).isOne();
    }

    @Test
    void dropTailRefusesSetsOfLessThanABatch() {
        EmbeddingSet set = line(persons(1, 2), 0, 1);

        assertThatThrownBy(() -> Retrieval.evaluate(set, set, Metric.EUCLIDEAN, Switches.FAITHFUL))
                .isInstanceOf(MalformedException.class).hasMessageContaining("probe").hasMessageContaining("256");
    }

    @Test
    void noSequenceOfASingleConditionFindsItself() {
        EmbeddingSet set = line(persons(1, 1, 2, 2), 0, 3, 1, 10);

        Retrieval result = Retrieval.within(set, Metric.EUCLIDEAN, Switches.CLEAN);

        // Ranks of the other one of the same person: 0 finds 1 (wrong), then 3; 3 finds 1, 0; 1 finds 0, 3, 10; 10 finds 3, 1.
        assertThat(result.top(1)).isZero();
        assertThat(result.top(2)).isEqualTo(.75);
        assertThat(result.top(3)).isOne();
        assertThat(result.meanAveragePrecision()).isCloseTo((1 / 2. + 1 / 2. + 1 / 3. + 1 / 2.) / 4, EXACT);
    }

    @Test
    void theFaithfulSingleConditionCountsSelfHitsInPrecisionOnlyAndDropsTheFirstQuery() {
        EmbeddingSet set = line(persons(1, 1, 2, 2), 0, 3, 1, 10);

        Retrieval result = Retrieval.within(set, Metric.EUCLIDEAN, new Switches(false, true));

        assertThat(result.top(1)).isZero();
        assertThat(result.top(2)).isEqualTo(.75);
        assertThat(result.meanAveragePrecision())
                .isCloseTo(((1 + 2 / 3.) / 2 + (1 + 2 / 4.) / 2 + (1 + 2 / 3.) / 2) / 3, EXACT);
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        EmbeddingSet good = line(persons(1, 2), 0, 1);
        EmbeddingSet others = line(persons(3, 4), 0, 1);
        EmbeddingSet none = line(persons());
        EmbeddingSet broken = line(persons(1, 2), 0, Float.NaN);
        var wide = new EmbeddingSet(new float[4], 2, persons(1, 2), persons(0, 1));

        assertThatThrownBy(() -> euclidean(good, others)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("must share people");
        assertThatThrownBy(() -> euclidean(none, good)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("the probe is empty");
        assertThatThrownBy(() -> euclidean(good, none)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("the gallery is empty");
        assertThatThrownBy(() -> euclidean(good, broken)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("embedding 1 of the gallery").hasMessageContaining("NaN");
        assertThatThrownBy(() -> euclidean(good, wide)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("one model");
    }
}
