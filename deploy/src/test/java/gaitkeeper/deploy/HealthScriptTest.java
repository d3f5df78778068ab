package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gaitkeeper.api.access.AccessBook;
import gaitkeeper.api.access.AccessHandler;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The containers' health check against the program's own HTTP server. */
class HealthScriptTest {
    private final Vertx vertx = Vertx.vertx();
    private final HealthChecks ready = new HealthChecks();
    private final HttpFront front = new HttpFront(vertx, _ -> {}, new CollectorRegistry(), new HealthChecks(), ready,
            new AccessHandler(vertx, true, new AccessBook(Path.of("no-such-file"), InstantSource.system()),
                    Optional.empty(), InstantSource.system()),
            Optional.empty());

    @BeforeEach
    void needsBash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")),
                "the health check is a bash script; this machine has no bash");
    }

    @AfterEach
    void close() {
        front.close();
        vertx.close().await();
    }

    @Test
    void passesWhenTheProcessIsReady() throws Exception {
        ready.add("stages", () -> true);

        assertThat(exitAt(front.listen("127.0.0.1", 0))).isZero();
    }

    @Test
    void failsWhenTheProcessIsNotReady() throws Exception {
        ready.add("stages", () -> false);

        assertThat(exitAt(front.listen("127.0.0.1", 0))).isNotZero();
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        assertThat(exitAt(Ports.freeOr(0))).isNotZero();
    }

    private static int exitAt(int port) throws Exception {
        Process script = new ProcessBuilder("/bin/bash", ProjectFiles.path("deploy/docker/healthy.sh").toString(),
                String.valueOf(port)).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(script.waitFor(20, TimeUnit.SECONDS)).as("ends").isTrue();
        return script.exitValue();
    }
}
