package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ./gaitkeeper demo}, the first thing anybody runs. */
@TestMethodOrder(OrderAnnotation.class)
class DemoTest {
    private static final String ANSWERS = "gaitkeeper_matcher_matches_total";
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
    /** A process that waits for its own end ends after 30. */
    private static final Duration REFUSES_WITHIN = Duration.ofSeconds(25);
    /** The exit code of a JVM that a TERM signal ended in order. */
    private static final int TERMINATED = 143;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static Site site = new Site(0);
    private static Program demo;
    private static double secondsToReady;
    private static double secondsToAnswer;

    @BeforeAll
    static void startsTheDemo() {
        demo = startDemo("first");
        secondsToReady = demo.age();
        demo.await("answer", () -> site.metric(ANSWERS) > 0);
        secondsToAnswer = demo.age();
    }

    private static Program startDemo(String where) {
        site = new Site(Workplace.freePort());
        Program started = PROGRAMS.start(where, "demo", "--data", PROGRAMS.folder("data").toString(), "--http-port",
                String.valueOf(site.port()), "--kafka-port", String.valueOf(Workplace.freePort()));
        started.await("readiness", site::ready);
        return started;
    }

    @Test
    void answersWithinTwentySeconds() {
        System.out.printf("demo: ready after %.1f s, first answer after %.1f s, resident %d MiB%n", secondsToReady,
                secondsToAnswer, demo.residentMiB().orElse(-1L));
        assertThat(secondsToAnswer).isLessThan(20);
    }

    @Test
    void servesEveryMetricByItsStableName() {
        assertThat(site.get("/metrics").body()).contains("gaitkeeper_ingest_frames_total",
                "gaitkeeper_ingest_stored_total", "gaitkeeper_ingest_latency_seconds_bucket",
                "gaitkeeper_windower_frames_total", "gaitkeeper_windower_sequences_total",
                "gaitkeeper_windower_interrupted_total", "gaitkeeper_windower_tracks",
                "gaitkeeper_windower_latency_seconds_bucket", "gaitkeeper_encoder_submitted_total",
                "gaitkeeper_encoder_embeddings_total", "gaitkeeper_encoder_swaps_total",
                "gaitkeeper_encoder_batch_size_bucket", "gaitkeeper_encoder_batch_seconds_bucket",
                "gaitkeeper_encoder_latency_seconds_bucket", "gaitkeeper_matcher_matches_total{kind=",
                "gaitkeeper_matcher_latency_seconds_bucket", "gaitkeeper_matcher_time_to_identify_seconds_bucket",
                "gaitkeeper_matcher_proposals_total", "gaitkeeper_registrar_enrolled_total",
                "gaitkeeper_rejected_total", "gaitkeeper_pipeline_latency_seconds_bucket");
    }

    @Test
    void refusesASecondStartOnTheSameFolder() {
        Program second = PROGRAMS.start("second", "demo", "--data", PROGRAMS.folder("data").toString());
        int exit = second.awaitExit(REFUSES_WITHIN);
        assertThat(second.output()).contains("another Gaitkeeper uses the data folder",
                "choose another folder with --data");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void keepsIdentitiesAndWhoWasWhereOverARestart() {
        demo.await("identity", () -> !identities().isEmpty());
        List<String> before = identities();
        List<String> seen = tracks();
        int exit = demo.terminate(STOPS_WITHIN);
        demo = startDemo("restarted");
        assertThat(identities()).containsAll(before);
        assertThat(seen).isNotEmpty();
        assertThat(tracks()).containsAll(seen);
        assertThat(exit).isIn(0, TERMINATED);
    }

    private static List<String> tracks() {
        return site.json("/api/v1/sightings?limit=1000").get("items").findValuesAsText("visit");
    }

    private static List<String> identities() {
        List<String> ids = new ArrayList<>();
        for (JsonNode identity : site.json("/api/v1/identities").get("items")) {
            ids.add(identity.get("id").asText());
        }
        return ids;
    }
}
