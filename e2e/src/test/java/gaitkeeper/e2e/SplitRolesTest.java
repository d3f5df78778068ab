package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.EmbeddedBroker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One process a role, against a broker that belongs to none of them. */
@Tag("slow")
class SplitRolesTest {
    private static final List<String> ROLES = List.of("ingest", "windower", "encoder", "matcher");
    private static final int TRACK_FRAMES = 60;
    private static final int WINDOW = 6;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Map<String, Site> SITES = new LinkedHashMap<>();
    private static EmbeddedBroker broker;
    private static Program matcher;

    @BeforeAll
    static void startsABrokerAndEveryRole() {
        broker = EmbeddedBroker.start(PROGRAMS.folder("broker"), 0);
        for (String role : ROLES) {
            var site = new Site(Workplace.freePort());
            matcher = PROGRAMS.start(role, role, "--model", "walkers", "--kafka", broker.bootstrap(), "--data",
                    PROGRAMS.folder(role + "-data").toString(), "--http-port", String.valueOf(site.port()));
            SITES.put(role, site);
        }
        SITES.forEach((role, site) -> matcher.await(role + "'s readiness", site::ready));
    }

    @AfterAll
    static void stopsTheBroker() {
        broker.close();
    }

    @Test
    void answersATrackThatPassesThroughAllOfThem() {
        var walker = new Walker("split", "1", 1.6,
                TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 3_000));
        for (int n = 0; n < TRACK_FRAMES; n++) {
            assertThat(SITES.get("ingest").post(walker.message(n)).statusCode()).isEqualTo(202);
        }
        try (var matches = new TopicLog<>(broker.bootstrap(), Topics.MATCHES.name(), Topics.MATCH)) {
            matcher.await("answers", () -> matches.read().size() == TRACK_FRAMES / WINDOW);
        }
        // The process that answers operators does not encode, but has a model of its own for questions.
        matcher.await("a comparison", () -> SITES.get("matcher").json("/api/v1/tracks/split/0/1/alike").get("compared")
                .asInt() > 0);
    }
}
