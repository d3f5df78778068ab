package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** The live routes on a server of their own, at a free loopback port. */
final class LiveServer implements AutoCloseable {
    static final String LIVE = LiveRoutes.FEED;

    final Scene scene = new Scene();
    final TestGallery gallery = TestGallery.of(Metric.COSINE);
    final LiveRoutes routes;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Vertx vertx = Vertx.vertx();
    private final int port;

    LiveServer() {
        var router = Router.router(vertx);
        routes = new LiveRoutes(vertx, scene.feed, gallery,
                () -> new LiveStats(1, "made-up@1", "demo", true, List.of(), 0, 0, -1, Map.of()), () -> false);
        LiveRoutes.mountPages(router);
        routes.mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        port = server.actualPort();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    Watcher watch() throws IOException {
        return new Watcher(new Socket());
    }

    /** What a browser reads: packed, and unpacked as it comes. */
    BufferedReader packed() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request(LIVE).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(response.body()), StandardCharsets.UTF_8));
    }

    /** One that takes little from the network until it reads. */
    Watcher watchWithSmallBuffer() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        return new Watcher(socket);
    }

    @Override
    public void close() {
        client.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** One event of the stream. */
    record Event(String name, String data) {
        Map<String, Object> json() {
            return Json.object(data);
        }
    }

    /** Somebody who looks at the page, over a plain socket so that reading is up to the test. */
    final class Watcher implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        private Watcher(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(("GET " + LIVE + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String line() {
            try {
                String line = in.readLine();
                if (line == null) {
                    throw new IllegalStateException("the server hung up");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next event; what frames the chunks of the answer is skipped. */
        Event event() {
            String line = line();
            while (!line.startsWith("event: ")) {
                line = line();
            }
            return new Event(line.substring("event: ".length()), line().substring("data: ".length()));
        }

        Event event(String name) {
            Event event = event();
            while (!event.name().equals(name)) {
                event = event();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
