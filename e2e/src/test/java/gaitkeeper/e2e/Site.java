package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP side of a running process, on a loopback port. */
final class Site {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Site(int port) {
        this.port = port;
    }

    /** The address of a path, by HTTP. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The address of a path, by WebSocket. */
    URI socket(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    /** Asks for a path. */
    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** Asks for a path that answers with JSON. */
    JsonNode json(String path) {
        return parse(get(path).body());
    }

    /** How many people are known, of the first page's. */
    int people() {
        return json("/api/v1/identities").path("items").size();
    }

    /** Posts a message of frames. */
    HttpResponse<String> post(String message) {
        return post(message, "application/json");
    }

    /** Posts the first seconds of a walk, all of which must be stored. */
    void walk(Walker walker, int seconds) {
        for (int n = 0; n < 30 * seconds; n++) {
            assertThat(post(walker.message(n)).statusCode()).isEqualTo(202);
        }
    }

    /** Posts messages of frames, one in each line. */
    HttpResponse<String> postLines(String messages) {
        return post(messages, "application/x-ndjson");
    }

    private HttpResponse<String> post(String body, String type) {
        return send(HttpRequest.newBuilder(uri("/api/v1/frames")).header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Reads JSON. */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    /** Whether it says that it is ready to work. */
    boolean ready() {
        return get("/health/ready").statusCode() == 200;
    }

    /** The sum over all labels of a metric; 0 if there is none of that name. */
    double metric(String name) {
        return get("/metrics").body().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
