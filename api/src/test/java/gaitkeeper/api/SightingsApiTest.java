package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.BOB;
import static gaitkeeper.api.TestHouse.assertProblem;
import static gaitkeeper.api.TestHouse.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.TrackId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was where when, as corrections change it. */
class SightingsApiTest {
    private static final String IDENTITIES = "/api/v1/identities";
    private static final String SIGHTINGS = "/api/v1/sightings";

    @AutoClose
    private final TestHouse house;

    SightingsApiTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    private void correct(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.send(house.post(path, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void sightingsFollowMerges() throws IOException, InterruptedException {
        house.answer(new TrackId("cam", "s1", "2"), 1,
                Optional.of(new Candidate(BOB, 2, "")));
        house.send(house.post(IDENTITIES + "/" + BOB + "/merge", "{\"into\":\"" + ANN + "\"}"));

        JsonNode sightings = json(house.get("/api/v1/sightings?identity=" + ANN));

        assertThat(sightings.path("items")).hasSize(1);
        assertThat(sightings.path("items").path(0).path("label").asText()).isEqualTo("Ann");
    }

    private String labels(String path) throws IOException, InterruptedException {
        return json(house.get(path)).path("items").findValuesAsText("label").toString();
    }

    @Test
    void sightingsFollowMergesAndTheirUndoing() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));
        HttpResponse<String> merged = house
                .send(house.post(IDENTITIES + "/" + ANN + "/merge", "{\"into\":\"" + BOB + "\"}"));

        assertThat(labels(SIGHTINGS + "?identity=" + BOB)).isEqualTo("[Ann, Ann]");
        assertThat(json(house.get(IDENTITIES + "/" + BOB)).at("/seen/sensor").asText()).isEqualTo("cam");
        house.send(house.request("/api/v1/corrections/" + json(merged).path("command").asText() + "/undo")
                .POST(BodyPublishers.noBody()));
        assertThat(json(house.get(SIGHTINGS + "?identity=" + BOB)).path("items")).isEmpty();
        assertThat(json(house.get(SIGHTINGS + "?identity=" + ANN)).path("items")).hasSize(1);
    }

    @Test
    void aStayThatIsNotThePersonIsNoSightingOfThem() throws IOException, InterruptedException {
        var track = new TrackId("cam", "s1", "9");
        house.answer(track, 1, Optional.of(TestHouse.ann()));
        String visit = json(house.get("/api/v1/tracks/cam/s1/9")).path("visit").asText();

        correct(IDENTITIES + "/" + ANN + "/not", "{\"visit\":\"" + visit + "\"}");

        assertThat(json(house.get(SIGHTINGS + "?identity=" + ANN)).path("items")).isEmpty();
        assertThat(json(house.get("/api/v1/tracks/cam/s1/9")).has("label")).isFalse();
    }

    @Test
    void aStayThatWasSplitOffIsASightingOfTheOther() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));
        String visit = json(house.get("/api/v1/tracks/cam/s1/1")).path("visit").asText();

        correct(IDENTITIES + "/" + ANN + "/split", "{\"visits\":[\"" + visit + "\"]}");

        JsonNode sighting = json(house.get(SIGHTINGS)).path("items").path(0);
        assertThat(sighting.path("label").asText()).isEqualTo("stranger 3");
        assertThat(sighting.path("enrolled").asBoolean()).isTrue();
    }

    @Test
    void anErasedPersonsNameIsInNoSighting() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));
        house.stranger(new TrackId("cam", "s1", "99"), 1, TestHouse.ann());

        house.send(house.request(IDENTITIES + "/" + ANN).DELETE());

        HttpResponse<String> sightings = house.get(SIGHTINGS);
        assertThat(json(sightings).path("items")).hasSize(2);
        assertThat(sightings.body()).doesNotContain("Ann\"", ANN.toString());
    }

    @Test
    void explainsATrackThatWasAnswered() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));

        JsonNode match = json(house.get("/api/v1/tracks/cam/s1/1")).path("match");

        assertThat(match.path("score").asDouble()).isEqualTo(1.5);
        assertThat(match.path("runner_up").asDouble()).isEqualTo(0.5);
        assertThat(match.path("threshold").asDouble()).isEqualTo(1);
        assertThat(match.path("since").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertProblem(house.get("/api/v1/tracks/cam/s1/99"), 404, "not-found");
    }
}
