package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.api.Api;
import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.Admission;
import gaitkeeper.ingest.Calibrations;
import gaitkeeper.ingest.CanonicalFrames;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.IngestRoutes;
import gaitkeeper.ingest.Intake;
import gaitkeeper.ingest.StreamGuards;
import gaitkeeper.ingest.format.Format;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API's document says of the ingest role against that role's own routes; neither module knows the other. */
class IngestDocumentTest {
    private static final JsonObject DOCUMENT = document();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Router ROUTER = Router.router(VERTX);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static int port;

    private static JsonObject document() {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"))) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Storing() implements FrameSink {
        @Override
        public void send(TrackId track, Frame frame, Completion done) {
            done.done(true);
        }

        @Override
        public boolean congested() {
            return false;
        }
    }

    @BeforeAll
    static void listens() {
        var admission = new Admission(new CanonicalFrames(InstantSource.system(), CanonicalFrames.Times.DEFAULT),
                new StreamGuards(InstantSource.system()), new Calibrations());
        FrontRoutes.mountIngest(VERTX, ROUTER, new Intake(admission, new Storing(), (source, why, refused) -> {}));
        HttpServer server = VERTX.createHttpServer().requestHandler(ROUTER).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        port = server.actualPort();
    }

    @AfterAll
    static void stops() {
        HTTP.shutdownNow();
        VERTX.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static JsonObject frames() {
        return DOCUMENT.getJsonObject("paths").getJsonObject(IngestRoutes.FRAMES).getJsonObject("post");
    }

    static Stream<String> mediaTypes() {
        return frames().getJsonObject("requestBody").getJsonObject("content").fieldNames().stream();
    }

    private static HttpResponse<String> post(String query, String type, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + IngestRoutes.FRAMES + query))
                .header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        JsonObject said = frames().getJsonObject("responses").getJsonObject(String.valueOf(answer.statusCode()));
        String schema = said.containsKey("$ref") ? "application/problem+json" : "application/json";
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).as(answer.body())
                .isIn(schema, "application/problem+json");
        return answer;
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute() {
        List<String> described = DOCUMENT.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue()).stream()
                        .filter(method -> ((JsonObject) method.getValue()).containsKey("x-served-by"))
                        .map(method -> method.getKey() + " " + path.getKey()))
                .toList();

        assertThat(ROUTER.getRoutes().stream().filter(route -> !route.getName().endsWith("/"))
                .map(route -> route.methods().iterator().next().name().toLowerCase(Locale.ROOT) + " "
                        + route.getName().replaceAll(":(\\w+)", "{$1}")))
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @ParameterizedTest
    @MethodSource("mediaTypes")
    void takesEveryMediaTypeThatItNames(String type) throws IOException, InterruptedException {
        assertThat(post("?format=azure&sensor=hall", type, "{}").statusCode()).isNotEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/x-protobuf"})
    void refusesOthers(String type) throws IOException, InterruptedException {
        assertThat(post("", type, "{}").statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "no JSON"})
    void answersAsItSays(String body) throws IOException, InterruptedException {
        JsonObject answer = new JsonObject(post("", "application/json", body).body());

        assertThat(answer.fieldNames()).contains("accepted", "rejected");
    }

    @Test
    void namesEveryFormat() {
        List<Object> named = DOCUMENT.getJsonObject("components").getJsonObject("parameters").getJsonObject("format")
                .getJsonObject("schema").getJsonArray("enum").stream().toList();

        assertThat(Arrays.stream(Format.values()).map(Format::id)).allMatch(named::contains)
                .hasSize(named.size() - 1);
    }
}
