package gaitkeeper.matcher;

import static gaitkeeper.matcher.Pipeline.CONFIG;
import static gaitkeeper.matcher.Pipeline.byModel;
import static gaitkeeper.matcher.Pipeline.window;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Match.Known;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the matcher does not take, and that it goes on. */
class MatcherRefusalsTest {
    private static final TrackId ANN = People.track("ann");

    @AutoClose
    private final Pipeline pipeline = Pipeline.of(CONFIG);

    /** Somebody is enrolled from a walk of their own, facing this way. */
    private void enrol(String who, double degrees) {
        pipeline.walk(People.track(who), degrees, 0, CONFIG.probation());
        pipeline.events();
    }

    @Test
    void refusesADuplicate() {
        pipeline.walk(ANN, 0, 0, 2);

        List<Match> answers = pipeline.match(window(ANN, 1, 0));

        assertThat(answers).isEmpty();
        assertThat(pipeline.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(Reason.LATE_OR_DUPLICATE);
            assertThat(rejection.stage()).isEqualTo(Rejection.Stage.MATCHER);
            assertThat(rejection.timeNs()).isEqualTo(EpochNanos.now(Pipeline.CLOCK));
        });
        assertThat(pipeline.counts.rejected).containsExactly(Reason.LATE_OR_DUPLICATE);
    }

    @Test
    void refusesALateWindow() {
        pipeline.walk(ANN, 0, 3, 4);

        assertThat(pipeline.match(window(ANN, 2, 0))).isEmpty();
        assertThat(pipeline.counts.rejected).containsExactly(Reason.LATE_OR_DUPLICATE);
    }

    @Test
    void aRefusedWindowIsNoEvidence() {
        pipeline.walk(ANN, 0, 0, 1);
        pipeline.match(window(ANN, 0, 0));

        assertThat(pipeline.walk(ANN, 0, 1, 2).getFirst().evidence().windows()).isEqualTo(2);
    }

    @Test
    void refusesAnotherModelsEmbedding() {
        List<Match> answers = pipeline.match(byModel(window(ANN, 0, 0), Crowd.OTHER_MODEL));

        assertThat(answers).isEmpty();
        assertThat(pipeline.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(Reason.NO_MODEL);
            assertThat(rejection.detail()).contains("made-up@1", "made-up@2");
        });
        assertThat(pipeline.counts.rejected).containsExactly(Reason.NO_MODEL);
    }

    @Test
    void refusesAnEmbeddingOfAnotherWidthAndGoesOn() {
        enrol("ann-before", 0);

        Embedding misfit = People.embedding(ANN, 0, Crowd.MODEL, 1, 0);

        assertThat(pipeline.match(misfit)).isEmpty();
        assertThat(pipeline.counts.rejected).containsExactly(Reason.NO_MODEL);
        assertThat(pipeline.walk(ANN, 0, 1, 2)).hasSize(1);
    }

    @Test
    void goesOnAfterRecordsWithoutAKeyOrAValue() {
        pipeline.poison();

        assertThat(pipeline.counts.rejected).containsExactly(Reason.BAD_KEY, Reason.BAD_BYTES, Reason.BAD_COMMAND);
        assertThat(pipeline.rejections()).hasSize(3);
        assertThat(pipeline.walk(ANN, 0, 0, 7).getLast()).isInstanceOf(Known.class);
    }

    @Test
    void everyEmbeddingIsMatchedOnceOrRejected() {
        for (int n : new int[]{0, 1, 1, 3, 2, 4, 4}) {
            pipeline.match(window(ANN, n, 0));
        }

        assertThat(pipeline.counts.matched).hasSize(4);
        assertThat(pipeline.counts.rejected).hasSize(3);
    }
}
