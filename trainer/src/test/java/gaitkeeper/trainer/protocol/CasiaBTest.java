package gaitkeeper.trainer.protocol;

import static gaitkeeper.trainer.protocol.Sets.line;
import static gaitkeeper.trainer.protocol.Sets.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.CasiaB.Condition;
import gaitkeeper.trainer.protocol.CasiaB.Pair;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CasiaBTest {
    private static final Map<Condition, EmbeddingSet> TEST = Map.of(Condition.NM,
            line(persons(1, 1, 2, 2), 0, .1f, 5, 5.1f), Condition.CL, line(persons(1, 2), 4, 4.9f));

    @Test
    void acrossConditionsTheFirstIsProbedAndTheSecondSearched() {
        Retrieval result = CasiaB.match(TEST, Pair.CL_NM, Metric.EUCLIDEAN, Switches.CLEAN);

        assertThat(result.queries()).isEqualTo(2);
        assertThat(result.gallery()).isEqualTo(4);
        assertThat(result.top(1)).isEqualTo(.5);
    }

    @Test
    void withinAConditionTheSecondNearestCounts() {
        Retrieval clean = CasiaB.match(TEST, Pair.NM_NM, Metric.EUCLIDEAN, Switches.CLEAN);
        Retrieval alone = CasiaB.match(TEST, Pair.CL_CL, Metric.EUCLIDEAN, new Switches(false, true));

        assertThat(clean.top(1)).isOne();
        assertThat(alone.top(1)).isZero();
    }

    @Test
    void aConditionWhoseOnlyHitsAreSelfHitsHasNoCleanFigure() {
        assertThatThrownBy(() -> CasiaB.match(TEST, Pair.CL_CL, Metric.EUCLIDEAN, Switches.CLEAN))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void readsPairs() {
        assertThat(Pair.parse("bg.nm")).isEqualTo(Pair.BG_NM);
        assertThatThrownBy(() -> Pair.parse("nm.bg")).isInstanceOf(MalformedException.class)
                .hasMessageContaining("nm.nm");
    }

    @Test
    void namesTheMissingCondition() {
        assertThatThrownBy(() -> CasiaB.match(TEST, Pair.BG_NM, Metric.EUCLIDEAN, Switches.CLEAN))
                .isInstanceOf(MalformedException.class).hasMessageContaining("BG");
    }

    @Test
    void leavesOutOneViewAfterTheOther() {
        var folds = CasiaB.crossView(new int[]{0, 18, 0, 36});

        assertThat(folds).extracting(CasiaB.Fold::view).containsExactly(0, 18, 36);
        assertThat(folds.getFirst().test()).containsExactly(0, 2);
        assertThat(folds.getFirst().train()).containsExactly(1, 3);
        assertThatThrownBy(() -> CasiaB.crossView(new int[]{18, 18})).isInstanceOf(MalformedException.class);
    }
}
