package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.OfflineReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recorded people through the live path, against the same computed without it. */
@Tag("slow")
class ReplayTest {
    private static final int PEOPLE = 30;
    private static final Duration PLAYS_WITHIN = Duration.ofMinutes(4);

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    @Test
    void answersAsTheOfflineEvaluationDoes() throws IOException {
        Path kgbd = Workplace.kgbd();
        Path csv = PROGRAMS.folder("answers.csv");
        Program replay = PROGRAMS.start("replay", "replay", kgbd.toString(), "--model", "d16", "--people",
                String.valueOf(PEOPLE), "--data", PROGRAMS.folder("data").toString(), "--kafka-port",
                String.valueOf(Workplace.freePort()), "--http-port", String.valueOf(Workplace.freePort()), "--csv",
                csv.toString());
        int exit = replay.awaitExit(PLAYS_WITHIN);
        var expected = OfflineReplay.evaluate(kgbd, ModelBundle.open(Workplace.bundle("d16")), 0, PEOPLE);
        Answers answers = Answers.read(csv);
        assertThat(replay.output()).contains("windows lost, doubled         0, 0");
        assertThat(answers.walks()).isEqualTo(expected.walks());
        assertThat(answers.windows()).isEqualTo(expected.windows());
        assertThat(answers.people()).hasSize(expected.people());
        assertThat(answers.rank1()).isCloseTo(expected.walkRank1(), within(1.0));
        assertThat(exit).isZero();
    }
}
