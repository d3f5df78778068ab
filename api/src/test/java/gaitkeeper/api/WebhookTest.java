package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final String WEBHOOKS = "/api/v1/webhooks";

    @TempDir
    Path folder;

    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer receiver;
    private TestHouse house;

    private record Post(String signature, String body) {}

    @BeforeEach
    void open() throws IOException {
        house = new TestHouse(folder);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean taken = refusals.getAndDecrement() <= 0;
            if (taken) {
                posts.add(new Post(exchange.getRequestHeaders().getFirst("Gaitkeeper-Signature"), body));
            }
            exchange.sendResponseHeaders(taken ? 204 : 500, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        house.close();
        receiver.stop(0);
    }

    private JsonNode add(String filter) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.send(house.post(WEBHOOKS,
                "{\"url\":\"http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook\"" + filter + "}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private Post post() throws InterruptedException {
        return Objects.requireNonNull(posts.poll(20, TimeUnit.SECONDS), "nothing was posted");
    }

    @Test
    void postsSignedEvents() throws IOException, InterruptedException, GeneralSecurityException {
        JsonNode hook = add("");
        house.answer(ANNS_TRACK, 0, Optional.of(TestHouse.ann()));

        Post post = post();

        assertThat(Json.read(post.body().getBytes(UTF_8)).path("events").path(0).path("data").path("label").asText())
                .isEqualTo("Ann");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hook.path("secret").asText().getBytes(UTF_8), "HmacSHA256"));
        long seconds = house.now.get().getEpochSecond();
        assertThat(post.signature()).isEqualTo("t=" + seconds + ",v1="
                + HexFormat.of().formatHex(mac.doFinal((seconds + "." + post.body()).getBytes(UTF_8))));
    }

    @Test
    void triesAgainUntilItIsTakenAndKeepsTheOrder() throws IOException, InterruptedException {
        add(",\"type\":\"match\"");
        refusals.set(2);
        for (int n = 0; n < 3; n++) {
            house.answer(ANNS_TRACK, n, Optional.empty());
        }

        int expected = 1;
        while (expected <= 3) {
            // Each look moves the clock, which is what the pauses go by.
            Post post = posts.poll(50, TimeUnit.MILLISECONDS);
            house.now.set(house.now.get().plus(Duration.ofSeconds(1)));
            if (post != null) {
                for (JsonNode event : Json.read(post.body().getBytes(UTF_8)).path("events")) {
                    assertThat(event.path("data").path("windows").asInt()).isEqualTo(expected);
                    expected++;
                }
            }
        }
    }

    @Test
    void postsOnlyWhatWasAskedFor() throws IOException, InterruptedException {
        add(",\"type\":\"match\",\"kind\":\"known\"");
        house.answer(ANNS_TRACK, 0, Optional.empty());
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));

        assertThat(post().body()).contains("\"windows\":2").doesNotContain("\"windows\":1,");
    }

    @Test
    void aRestartGoesOnWithTheSameWebhooks() throws IOException, InterruptedException {
        String id = add("").path("id").asText();
        house.close();
        house = new TestHouse(folder);

        JsonNode hooks = json(house.get(WEBHOOKS));

        assertThat(hooks.path("items").path(0).path("id").asText()).isEqualTo(id);
        assertThat(hooks.toString()).doesNotContain("secret");
        assertThat(Files.readString(folder.resolve("webhooks.json"))).contains(id);
    }

    @Test
    void aRemovedOneIsToldNoMore() throws IOException, InterruptedException {
        String id = add("").path("id").asText();

        assertThat(house.send(house.request(WEBHOOKS + "/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(house.send(house.request(WEBHOOKS + "/" + id).DELETE()).statusCode()).isEqualTo(404);
        assertThat(json(house.get(WEBHOOKS)).path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://host/x", "http://user:pass@host/", "http:///x",
        "not an address"})
    void refusesAnAddressThatIsNone(String url) throws IOException, InterruptedException {
        assertThat(house.send(house.post(WEBHOOKS, "{\"url\":\"" + url + "\"}")).statusCode()).isEqualTo(400);
    }
}
