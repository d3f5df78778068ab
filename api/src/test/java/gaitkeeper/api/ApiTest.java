package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.BOB;
import static gaitkeeper.api.TestHouse.assertProblem;
import static gaitkeeper.api.TestHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ToldApart;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private static final String IDENTITIES = "/api/v1/identities";
    private static final String NAME = IDENTITIES + "/" + ANN + "/name";

    @AutoClose
    private final TestHouse house;

    ApiTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    private HttpResponse<String> name(String name, String... headers) throws IOException, InterruptedException {
        var request = house.post(NAME, "{\"name\":\"" + name + "\"}");
        return house.send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void listsPeoplePageByPage() throws IOException, InterruptedException {
        JsonNode first = json(house.get(IDENTITIES + "?limit=1"));
        JsonNode second = json(house.get(IDENTITIES + "?limit=1&after=" + first.path("next").asText()));

        assertThat(first.path("items").path(0).path("name").asText()).isEqualTo("Ann");
        assertThat(second.path("items").path(0).path("label").asText()).isEqualTo("stranger 2");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void findsPeopleByPartOfTheirName() throws IOException, InterruptedException {
        assertThat(json(house.get(IDENTITIES + "?name=aN")).path("items")).hasSize(2);
        assertThat(json(house.get(IDENTITIES + "?name=ann")).path("items")).hasSize(1);
    }

    @Test
    void aCorrectionIsAnsweredWithTheEntryThatTheWriterWrote() throws IOException, InterruptedException {
        HttpResponse<String> answer = name("Anne");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("change").asText()).isEqualTo("named");
        assertThat(json(answer).path("by").asText()).isEqualTo("loopback:local");
        assertThat(json(house.get(IDENTITIES + "/" + ANN)).path("name").asText()).isEqualTo("Anne");
    }

    @Test
    void aRefusalOfTheWriterIsAConflictWithItsReason() throws IOException, InterruptedException {
        HttpResponse<String> answer = house
                .send(house.post(IDENTITIES + "/" + BOB + "/name", "{\"name\":\"Ann\"}"));

        assertProblem(answer, 409, "refused");
        assertThat(json(answer).path("detail").asText()).isEqualTo("not so");
    }

    @Test
    void ofTwoOperatorsTheSecondIsTold() throws IOException, InterruptedException {
        String seen = house.get(IDENTITIES + "/" + ANN).headers().firstValue("ETag").orElseThrow();

        assertThat(name("Anne", "If-Match", seen).statusCode()).isEqualTo(200);
        assertProblem(name("Anna", "If-Match", seen), 412, "changed-meanwhile");
        assertThat(json(house.get(IDENTITIES + "/" + ANN)).path("name").asText()).isEqualTo("Anne");
    }

    @Test
    void ofManyOperatorsAtOnceOneSucceeds() throws IOException, InterruptedException {
        String seen = house.get(IDENTITIES + "/" + ANN).headers().firstValue("ETag").orElseThrow();

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(n -> house.http.sendAsync(
                        house.post(NAME, "{\"name\":\"Ann " + n + "\"}").header("If-Match", seen).build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(answers).extracting(answer -> answer.join().statusCode()).containsOnly(200, 412)
                .filteredOn(status -> status == 200).hasSize(1);
        assertThat(house.writer.asked).hasSize(1);
    }

    @Test
    void whatTheSystemLearnsIsNoConflict() throws IOException, InterruptedException {
        String seen = house.get(IDENTITIES + "/" + ANN).headers().firstValue("ETag").orElseThrow();
        house.writer.write(java.util.UUID.randomUUID(), "system", new ExemplarAdded(ANN,
                new Exemplar(TestHouse.sequence(ANNS_TRACK, 3), TestHouse.MODEL, new float[]{1, 2})),
                house.api);

        assertThat(name("Anne", "If-Match", seen).statusCode()).isEqualTo(200);
    }

    @Test
    void whatTheMatcherTellsApartIsNoConflict() throws IOException, InterruptedException {
        String seen = house.get(IDENTITIES + "/" + ANN).headers().firstValue("ETag").orElseThrow();
        house.writer.write(UUID.randomUUID(), "matcher",
                new ToldApart(new Visit(new TrackId("cam", "s1", "7"), 5), ANN), house.api);

        assertThat(name("Anne", "If-Match", seen).statusCode()).isEqualTo(200);
    }

    @Test
    void aReplayedKeyChangesNothingAgain() throws IOException, InterruptedException {
        HttpResponse<String> first = name("Anne", "Idempotency-Key", "k1");
        HttpResponse<String> again = name("Anne", "Idempotency-Key", "k1");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(house.writer.asked).extracting(GalleryRequest::command).containsExactly(new Rename(ANN, "Anne"));
    }

    @Test
    void aKeyForAnotherRequestIsRefused() throws IOException, InterruptedException {
        name("Anne", "Idempotency-Key", "k1");

        assertProblem(name("Anna", "Idempotency-Key", "k1"), 422, "idempotency-key-reused");
    }

    @Test
    void aFailedChangeMayBeTriedAgainUnderItsKey() throws IOException, InterruptedException {
        house.writerAway = true;
        assertProblem(name("Anne", "Idempotency-Key", "k1"), 503, "unavailable");
        house.writerAway = false;

        assertThat(name("Anne", "Idempotency-Key", "k1").statusCode()).isEqualTo(200);
    }

    @Test
    void undoesACommand() throws IOException, InterruptedException {
        String command = json(name("Anne")).path("command").asText();

        HttpResponse<String> undone = house
                .send(house.request("/api/v1/corrections/" + command + "/undo").POST(
                        BodyPublishers.noBody()));

        assertThat(undone.statusCode()).as(undone.body()).isEqualTo(200);
        assertThat(json(house.get(IDENTITIES + "/" + ANN)).path("name").asText()).isEqualTo("Ann");
    }

    @Test
    void afterAMergeTheOldIdTellsTheNewOne() throws IOException, InterruptedException {
        HttpResponse<String> merged = house
                .send(house.post(IDENTITIES + "/" + BOB + "/merge", "{\"into\":\"" + ANN + "\"}"));

        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
        HttpResponse<String> old = house.get(IDENTITIES + "/" + BOB);
        assertProblem(old, 410, "merged");
        assertThat(json(old).path("detail").asText()).contains(ANN.toString());
    }

    @Test
    void erasesAPerson() throws IOException, InterruptedException {
        assertThat(house.send(house.request(IDENTITIES + "/" + ANN).DELETE()).statusCode()).isEqualTo(200);
        assertProblem(house.get(IDENTITIES + "/" + ANN), 404, "not-found");
    }

    @Test
    void namesTheTrackThatWasRecognised() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));

        assertThat(house.send(house.post("/api/v1/tracks/cam/s1/1/name", "{\"name\":\"Anne\"}")).statusCode())
                .isEqualTo(200);
        assertThat(house.writer.asked).extracting(GalleryRequest::command).containsExactly(new Rename(ANN, "Anne"));
    }

    @Test
    void refusesToNameATrackThatIsNotCertain() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.empty());

        HttpResponse<String> answer = house.send(house.post("/api/v1/tracks/cam/s1/1/name", "{\"name\":\"Anne\"}"));

        assertProblem(answer, 409, "track-undecided");
        assertThat(json(answer).path("detail").asText()).contains("score 1.500", "needed 1.000");
        assertThat(house.writer.asked).isEmpty();
    }

    @Test
    void refusesToNameATrackAfterSomebodyElse() throws IOException, InterruptedException {
        house.answer(new TrackId("cam", "s1", "2"), 1,
                Optional.of(new Candidate(BOB, 2, "")));

        assertProblem(house.send(house.post("/api/v1/tracks/cam/s1/2/name", "{\"name\":\"Ann\"}")), 409,
                "does-not-match");
        assertProblem(house.send(house.post("/api/v1/tracks/cam/s1/9/name", "{\"name\":\"Ann\"}")), 404, "not-found");
    }

    @Test
    void matchesArePagedByEventId() throws IOException, InterruptedException {
        IntStream.range(0, 5).forEach(n -> house.answer(ANNS_TRACK, n, Optional.empty()));

        JsonNode first = json(house.get("/api/v1/matches?limit=3"));
        JsonNode second = json(house.get("/api/v1/matches?limit=3&after=" + first.path("next").asText()));

        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("items").path(1).path("data").path("windows").asInt()).isEqualTo(5);
    }

    @Test
    void everyLookUpAndChangeIsAudited() throws IOException, InterruptedException {
        house.get(IDENTITIES + "/" + ANN);
        name("Anne");
        // An entry is written when its answer has gone.
        await().until(() -> house.audited.size() >= 2);

        assertThat(house.audited).extracting(AuditEntry::operation, AuditEntry::target, AuditEntry::status,
                AuditEntry::who).containsExactly(
                        tuple("getIdentity", ANN.toString(), 200, "local"),
                        tuple("nameIdentity", ANN.toString(), 200, "local"));
        assertThat(house.audited.getFirst().galleryVersion()).isEqualTo(4);
    }

    @Test
    void nobodyLooksWhileTheAuditLogIsAway() throws IOException, InterruptedException {
        house.auditBroken = true;
        house.get(IDENTITIES);

        assertProblem(house.get(IDENTITIES), 503, "unavailable");
        house.auditBroken = false;
        house.now.set(house.now.get().plusSeconds(2));
        assertThat(house.get(IDENTITIES).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\\\"><img src=x onerror=alert(1)>", "{{7*7}}",
        "'; DROP TABLE x"})
    void aHostileNameStaysAText(String name) throws IOException, InterruptedException {
        assertThat(name(name).statusCode()).isEqualTo(200);

        HttpResponse<String> answer = house.get(IDENTITIES + "/" + ANN);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(json(answer).path("name").asText()).isEqualTo(name.replace("\\", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "[]", "null", "{}", "{\"name\":1}", "{\"name\":null}", "{\"nam\":\"x\"}",
        "{\"name\":\"x\"", "{\"name\":\"x\"} y", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"x\",\"more\":1}",
        "{\"name\":\"\\u0000\"}"})
    void refusesABodyThatDoesNotFit(String body) throws IOException, InterruptedException {
        assertProblem(house.send(house.post(NAME, body)), 400, "bad-body");
        assertThat(house.writer.asked).isEmpty();
    }

    @Test
    void refusesATooLargeBody() throws IOException, InterruptedException {
        assertProblem(house.send(house.post(NAME, "{\"name\":\"" + "x".repeat(100_000) + "\"}")), 413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/jsonp", "text/plain; application/json"})
    void refusesWhatAFormOfAnotherSiteCouldSend(String type) throws IOException, InterruptedException {
        assertProblem(house.send(house.post(NAME, "{\"name\":\"x\"}").setHeader("Content-Type", type)), 415,
                "not-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/identities/../../etc/passwd",
        "/api/v1/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/identities/..%2f..%2fetc", "/api/v2/identities"})
    void servesNothingElse(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("root:");
    }

    @Test
    void servesItsDocument() throws IOException, InterruptedException {
        assertThat(json(house.get("/api/v1/openapi.json")).path("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void listsWhatPeopleCorrectedWithoutWhatTheSystemLearned() throws IOException, InterruptedException {
        house.writer.write(UUID.randomUUID(), "matcher",
                new ToldApart(new Visit(new TrackId("cam", "s1", "7"), 5), ANN), house.api);
        name("Anne");

        assertThat(json(house.get("/api/v1/corrections?people=true")).path("items").findValuesAsText("change"))
                .doesNotContain("told-apart").contains("named");
        assertThat(json(house.get("/api/v1/corrections")).path("items").findValuesAsText("change"))
                .contains("told-apart", "named");
    }

    @Test
    void tellsWhichStayAnExemplarIsFrom() throws IOException, InterruptedException {
        assertThat(json(house.get(IDENTITIES + "/" + ANN)).at("/evidence/0/visit").asText())
                .isEqualTo("cam/s1/1@" + People.START_NS);
    }

    @Test
    void showsTheWindowsOfAStay() throws IOException, InterruptedException {
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));

        JsonNode frames = json(house.get("/api/v1/tracks/cam/s1/1/motion")).path("frames");

        assertThat(frames).hasSize(2);
        assertThat(frames.get(0).path("joints_mm")).hasSize(75);
        assertThat(frames.get(0).at("/joints_mm/0").asInt()).isEqualTo(500);
        assertThat(frames.get(0).path("time").asText()).isLessThan(frames.get(1).path("time").asText());
        assertThat(house.get("/api/v1/tracks/cam/s1/none/motion").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsHowWellPeopleAreToldApart() throws IOException, InterruptedException {
        JsonNode quality = json(house.get("/api/v1/quality"));

        assertThat(quality.at("/together/high").asDouble()).isEqualTo(0.05);
        assertThat(quality.at("/fpir/searches").asInt()).isEqualTo(40);
        assertThat(quality.at("/fpir/middle").asDouble()).isZero();
        assertThat(quality.at("/drift/middle").asDouble()).isEqualTo(1);
        assertThat(quality.at("/sensors/0/id").asText()).isEqualTo("door");
        assertThat(quality.at("/named/middle").asDouble()).isEqualTo(0.75);
        assertThat(quality.at("/tradeoff/0/budget").asDouble()).isEqualTo(0.01);
        assertThat(quality.at("/tradeoff/0/fpir/high").asDouble()).isEqualTo(0.1);
        assertThat(quality.at("/tradeoff/0/missed/middle").asDouble()).isEqualTo(0.4);
        assertThat(quality.path("budget_share").asDouble()).isEqualTo(1);
        assertThat(quality.path("switched_per_hour").asDouble()).isEqualTo(3 * 3_600.0);
        assertThat(quality.at("/rule/min_windows").asInt()).isEqualTo(8);
        assertThat(json(house.get("/api/v1/rejected")).at("/items/0/count").asInt()).isEqualTo(3);
    }

    @Test
    void tellsWhoWorksAndHowFarBehind() throws IOException, InterruptedException {
        JsonNode group = json(house.get("/api/v1/groups")).at("/items/0");

        assertThat(group.path("roles").toString()).isEqualTo("[\"windower\",\"encoder\"]");
        assertThat(group.at("/lag/gk.frames").asInt()).isEqualTo(7);
    }

    @Test
    void tellsWhatAModelWasMadeOfAndCalibratedOn() throws IOException, InterruptedException {
        JsonNode model = json(house.get("/api/v1/models/" + TestHouse.MODEL.value()));

        assertThat(model.path("in_use").asBoolean()).isTrue();
        assertThat(model.path("terms").asText()).isEqualTo("free");
        assertThat(model.at("/calibration/galleries/0/rows/0/points/1/tpir").asDouble()).isEqualTo(0.9);
        assertThat(json(house.get("/api/v1/models")).path("items")).hasSize(1);
        assertProblem(house.get("/api/v1/models/none@1"), 404, "not-found");
    }

    @Test
    void tellsWhoAsks() throws IOException, InterruptedException {
        assertThat(json(house.get("/api/v1/session")).path("role").asText()).isEqualTo("admin");
    }
}
