package gaitkeeper.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.trainer.report.TrainingLog;
import gaitkeeper.trainer.work.Phases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCsvTest {
    @TempDir
    Path folder;

    @Test
    void keepsALinePerEpochOfAllStages() throws IOException {
        Path file = folder.resolve("training.csv");
        var first = new TrainingCsv(file, false, Progress.NONE);
        first.epoch(epoch("encode", 0, 0));
        first.epoch(epoch("encode", 1, 1));
        var second = new TrainingCsv(file, true, Progress.NONE);

        second.epoch(epoch("head", 0, 1));

        assertThat(Files.readAllLines(file)).containsExactly("epoch,loss_encode,seconds_encode,loss_head,seconds_head",
                "0,0.50000,0.0,,", "1,,,0.50000,0.0");
    }

    @Test
    void itsLinesAreReadByTheReport() {
        Path file = folder.resolve("training.csv");
        var log = new TrainingCsv(file, false, Progress.NONE);

        log.epoch(new Progress.Epoch("simmc", 0, 0, 2.5, Map.of("retrieval_top1", 30.0), true, new Phases()));
        log.epoch(new Progress.Epoch("simmc", 1, 1, Double.NaN, Map.of(), false, new Phases()));

        var charts = TrainingLog.read("simmc", file).charts();
        assertThat(charts.get("loss").get("loss_simmc").y()).containsExactly(2.5);
        assertThat(charts.get("retrieval").get("retrieval_top1").x()).containsExactly(0.0);
    }

    @Test
    void saysWhatToDoWithoutAFolder() {
        var log = new TrainingCsv(folder.resolve("no/log.csv"), false, Progress.NONE);

        assertThatThrownBy(() -> log.epoch(epoch("encode", 0, 0))).isInstanceOf(MalformedException.class)
                .hasMessageContaining("--out");
    }

    private static Progress.Epoch epoch(String stage, int epoch, int number) {
        return new Progress.Epoch(stage, epoch, number, 0.5, Map.of(), false, new Phases());
    }
}
