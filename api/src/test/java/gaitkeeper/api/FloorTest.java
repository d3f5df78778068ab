package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.assertProblem;
import static gaitkeeper.api.TestHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.access.AccessRole;
import gaitkeeper.client.Floor.Spot;
import gaitkeeper.client.Floor;
import gaitkeeper.client.GaitkeeperClient;
import gaitkeeper.client.Placement;
import gaitkeeper.core.AuditEntry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the sensors stand: told, kept, asked for, refused. */
class FloorTest {
    private static final String FLOOR = "/api/v1/floor";
    private static final String DOOR = "{\"sensor\":\"door\",\"x\":1,\"z\":2,\"height\":2.4,\"yaw\":90}";

    private final Path folder;

    @AutoClose
    private final TestHouse house;

    FloorTest(@TempDir Path folder) {
        this.folder = folder;
        house = new TestHouse(folder);
    }

    private static String floor(String... sensors) {
        return "{\"sensors\":[" + String.join(",", sensors) + "]}";
    }

    private HttpResponse<String> put(String floor) throws IOException, InterruptedException {
        return house.send(house.request(FLOOR).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(floor)));
    }

    @Test
    void nobodyStandsAnywhereBeforeItIsTold() throws IOException, InterruptedException {
        assertThat(json(house.get(FLOOR))).isEqualTo(Json.read("""
                {"name": "", "walls": [], "sensors": []}""".getBytes()));
    }

    @Test
    void whatIsLeftOutIsTold() throws IOException, InterruptedException {
        HttpResponse<String> told = put(floor(DOOR));

        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        JsonNode door = json(house.get(FLOOR)).at("/sensors/0");
        assertThat(door.path("height").asDouble()).isEqualTo(2.4);
        assertThat(door.path("tilt").asDouble(1)).isZero();
        assertThat(door.path("roll").asDouble(1)).isZero();
        assertThat(door.path("angle").asDouble()).isEqualTo(57);
        assertThat(door.path("reach").asDouble()).isEqualTo(4.5);
    }

    @Test
    void isKnownAfterARestart() throws IOException, InterruptedException {
        JsonNode told = json(put(floor(DOOR)));

        assertThat(new FloorBook(folder.resolve("floor.json"), FloorBook.unknown()).floor()).isEqualTo(told);
    }

    @Test
    void theClientTellsAndAsks() {
        var hall = new Floor("Hall", List.of(List.of(new Spot(0, 0), new Spot(8, 0), new Spot(8, 6))),
                List.of(Placement.level("door", new Spot(1, 2), 2.4, 90)));

        try (var client = GaitkeeperClient.local(house.uri("/"))) {
            assertThat(client.floor(hall)).isEqualTo(hall);
            assertThat(client.floor()).isEqualTo(hall);
        }
        assertThat(house.audited).extracting(AuditEntry::operation).contains("putFloor");
    }

    @Test
    void anOperatorLooksAndDoesNotTell() throws IOException, InterruptedException {
        String key = house.book.addKey("shift", AccessRole.OPERATOR, Duration.ofDays(1));

        assertProblem(house.send(house.request(FLOOR).header("X-API-Key", key)
                .header("Content-Type", "application/json").PUT(BodyPublishers.ofString(floor(DOOR)))), 403,
                "role-too-low");
        assertThat(house.send(house.request(FLOOR).header("X-API-Key", key)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {"NaN | JSON", "\"1\" | /sensors/0/x",
        "1e999 | /sensors/0/x", "-1000.5 | /sensors/0/x", "null | /sensors/0/x", "1,\"pitch\":5 | pitch",
        "1,\"tilt\":91 | /sensors/0/tilt", "1,\"sensor\":\"desk\" | JSON"})
    void refusesWhatMakesNoSense(String x, String named) throws IOException, InterruptedException {
        put(floor(DOOR));

        HttpResponse<String> answer = put(floor(DOOR.replace("\"x\":1", "\"x\":" + x)));

        assertProblem(answer, 400, "bad-body");
        assertThat(json(answer).path("detail").asText()).contains(named);
        assertThat(json(house.get(FLOOR)).at("/sensors/0/x").asDouble()).isEqualTo(1);
    }

    @Test
    void refusesASensorInTwoPlaces() throws IOException, InterruptedException {
        HttpResponse<String> answer = put(floor(DOOR, DOOR.replace("90", "45")));

        assertProblem(answer, 400, "bad-body");
        assertThat(json(answer).path("detail").asText()).isEqualTo(
                "sensor door is placed twice; leave one of its places out");
    }

    @Test
    void refusesAHugeOne() throws IOException, InterruptedException {
        assertProblem(put("{\"name\":\"" + "x".repeat(1 << 20) + "\",\"sensors\":[]}"), 413, "too-large");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {"{ | mend it", "[] | object",
        "{\"sensors\":[],\"x\":1} | x",
        "{\"sensors\":[{}]} | required"})
    void aBrokenFileIsNamedAtTheStart(String content, String named) throws IOException {
        Path file = Files.writeString(folder.resolve("floor.json"), content);

        assertThatIllegalArgumentException().isThrownBy(() -> new FloorBook(file, FloorBook.unknown()))
                .withMessageContaining(file.toString()).withMessageContaining(named);
    }
}
