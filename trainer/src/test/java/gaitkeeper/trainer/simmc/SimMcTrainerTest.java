package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.trainer.cluster.ClusterSettings;
import gaitkeeper.trainer.loop.DivergedException;
import gaitkeeper.trainer.loop.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimMcTrainerTest {
    private static final BooleanSupplier NEVER = () -> false;

    @TempDir
    Path folder;

    private final List<Progress.Epoch> reports = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void step(String stage, int epoch, int done, int steps) {}

        @Override
        public void epoch(Epoch report) {
            reports.add(report);
        }
    };

    @Test
    void tellsTwoPeopleApartWithinAFewEpochs() {
        Outcome outcome = run(config(Mode.CLEAN, 4), data(2), folder.resolve("a"), false, NEVER);

        assertThat(outcome.end()).isEqualTo(Outcome.End.COMPLETE);
        assertThat(outcome.bestEpoch()).isPositive();
        assertThat(reports).hasSize(4);
        assertThat(reports.getLast().figures().get("retrieval_top1")).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void continuesAsIfItHadNotStopped(Mode mode) {
        Outcome whole = run(config(mode, 4), data(6), folder.resolve("whole"), false, NEVER);
        run(config(mode, 2), data(6), folder.resolve("parts"), false, NEVER);

        Outcome parts = run(config(mode, 4), data(6), folder.resolve("parts"), true, NEVER);

        assertSame(parts, whole);
        assertThat(folder.resolve("parts")).hasSameBinaryContentAs(folder.resolve("whole"));
    }

    @Test
    void forgetsAnEpochThatWasBrokenOff() {
        Outcome whole = run(config(Mode.CLEAN, 3), data(6), folder.resolve("whole"), false, NEVER);
        int[] asked = {0};

        Outcome broken = run(config(Mode.CLEAN, 3), data(6), folder.resolve("parts"), false, () -> asked[0]++ > 16);

        assertThat(broken.end()).isEqualTo(Outcome.End.CANCELLED);
        assertThat(broken.epochs()).isBetween(1, 2);
        assertSame(run(config(Mode.CLEAN, 3), data(6), folder.resolve("parts"), true, NEVER), whole);
    }

    @Test
    void usesNoPersonsInCleanMode() {
        SimMcTrainer.Data data = data(6);
        int[] nobody = new int[data.train().size()];
        FrameSet train = new FrameSet(data.train().values(), 6, 60, nobody, data.train().recordings());
        Outcome known = run(config(Mode.CLEAN, 2), data, folder.resolve("known"), false, NEVER);

        Outcome unknown = run(config(Mode.CLEAN, 2), new SimMcTrainer.Data(train, data.gallery(), data.probe()),
                folder.resolve("unknown"), false, NEVER);

        assertSame(unknown, known);
    }

    @Test
    void measuresTheChosenEpochInTheEnd() {
        var schedule = new SimMcConfig.Schedule(32, 3.5e-4, 4, 100, 100);
        var config = new SimMcConfig(Mode.CLEAN, 32, 2, 0.5, 0.06, new ClusterSettings(0.6, 4, 20, 6, false), false, 0,
                schedule, 1);
        Outcome often = run(config(Mode.CLEAN, 4), data(6), folder.resolve("often"), false, NEVER);

        Outcome outcome = run(config, data(6), folder.resolve("once"), false, NEVER);

        assertThat(outcome.retrieval()).isPresent().isEqualTo(often.retrieval());
    }

    @Test
    void choosesByTheProbesInFaithfulMode() {
        Outcome outcome = run(config(Mode.FAITHFUL, 4), data(6), folder.resolve("a"), false, NEVER);

        double best = reports.stream().skip(1).mapToDouble(r -> r.figures().getOrDefault("retrieval_top1", 0.0)).max()
                .orElseThrow();
        assertThat(outcome.retrieval().orElseThrow().top1()).isEqualTo(best);
    }

    @Test
    void stopsWhenPatienceEnds() {
        var schedule = new SimMcConfig.Schedule(32, 3.5e-4, 50, 1, 1);
        var config = new SimMcConfig(Mode.FAITHFUL, 32, 2, 0.5, 0.06, new ClusterSettings(0.6, 4, 20, 6, false), false,
                0,
                schedule, 1);

        Outcome outcome = run(config, data(2), folder.resolve("a"), false, NEVER);

        assertThat(outcome.end()).isEqualTo(Outcome.End.PATIENCE);
        assertThat(outcome.epochs()).isLessThan(50);
    }

    @Test
    void saysInWhichStepItDivergedAndKeepsTheCheckpoint() {
        var schedule = new SimMcConfig.Schedule(32, 1e30, 5, 5, 1);
        var config = new SimMcConfig(Mode.CLEAN, 32, 2, 0.5, 0.06, new ClusterSettings(0.6, 4, 20, 6, false), false, 0,
                schedule, 1);

        assertThatThrownBy(() -> run(config, data(6), folder.resolve("a"), false, NEVER))
                .isInstanceOf(DivergedException.class).hasMessageContaining("step 1 of epoch 0 of simmc");
        assertThat(folder.resolve("a.part")).doesNotExist();
    }

    @Test
    void trainsOnWithoutStepsWhenEverythingIsNoise() {
        var config = new SimMcConfig(Mode.CLEAN, 32, 2, 0.5, 0.06, new ClusterSettings(0, 200, 20, 6, false), false, 0,
                SimMcConfig.Schedule.published(2, 1), 1);

        Outcome outcome = run(config, data(2), folder.resolve("a"), false, NEVER);

        assertThat(outcome.epochs()).isEqualTo(2);
        assertThat(reports.getFirst().figures()).containsEntry("outliers", (double) data(2).train().size());
    }

    @Test
    void refusesTheCheckpointOfAnotherRun() {
        run(config(Mode.CLEAN, 1), data(2), folder.resolve("a"), false, NEVER);

        assertThatThrownBy(() -> run(config(Mode.FAITHFUL, 1), data(2), folder.resolve("a"), true, NEVER))
                .isInstanceOf(MalformedException.class).hasMessageContaining("another run");
    }

    @Test
    void refusesATruncatedCheckpoint() throws IOException {
        Path file = folder.resolve("a");
        run(config(Mode.CLEAN, 1), data(2), file, false, NEVER);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> run(config(Mode.CLEAN, 1), data(2), file, true, NEVER))
                .isInstanceOf(MalformedException.class).hasMessageContaining("delete it");
    }

    @Test
    void saysWhenTheCheckpointCannotBeWritten() {
        assertThatThrownBy(() -> run(config(Mode.CLEAN, 1), data(2), folder.resolve("no/such/file"), false, NEVER))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("--resume");
    }

    private Outcome run(SimMcConfig config, SimMcTrainer.Data data, Path file, boolean resume,
            BooleanSupplier cancelled) {
        try (var trainer = new SimMcTrainer(config, data, file, resume, new BlockedRetrieval(), progress)) {
            return trainer.run(cancelled);
        }
    }

    private static SimMcConfig config(Mode mode, int epochs) {
        return new SimMcConfig(mode, 32, 2, 0.5, 0.06, new ClusterSettings(0.6, 4, 20, 6, false), false, 0,
                new SimMcConfig.Schedule(32, 3.5e-4, epochs, 100, 1), 1);
    }

    private static SimMcTrainer.Data data(int people) {
        return new SimMcTrainer.Data(SyntheticWalkers.frames(people, 60, 6, 1),
                SyntheticWalkers.frames(people, 32, 6, 2),
                SyntheticWalkers.frames(people, 32, 6, 3));
    }

    private static void assertSame(Outcome actual, Outcome expected) {
        assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
        assertThat(actual.retrieval()).isEqualTo(expected.retrieval());
        for (String name : expected.weights().names()) {
            assertThat(actual.weights().numbers(name)).containsExactly(expected.weights().numbers(name));
        }
    }
}
