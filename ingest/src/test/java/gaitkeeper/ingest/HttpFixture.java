package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.Layout;
import gaitkeeper.ingest.check.Check;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The routes on a server of their own, at a free loopback port. */
final class HttpFixture implements AutoCloseable {
    /** Small, so that tests reach them. */
    static final IngestLimits LIMITS = new IngestLimits(64 << 10, 1 << 20, Duration.ofSeconds(5), 32 << 10, 8, 2,
            Duration.ofSeconds(30), Set.of("https://lab.example"));

    final FakeFrames frames = new FakeFrames();
    final FakeRejections rejections = new FakeRejections();
    final Intake intake = JsonSamples.intake(frames, rejections);
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final int port;
    private final Vertx vertx = Vertx.vertx();

    HttpFixture(IngestLimits limits) {
        var router = Router.router(vertx);
        new IngestRoutes(vertx, intake, limits).mount(router);
        new StreamRoutes(vertx, intake.admission().guards()).mount(router);
        HttpServer server = vertx.createHttpServer(IngestRoutes.configure(new HttpServerOptions(), limits))
                .requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS).join();
        port = server.actualPort();
    }

    /** Leaves out all checks of the samples' sensor: its joints stand in a row, which no body does for three seconds. */
    void trustTheSamples() {
        StreamGuards guards = intake.admission().guards();
        byte[] sample = JsonSamples.message(Layout.KINECT_V1, JsonSamples.body("1", Layout.KINECT_V1)).getBytes(UTF_8);
        guards.watching(JsonSamples.reader()).parse(sample, CanonicalFrames.Form.VALUES);
        guards.find("cam-07", "2f0c").ifPresent(guard -> guard.override(EnumSet.allOf(Check.class)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(20));
    }

    URI socketAddress() {
        return URI.create("ws://127.0.0.1:" + port + IngestRoutes.SOCKET);
    }

    HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
        return client.send(request(IngestRoutes.FRAMES).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
