package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.person;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.TrackId;
import gaitkeeper.matcher.LiveServer.Event;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRoutesTest {
    private static final String JSON = "application/json";
    private static final String ANN = person(1).toString();

    private final LiveServer server = new LiveServer();

    LiveRoutesTest() {
        server.gallery.apply(enrolled(1, "Ann"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void sendsStatsFirst() throws IOException {
        for (int n = 0; n < 20; n++) {
            try (var watcher = server.watch()) {
                Event first = watcher.event();

                assertThat(first.name()).isEqualTo("stats");
                assertThat(first.json()).containsEntry("model", "made-up@1").containsEntry("identities", 1L);
            }
        }
    }

    @Test
    void isAnEventStreamThatNobodyStores() throws IOException {
        try (var watcher = server.watch()) {
            assertThat(watcher.line()).isEqualTo("HTTP/1.1 200 OK");
            Deque<String> headers = new ArrayDeque<>();
            for (String line = watcher.line(); !line.isEmpty(); line = watcher.line()) {
                headers.add(line.toLowerCase(Locale.ROOT));
            }
            assertThat(headers).contains("content-type: text/event-stream", "cache-control: no-store");
        }
    }

    @Test
    void sendsTheBodiesInSight() throws IOException {
        server.scene.seen("cam", "1");
        try (var watcher = server.watch()) {
            assertThat(watcher.event("bodies").data()).contains("\"id\":\"cam\"", "\"track\":\"cam/s1/1\"");
        }
    }

    @Test
    void goesOnSendingStats() throws IOException {
        try (var watcher = server.watch()) {
            watcher.event("stats");

            assertThat(watcher.event("stats").json()).containsEntry("mode", "demo");
        }
    }

    @Test
    void sendsDecisionsToEveryone() throws IOException {
        TrackId track = server.scene.seen("cam", "1");
        try (var one = server.watch(); var other = server.watch()) {
            one.event();
            other.event();
            server.scene.feed.match(track, Scene.known(track, 1, "Ann"));

            assertThat(one.event("match").json()).containsEntry("label", "Ann");
            assertThat(other.event("match").json()).containsEntry("label", "Ann");
        }
    }

    @Test
    void aHostileNameCannotForgeAnEvent() throws IOException {
        TrackId track = server.scene.seen("cam", "1");
        try (var watcher = server.watch()) {
            watcher.event();
            String name = "x\n\nevent: stats\ndata: {\"forged\":1}\n\n";
            server.scene.feed.match(track, Scene.known(track, 1, name));

            assertThat(watcher.event("match").json()).containsEntry("label", name);
            assertThat(watcher.event("stats").json()).doesNotContainKey("forged");
        }
    }

    @Test
    void knowsWhetherAnybodyLooks() throws IOException {
        assertThat(server.routes.watched()).isFalse();
        try (var watcher = server.watch()) {
            watcher.event();
            assertThat(server.routes.watched()).isTrue();
        }

        await(() -> !server.routes.watched());
    }

    @Test
    void takesNoMoreWatchersThanItCanServe() throws IOException {
        Deque<LiveServer.Watcher> watchers = new ArrayDeque<>();
        try {
            for (int n = 0; n < 500; n++) {
                watchers.push(server.watch());
                assertThat(watchers.peek().line()).endsWith("200 OK");
            }

            watchers.push(server.watch());

            assertThat(watchers.peek().line()).contains("503");
        } finally {
            for (LiveServer.Watcher watcher : watchers) {
                watcher.close();
            }
        }
    }

    @Test
    void aWatcherWhoDoesNotReadMissesEventsInsteadOfFillingMemory() throws IOException {
        for (int n = 0; n < 2_000; n++) {
            server.scene.seen("cam", "t" + n);
        }
        try (var slow = server.watchWithSmallBuffer(); var fast = server.watch()) {
            int crowds = 45;
            long sent = 0;
            for (int n = 0; n < crowds; n++) {
                sent += fast.event("bodies").data().length();
            }
            server.scene.pass(Duration.ofSeconds(2));

            long kept = 0;
            for (String data = slow.event("bodies").data(); data.length() > 1_000; data = slow.event("bodies").data()) {
                kept += data.length();
            }

            // Vert.x queues 16 writes, and the system's socket buffers hold a few megabytes.
            assertThat(kept).isLessThan(sent / 2);
        }
    }

    @Test
    void listsIdentities() throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(LiveServer.IDENTITIES);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(Json.objects(Json.read(answer.body()))).singleElement()
                .satisfies(ann -> assertThat(ann).containsEntry("id", ANN).containsEntry("name", "Ann"));
    }

    @Test
    void takesAName() throws IOException, InterruptedException {
        HttpResponse<String> answer = server.name(ANN, JSON, "{\"name\":\"Anne \\u00e9\\\"\"}");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(server.commands).extracting(GalleryRequest::command)
                .containsExactly(new Rename(person(1), "Anne \u00e9\""));
    }

    @Test
    void takesAnEmptyNameAsNone() throws IOException, InterruptedException {
        assertThat(server.name(ANN, JSON, "{\"name\":\"\"}").statusCode()).isEqualTo(204);
        assertThat(server.commands).extracting(GalleryRequest::command).containsExactly(new Rename(person(1), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"})
    void takesJsonHoweverItsTypeIsWritten(String contentType) throws IOException, InterruptedException {
        assertThat(server.name(ANN, contentType, "{\"name\":\"Anne\"}").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "[]", "null", "{}", "{\"name\":1}", "{\"name\":null}", "{\"nam\":\"x\"}",
        "{\"name\":\"x\"", "{\"name\":\"x", "{\"name\":\"\\x\"}", "{\"name\":\"x\"} y", "{\"name\":[\"x\"]}"})
    void refusesABodyThatIsNoName(String body) throws IOException, InterruptedException {
        assertThat(server.name(ANN, JSON, body).statusCode()).isEqualTo(400);
        assertThat(server.commands).isEmpty();
    }

    @Test
    void refusesATooLongName() throws IOException, InterruptedException {
        assertThat(server.name(ANN, JSON, "{\"name\":\"" + "x".repeat(81) + "\"}").statusCode()).isEqualTo(400);
        assertThat(server.commands).isEmpty();
    }

    @Test
    void refusesATooLargeBody() throws IOException, InterruptedException {
        assertThat(server.name(ANN, JSON, "{\"name\":\"" + "x".repeat(5_000) + "\"}").statusCode()).isEqualTo(413);
        assertThat(server.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "00000000-0000-0007-0000-00000000ffff", "%00", "1"})
    void findsNobodyToName(String identity) throws IOException, InterruptedException {
        assertThat(server.name(identity, JSON, "{\"name\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(server.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/jsonp", "text/plain; application/json"})
    void refusesWhatAFormOfAnotherSiteCouldSend(String contentType) throws IOException, InterruptedException {
        assertThat(server.name(ANN, contentType, "{\"name\":\"x\"}").statusCode()).isEqualTo(415);
        assertThat(server.commands).isEmpty();
    }

    @Test
    void saysSoWhenTheBrokerIsAway() throws IOException, InterruptedException {
        server.breakBroker();

        HttpResponse<String> answer = server.name(ANN, JSON, "{\"name\":\"Anne\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("no broker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/style.css", LiveServer.IDENTITIES})
    void tellsBrowsersToBeCareful(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.js", "/../LiveRoutes.class", "/..%2fmatcher/LiveRoutes.class",
        "/%2e%2e/matcher/Gallery.class"})
    void servesNothingElse(String path) throws IOException, InterruptedException {
        assertThat(server.get(path).statusCode()).isIn(400, 403, 404);
    }

    @Test
    void anUnknownIdentityOfTheRightFormIsUnknown() throws IOException, InterruptedException {
        assertThat(server.name(new UUID(1, 1).toString(), JSON, "{\"name\":\"x\"}").body())
                .isEqualTo("no such identity");
    }
}
