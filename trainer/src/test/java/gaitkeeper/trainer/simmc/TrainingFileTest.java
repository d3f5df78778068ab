package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.trainer.report.TrainingLog;
import gaitkeeper.trainer.work.Phases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFileTest {
    @TempDir
    Path folder;

    @Test
    void isReadByTheReport() {
        Path file = folder.resolve(TrainingLog.FILE);
        var log = new TrainingFile(file, false, TrainingListener.NONE);

        log.epoch(report(0, 2.5, Optional.of(new Retrieval(30, 40, 50, 5))));
        log.epoch(report(1, Double.NaN, Optional.empty()));

        var charts = TrainingLog.read("simmc", file).charts();
        assertThat(charts.get("loss").get("loss_mpc").y()).containsExactly(2.5);
        assertThat(charts.get("clusters").get("clusters_second").y()).containsExactly(8.0, 8.0);
        assertThat(charts.get("retrieval").get("retrieval_top1").x()).containsExactly(0.0);
    }

    @Test
    void goesOnWithoutTheEpochsThatAreRunAgain() throws IOException {
        Path file = folder.resolve(TrainingLog.FILE);
        var log = new TrainingFile(file, false, TrainingListener.NONE);
        log.epoch(report(0, 1, Optional.empty()));
        log.epoch(report(1, 2, Optional.empty()));

        new TrainingFile(file, true, TrainingListener.NONE).epoch(report(1, 3, Optional.empty()));

        assertThat(Files.readAllLines(file)).hasSize(3).last().asString().startsWith("1,3.0000,");
    }

    @Test
    void saysWhatToDoWithoutAFolder() {
        assertThatThrownBy(() -> new TrainingFile(folder.resolve("no/log.csv"), false, TrainingListener.NONE))
                .isInstanceOf(MalformedException.class).hasMessageContaining("--out");
    }

    private static EpochReport report(int epoch, double mpc, Optional<Retrieval> retrieval) {
        return new EpochReport(epoch, mpc, -0.5, 7, 8, 9, 0.9, retrieval, false, new Phases());
    }
}
