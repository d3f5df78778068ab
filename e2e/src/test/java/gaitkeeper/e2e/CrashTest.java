package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything (broker, stages, state) dies at once in the middle of the work, and nobody can tell from the answers. */
@Tag("slow")
class CrashTest {
    private static final String ANSWERS = "gaitkeeper_matcher_matches_total";
    private static final String READABLE = "gaitkeeper_pipeline_latency_seconds_count";
    private static final Duration PLAYS_WITHIN = Duration.ofMinutes(4);
    /** Answers to probe walks before the crash, of some 1,100. */
    private static final int BEFORE_THE_CRASH = 200;
    /** One in the last digit written: an embedding differs by a rounding error with the batch it is computed in. */
    private static final double LAST_DIGIT = 1.5e-4;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    /** Recent, so that nothing is too old to be kept; the same for all, so that ids are the same. */
    private final long baseNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 400_000);

    @Test
    void answersTheSameAfterAKillInTheMiddle() throws IOException {
        Path kgbd = Workplace.kgbd();
        Answers undisturbed = new Trial("undisturbed", kgbd).finish();

        var trial = new Trial("crash", kgbd);
        trial.player.awaitLine("Enrolled");
        double soFar = trial.site.metric(ANSWERS);
        trial.system.await("answers", () -> trial.site.metric(ANSWERS) > soFar + BEFORE_THE_CRASH);
        trial.system.kill();
        boolean midway = !trial.player.output().contains("windows lost");
        long killed = System.nanoTime();
        trial.startSystem();
        trial.system.await("readable answers", () -> trial.site.metric(READABLE) > 0);
        System.out.printf("crash: readable answers again after %.1f s%n", (System.nanoTime() - killed) / 1e9);

        assertThat(midway).as("the crash came while probe walks were played").isTrue();
        assertSame(trial.finish(), undisturbed);
    }

    private static void assertSame(Answers actual, Answers expected) {
        assertThat(actual.lines()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("score")
                .containsExactlyElementsOf(expected.lines());
        for (int i = 0; i < expected.walks(); i++) {
            assertThat(actual.lines().get(i).score()).isCloseTo(expected.lines().get(i).score(), within(LAST_DIGIT));
        }
    }

    /** A system and a player that feeds it from outside. */
    private final class Trial {
        private final String name;
        private final Path csv;
        private final String kafkaPort = String.valueOf(Workplace.freePort());
        private final Site site = new Site(Workplace.freePort());
        private Program system;
        private final Program player;

        Trial(String name, Path kgbd) {
            this.name = name;
            csv = PROGRAMS.folder(name + ".csv");
            startSystem();
            system.awaitLine("is ready");
            player = PROGRAMS.start(name, "replay", kgbd.toString(), "--model", "d16", "--kafka",
                    "127.0.0.1:" + kafkaPort, "--people", "12", "--lanes", "4", "--pace", "20", "--base-time",
                    String.valueOf(baseNs), "--csv", csv.toString());
        }

        void startSystem() {
            system = PROGRAMS.start(name, "up", "--model", "d16", "--enrol-strangers", "false", "--data",
                    PROGRAMS.folder(name + "-data").toString(), "--kafka-port", kafkaPort, "--http-port",
                    String.valueOf(site.port()));
        }

        Answers finish() throws IOException {
            int exit = player.awaitExit(PLAYS_WITHIN);
            assertThat(player.output()).contains("windows lost, doubled         0, 0");
            assertThat(exit).isZero();
            system.kill();
            return Answers.read(csv);
        }
    }
}
