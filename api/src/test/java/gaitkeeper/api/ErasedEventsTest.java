package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.BOB;
import static gaitkeeper.api.TestHouse.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers and changes that were told while somebody was known, after they were erased. */
class ErasedEventsTest {
    private static final String MATCHES = "/api/v1/matches";

    @AutoClose
    private final TestHouse house;

    ErasedEventsTest(@TempDir Path folder) throws IOException, InterruptedException {
        house = new TestHouse(folder);
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));
        house.stranger(new TrackId("cam", "s1", "99"), 1, TestHouse.ann());
        house.send(house.post("/api/v1/identities/" + ANN + "/name", "{\"name\":\"Anne\"}"));
    }

    private void erase(IdentityId identity) throws IOException, InterruptedException {
        assertThat(house.send(house.request("/api/v1/identities/" + identity).DELETE()).statusCode()).isEqualTo(200);
    }

    /** Events from the first on, as many as lines of data are wanted. */
    private List<String> stream(int events) throws IOException, InterruptedException {
        var answer = house.http.send(house.request("/api/v1/events?after=m0.0-i0.0").build(),
                BodyHandlers.ofInputStream());
        try (var in = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            return in.lines().filter(line -> line.startsWith("data: ")).limit(events).toList();
        }
    }

    @Test
    void theAnswersStayWithoutNameAndIdentity() throws IOException, InterruptedException {
        assertThat(house.get(MATCHES).body()).contains("\"Ann\"", ANN.toString());

        erase(ANN);

        JsonNode items = json(house.get(MATCHES)).path("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/data/kind").asText()).isEqualTo("known");
        assertThat(items.toString()).doesNotContain("Ann", ANN.toString());
    }

    @Test
    void nobodyFindsThemByTheIdentityTheyHad() throws IOException, InterruptedException {
        assertThat(json(house.get(MATCHES + "?identity=" + ANN)).path("items")).hasSize(1);

        erase(ANN);

        assertThat(json(house.get(MATCHES + "?identity=" + ANN)).path("items")).isEmpty();
    }

    @Test
    void whoWasMergedIntoThemIsGoneToo() throws IOException, InterruptedException {
        house.send(house.post("/api/v1/identities/" + ANN + "/merge", "{\"into\":\"" + BOB + "\"}"));
        assertThat(house.get(MATCHES).body()).contains(ANN.toString());

        erase(BOB);

        assertThat(house.get(MATCHES).body()).doesNotContain("Ann", ANN.toString());
    }

    @Test
    void aStreamThatResumesTellsWhoWentButNoName() throws IOException, InterruptedException {
        assertThat(stream(7).toString()).contains("\"name\":\"Ann\"", "\"name\":\"Anne\"", "\"label\":\"Ann\"");

        erase(ANN);

        List<String> told = stream(8);
        assertThat(told.toString()).doesNotContain("\"Ann\"", "\"Anne\"");
        assertThat(told).anyMatch(line -> line.contains("\"erased\"") && line.contains(ANN.toString()));
        assertThat(told).filteredOn(line -> line.contains("\"kind\"")).hasSize(2)
                .noneMatch(line -> line.contains(ANN.toString()));
    }
}
