package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.BOB;
import static gaitkeeper.api.TestHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.access.AccessRole;
import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom somebody resembles and why. Ann is known by (1, 2), Bob by (2, 2); the score is the negative distance. */
class LikenessTest {
    private static final String PARTS = "/api/v1/tracks/cam/s1/1/parts";
    private static final String ALIKE = "/api/v1/tracks/cam/s1/1/alike";
    private static final String ALIKE_ANN = "/api/v1/identities/00000000-0000-000a-0000-000000000001/alike";

    @AutoClose
    private final TestHouse house;

    LikenessTest(@TempDir Path folder) {
        house = new TestHouse(folder);
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));
    }

    private void assertProblem(String path, int status, String code) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("code").asText()).isEqualTo(code);
    }

    @Test
    void tellsByHowMuchAnAnswerRestsOnEachPart() throws IOException, InterruptedException {
        JsonNode answer = json(house.get(PARTS));

        assertThat(answer.path("label").asText()).isEqualTo("Ann");
        assertThat(answer.path("score").asDouble()).isZero();
        assertThat(answer.path("margin").asDouble()).isEqualTo(1);
        assertThat(answer.path("compared").asInt()).isEqualTo(1);
        assertThat(answer.path("parts")).hasSize(5).allSatisfy(part -> {
            boolean torso = part.path("part").asText().equals("torso");
            assertThat(part.path("score_loss").asDouble()).isEqualTo(torso ? 3 : 0);
            assertThat(part.path("margin_loss").asDouble()).as("from 1 ahead to 1 behind").isEqualTo(torso ? 2 : 0);
        });
    }

    @Test
    void withNobodyElseThereIsNoLeadToTellOf() throws IOException, InterruptedException {
        house.send(house.request("/api/v1/identities/" + BOB).DELETE());

        JsonNode answer = json(house.get(PARTS));

        assertThat(answer.has("margin")).isFalse();
        assertThat(answer.at("/parts/0/score_loss").asDouble()).isZero();
        assertThat(answer.path("parts")).noneMatch(part -> part.has("margin_loss"));
    }

    @Test
    void findsWhomAStayResembles() throws IOException, InterruptedException {
        house.seen = () -> List.of(new float[]{1.25f, 2});

        JsonNode answer = json(house.get(ALIKE));

        assertThat(answer.path("items").findValuesAsText("label")).containsExactly("Ann", "stranger 2");
        assertThat(answer.at("/items/0/score").asDouble()).isEqualTo(-0.25);
        assertThat(answer.at("/items/0/seen/sensor").asText()).isEqualTo("cam");
        assertThat(answer.at("/items/1").has("seen")).as("never named").isFalse();
        assertThat(answer.path("model").asText()).isEqualTo(TestHouse.MODEL.value());
    }

    @Test
    void findsThemPageByPage() throws IOException, InterruptedException {
        JsonNode first = json(house.get(ALIKE + "?limit=1"));
        JsonNode second = json(house.get(ALIKE + "?limit=1&after=" + first.path("next").asText()));

        assertThat(first.path("items").findValuesAsText("label")).containsExactly("Ann");
        assertThat(second.path("items").findValuesAsText("label")).containsExactly("stranger 2");
        assertThat(second.has("next")).isFalse();
        assertThat(json(house.get(ALIKE + "?after=99")).path("items")).isEmpty();
    }

    @Test
    void findsWhomAnIdentityResembles() throws IOException, InterruptedException {
        JsonNode answer = json(house.get(ALIKE_ANN));

        assertThat(answer.path("items").findValuesAsText("identity")).containsExactly(BOB.toString());
        assertThat(answer.at("/items/0/score").asDouble()).isEqualTo(-1);
        assertThat(answer.path("compared").asInt()).isEqualTo(1);
    }

    @Test
    void whoIsErasedIsFoundNoMore() throws IOException, InterruptedException {
        house.send(house.request("/api/v1/identities/" + BOB).DELETE());

        assertThat(json(house.get(ALIKE)).path("items").findValuesAsText("label")).containsExactly("Ann");
        assertProblem("/api/v1/identities/" + BOB + "/alike", 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {PARTS, ALIKE, "/api/v1/tracks/cam/s1/1/motion"})
    void asksAboutTheStayThatIsNamed(String path) throws IOException, InterruptedException {
        String visit = json(house.get("/api/v1/tracks/cam/s1/1")).path("visit").asText();

        assertThat(house.get(path + "?visit=" + visit).statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(house.audited).extracting(AuditEntry::target).contains(visit));
        assertProblem(path + "?visit=cam/s1/1@7", 404, "not-found");
        assertProblem(path.replace("s1/1/", "s1/9/"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {PARTS, ALIKE})
    void saysWhenTheWindowsAreGone(String path) throws IOException, InterruptedException {
        house.seen = List::of;

        assertProblem(path, 409, "no-windows");
    }

    @ParameterizedTest
    @ValueSource(strings = {PARTS, ALIKE})
    void saysWhenThisProcessHasNoModel(String path) throws IOException, InterruptedException {
        house.seen = () -> {
            throw new MalformedException(Reason.NO_MODEL, "/secret/place/model.onnx is missing");
        };

        assertProblem(path, 503, "no-model");
        assertThat(house.get(path).body()).contains("--model").doesNotContain("secret");
    }

    @Test
    void turnsAwayWhomItWouldKeepWaiting() throws IOException, InterruptedException {
        var go = new CountDownLatch(1);
        house.seen = () -> {
            awaited(go);
            return List.of(new float[]{1, 2});
        };

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 60).mapToObj(_ -> house.http
                .sendAsync(house.request(ALIKE).build(), BodyHandlers.ofString()).thenApply(HttpResponse::statusCode))
                .toList();
        CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).join();
        go.countDown();

        assertThat(answers.stream().map(CompletableFuture::join)).contains(200, 503).containsOnly(200, 503);
        assertThat(house.get(ALIKE).statusCode()).isEqualTo(200);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysWhenThereWasNobodyToCompareWith() throws IOException, InterruptedException {
        house.send(house.request("/api/v1/identities/" + ANN).DELETE());

        assertProblem(PARTS, 409, "nobody-compared");
    }

    @ParameterizedTest
    @ValueSource(strings = {PARTS, ALIKE, ALIKE_ANN})
    void viewersMayLookAndEveryLookIsWrittenDown(String path) throws IOException, InterruptedException {
        String key = house.book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        assertThat(house.send(house.request(path).header("X-API-Key", key)).statusCode()).isEqualTo(200);

        // An entry is written when its answer has gone.
        await().untilAsserted(() -> assertThat(house.audited).last().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("kiosk");
            assertThat(entry.target()).isIn(ANNS_TRACK.toString(), ANN.toString());
        }));
    }
}
