package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.enrolled;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.TrackId;
import gaitkeeper.matcher.LiveServer.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRoutesTest {
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
    void packsWhatBrowsersAreSentWheneverTheyCome() throws IOException, InterruptedException {
        server.scene.seen("cam", "1");
        try (var one = server.packed()) {
            assertThat(linesUntil(one, "event: bodies")).contains("event: stats");
            try (var later = server.packed()) {
                linesUntil(later, "event: bodies");
                assertThat(later.readLine()).contains("\"track\":\"cam/s1/1\"");
                linesUntil(one, "event: bodies");
                assertThat(one.readLine()).contains("\"track\":\"cam/s1/1\"");
            }
        }
    }

    private static List<String> linesUntil(BufferedReader in, String wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.equals(wanted); line = in.readLine()) {
            lines.add(line);
        }
        return lines;
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
    void manyPagesGetFewerUpdatesOfBodiesAndThoseOfAnOverloadedMachineFewerStill() {
        assertThat(LiveRoutes.sentOneOf(1, false)).isEqualTo(1);
        assertThat(LiveRoutes.sentOneOf(200, false)).isEqualTo(2);
        assertThat(LiveRoutes.sentOneOf(1, true)).isEqualTo(6);
        assertThat(LiveRoutes.sentOneOf(200, true)).isEqualTo(6);
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

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.js", "/../LiveRoutes.class", "/..%2fmatcher/LiveRoutes.class",
        "/%2e%2e/matcher/Gallery.class"})
    void servesNothingElse(String path) throws IOException, InterruptedException {
        assertThat(server.get(path).statusCode()).isIn(400, 403, 404);
    }
}
