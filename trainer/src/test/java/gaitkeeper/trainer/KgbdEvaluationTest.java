package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.KgbdEvaluation.Findings;
import gaitkeeper.trainer.KgbdEvaluation.Plan;
import gaitkeeper.trainer.KgbdEvaluation.Protocol;
import gaitkeeper.trainer.protocol.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KgbdEvaluationTest {
    private static final Path NOWHERE = Path.of("no-such-folder");

    private static final class Told implements KgbdEvaluation.Progress {
        private final List<String> steps = new ArrayList<>();
        private final List<Findings> found = new ArrayList<>();

        @Override
        public void step(int done, int all, String what) {
            steps.add(what);
        }

        @Override
        public void found(Findings soFar) {
            found.add(soFar);
        }
    }

    private static EvaluatedSystem shipped(String name) {
        return EvaluatedSystem.bundle(ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", name))));
    }

    private static Plan plan(EvaluatedSystem system, int split, Protocol... protocols) {
        return new Plan(List.of(system), List.of(split), List.of(30), EnumSet.copyOf(Arrays.asList(protocols)),
                Optional.empty());
    }

    private static Findings run(Path data, Plan plan) {
        return KgbdEvaluation.run(data, plan, new Told());
    }

    @Test
    void refusesAModelOnASplitItLearnedFrom() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> run(NOWHERE, plan(shipped("lda"), 1, Protocol.RETRIEVAL)))
                .withMessageContaining("lda@1").withMessageContaining("training walks of split 0")
                .withMessageContaining("choose other --splits");
    }

    @Test
    void refusesAModelAmongPeopleItLearnedFrom() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> run(NOWHERE, plan(shipped("simmc"), 0, Protocol.UNSEEN)))
                .withMessageContaining("people 1-164");
    }

    @Test
    void refusesTwoModelsOfOneName() {
        var twice = new Plan(List.of(shipped("d13"), shipped("d13")), List.of(0), List.of(),
                EnumSet.of(Protocol.RETRIEVAL), Optional.empty());

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> run(NOWHERE, twice))
                .withMessageContaining("d13@1, f = 6, split 0");
    }

    @Test
    void learnsFromTheTrainingWalksOfWhoeverMayBeKnown() {
        var told = new Told();
        Plan plan = plan(EvaluatedSystem.descriptor("lda"), 0, Protocol.RETRIEVAL, Protocol.UNSEEN, Protocol.OPENSET);

        Findings found = KgbdEvaluation.run(Kgbd.folder(), plan, told);

        assertThat(told.steps).containsExactly("lda, f = 30, split 0, all 164",
                "lda, f = 30, split 0, unseen: trained on 1-82, tested on 83-164");
        assertThat(found.omitted()).isEmpty();
        assertThat(told.found).hasSize(2).last().isEqualTo(found);
        assertThat(top1(found, "all 164")).isCloseTo(78.4, offset(0.1));
        assertThat(top1(found, told.steps.getLast().substring(22))).isCloseTo(78.8, offset(0.1));
        assertThat(openSet(found).what().rule()).isEqualTo("likelihood ratio (live)");
        assertThat(openSet(found).counts()).containsEntry("enrolled people", 50L).containsEntry("strangers", 32L)
                .containsEntry("different tracks", 245L);
    }

    private static Plan enrolling(int people, Protocol... protocols) {
        return new Plan(List.of(EvaluatedSystem.descriptor("d16")), List.of(0), List.of(30),
                EnumSet.copyOf(Arrays.asList(protocols)), Optional.of(people));
    }

    @Test
    void enrolsAsManyAsAsked() {
        Findings found = run(Kgbd.folder(), enrolling(20, Protocol.OPENSET));

        assertThat(openSet(found).counts()).containsEntry("enrolled people", 20L).containsEntry("strangers", 144L);
    }

    @Test
    void refusesAGalleryWithoutStrangers() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> run(NOWHERE, enrolling(82, Protocol.UNSEEN, Protocol.OPENSET)))
                .withMessageContaining("enrol 2 to 81");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> run(NOWHERE, enrolling(164, Protocol.OPENSET)))
                .withMessageContaining("enrol 2 to 163");
    }

    private static double top1(Findings found, String population) {
        return found.measurements().stream().filter(m -> m.what().protocol().equals("retrieval"))
                .filter(m -> m.what().population().equals(population)).findFirst().orElseThrow().values()
                .getOrDefault("top-1", Double.NaN);
    }

    private static Measurement openSet(Findings found) {
        return found.measurements().stream().filter(m -> m.what().protocol().equals("open set"))
                .filter(m -> m.what().level().equals("walk") && m.what().live()).toList().getLast();
    }
}
