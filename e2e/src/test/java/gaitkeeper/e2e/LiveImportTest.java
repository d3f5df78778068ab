package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.recordings.SetFile;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the live path saw comes back as a set file that trains: frames in, a stranger enrolled, imported by their identity. */
class LiveImportTest {
    private static final int SECONDS = 12;
    private static final int FRAMES = 30 * SECONDS;
    private static final int WINDOW = 6;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    @Test
    void importsTheStrangerWhoWasEnrolled() throws IOException {
        var site = new Site(Workplace.freePort());
        String kafkaPort = String.valueOf(Workplace.freePort());
        Program system = PROGRAMS.start("up", "up", "--model", "walkers", "--data", PROGRAMS.folder("data").toString(),
                "--kafka-port", kafkaPort, "--http-port", String.valueOf(site.port()));
        system.awaitLine("is ready");
        var walker = new Walker("door", "1", 1.7,
                TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - TimeUnit.SECONDS.toNanos(SECONDS + 1));
        for (int n = 0; n < FRAMES; n++) {
            assertThat(site.post(walker.message(n)).statusCode()).isEqualTo(202);
        }
        system.await("an answer to every window", () -> answers(site) >= FRAMES / WINDOW);
        system.await("the stranger's identity", () -> site.json("/api/v1/identities").get("items").size() == 1);
        Path file = PROGRAMS.folder("imported").resolve("live.gkr");

        Program imported = PROGRAMS.start("import", "data", "import", "--kafka", "127.0.0.1:" + kafkaPort,
                "--strangers",
                "--out", file.toString());

        assertThat(imported.awaitExit(Duration.ofSeconds(60))).as(imported.output()).isZero();
        assertThat(SetFile.open(file).walks()).singleElement().satisfies(walk -> frames(walk));
    }

    private static double answers(Site site) {
        return site.metric("gaitkeeper_matcher_latency_seconds_count");
    }

    private static void frames(Walk walk) {
        assertThat(walk.frames()).isBetween(FRAMES / 2, FRAMES);
    }
}
