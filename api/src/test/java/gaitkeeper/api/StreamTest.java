package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
    private static final String EVENTS = "/api/v1/events";

    @AutoClose
    private final TestHouse house;

    StreamTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    /** Somebody who listens. */
    private static final class Listener implements AutoCloseable {
        private final BufferedReader in;
        private String id = "";

        Listener(TestHouse house, HttpRequest.Builder request) throws IOException, InterruptedException {
            var answer = house.http.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        JsonNode next() throws IOException {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    return Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8));
                }
            }
            throw new IOException("the stream ended");
        }

        List<Integer> windows(int count) throws IOException {
            List<Integer> windows = new ArrayList<>();
            while (windows.size() < count) {
                windows.add(next().path("windows").asInt());
            }
            return windows;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private void answer(int from, int to) {
        for (int n = from; n < to; n++) {
            house.answer(ANNS_TRACK, n, Optional.of(TestHouse.ann()));
        }
    }

    @Test
    void tellsMatchesAndChangesAsTheyHappen() throws IOException, InterruptedException {
        try (var listener = new Listener(house, house.request(EVENTS))) {
            answer(0, 1);
            assertThat(listener.next().path("identity").asText()).isEqualTo(ANN.toString());
            house.send(house.post("/api/v1/identities/" + ANN + "/name", "{\"name\":\"Anne\"}"));
            assertThat(listener.next().path("change").asText()).isEqualTo("named");
        }
    }

    @Test
    void tellsOnlyWhatIsAskedFor() throws IOException, InterruptedException {
        try (var listener = new Listener(house, house.request(EVENTS + "?type=match&kind=known&sensor=cam"))) {
            house.answer(ANNS_TRACK, 0, Optional.empty());
            house.send(house.post("/api/v1/identities/" + ANN + "/name", "{\"name\":\"Anne\"}"));
            answer(1, 2);

            assertThat(listener.next().path("windows").asInt()).isEqualTo(2);
        }
    }

    @Test
    void afterASleepItGoesOnWhereItWasHoweverMuchHappened() throws IOException, InterruptedException {
        String id;
        try (var listener = new Listener(house, house.request(EVENTS + "?type=match"))) {
            answer(0, 3);
            assertThat(listener.windows(3)).containsExactly(1, 2, 3);
            id = listener.id;
        }
        // More than memory holds, so the first of them come from the archive.
        answer(3, 10_003);

        try (var back = new Listener(house, house.request(EVENTS + "?type=match").header("Last-Event-ID", id))) {
            List<Integer> windows = back.windows(10_000);
            assertThat(windows).isSorted().doesNotHaveDuplicates().startsWith(4).endsWith(10_003);
        }
    }

    @Test
    void aWebSocketResumesToo() throws InterruptedException, IOException {
        String after = house.get("/api/v1/matches").body().replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
        answer(0, 5);
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        URI address = URI
                .create(house.uri(EVENTS + "/ws?type=match&after=" + after).toString().replace("http:", "ws:"));
        WebSocket socket = house.http.newWebSocketBuilder().buildAsync(address, new WebSocket.Listener() {
            private final StringBuilder text = new StringBuilder();

            @Override
            public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    texts.add(text.toString());
                    text.setLength(0);
                }
                from.request(1);
                return null;
            }
        }).join();

        for (int n = 1; n <= 5; n++) {
            String text = texts.poll(20, TimeUnit.SECONDS);
            JsonNode event = Json.read(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
            assertThat(event.path("type").asText()).isEqualTo("match");
            assertThat(event.path("data").path("windows").asInt()).isEqualTo(n);
        }
        socket.abort();
    }

    @Test
    void anAddressThatIsNoWebSocketIsTold() throws IOException, InterruptedException {
        assertThat(house.get(EVENTS + "/ws").statusCode()).isEqualTo(426);
    }

    @Test
    void anEventIdOfSomebodyElseIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = house.send(house.request(EVENTS).header("Last-Event-ID", "4711"));

        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
