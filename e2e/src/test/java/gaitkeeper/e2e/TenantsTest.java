package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.deploy.EmbeddedBroker;
import gaitkeeper.deploy.KafkaClients;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two sites on one cluster: what one of them knows, does and forgets is nothing to the other. */
class TenantsTest {
    private static final int SECONDS = 12;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static EmbeddedBroker broker;

    private int calls;

    @BeforeAll
    static void startsABroker() {
        broker = EmbeddedBroker.start(PROGRAMS.folder("broker"), 0);
    }

    @AfterAll
    static void stopsTheBroker() {
        broker.close();
    }

    @Test
    void sitesShareAClusterAndNoPeople() throws Exception {
        var north = new Site(Workplace.freePort());
        var south = new Site(Workplace.freePort());
        Program first = up("north", north);
        Program second = up("south", south);
        north.walk(Walker.until("door", "1", 1.7, SECONDS), SECONDS);
        first.await("somebody", () -> north.people() == 1);
        assertThat(south.people()).isZero();
        south.walk(Walker.until("door", "1", 1.7, SECONDS), SECONDS);
        second.await("somebody", () -> south.people() == 1);

        gallery("north", "erase", "stranger 1");

        first.await("nobody", () -> north.people() == 0);
        assertThat(south.people()).isEqualTo(1);
        assertThat(south.json("/api/v1/system").path("mode").asText()).isEqualTo("up at south");
        assertThat(south.json("/api/v1/groups").path("items")).hasSize(1);
        assertThat(topics()).allMatch(name -> name.matches("(gk|gaitkeeper)\\.(north|south)[.-].*|__.*"));
    }

    private static Program up(String name, Site site) throws IOException {
        Program system = PROGRAMS.start(name, "up", "--site", name, "--kafka", broker.bootstrap(), "--data",
                PROGRAMS.folder(name).toString(), "--http-port", String.valueOf(site.port()));
        system.awaitLine("is ready");
        return system;
    }

    private String gallery(String site, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("gallery", words[0], "--site", site, "--kafka", broker.bootstrap()));
        command.addAll(List.of(words).subList(1, words.length));
        calls++;
        Program program = PROGRAMS.start("gallery-" + calls, command.toArray(String[]::new));
        assertThat(program.awaitExit(Duration.ofSeconds(60))).as(program.output()).isZero();
        return program.output();
    }

    private static List<String> topics() throws Exception {
        try (Admin admin = new KafkaClients(broker.bootstrap()).admin()) {
            return List.copyOf(admin.listTopics().names().get());
        }
    }
}
