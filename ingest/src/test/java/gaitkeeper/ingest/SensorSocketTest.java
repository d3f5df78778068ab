package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import gaitkeeper.core.Layout;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.FakeFrames.Pending;
import gaitkeeper.ingest.FakeRejections.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SensorSocketTest {
    private static final Layout V1 = Layout.KINECT_V1;
    private static final String STORED = "{\"accepted\":1,\"rejected\":[]}";
    private static final int BOUND = HttpFixture.LIMITS.socketFrames();

    private HttpFixture server;

    @BeforeEach
    void start() {
        server = new HttpFixture(HttpFixture.LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A sensor that reads what it is sent, or, deaf, nothing. */
    private static final class Sensor implements WebSocket.Listener {
        final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final boolean deaf;
        final WebSocket socket;
        private final StringBuilder partial = new StringBuilder();

        Sensor(HttpFixture server, boolean deaf) {
            this.deaf = deaf;
            this.socket = server.client.newWebSocketBuilder().buildAsync(server.socketAddress(), this).join();
        }

        @Override
        public void onOpen(WebSocket webSocket) {
            if (!deaf) {
                webSocket.request(Long.MAX_VALUE);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                answers.add(partial.toString());
                partial.setLength(0);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        String answer() throws InterruptedException {
            String answer = answers.poll(10, TimeUnit.SECONDS);
            return answer == null ? "no answer" : answer;
        }
    }

    private static String one(int track) {
        return message(V1, body("t" + track, V1));
    }

    @Test
    void answersEveryMessage() throws Exception {
        var sensor = new Sensor(server, false);

        sensor.send(one(1));
        sensor.send(message(V1, body("2", "\"joints_m\":[]")));
        sensor.send("oops");
        sensor.send("[" + one(3) + "," + one(4) + "]");

        assertThat(sensor.answer()).isEqualTo(STORED);
        assertThat(sensor.answer()).contains("\"accepted\":0", "WRONG_JOINT_COUNT");
        assertThat(sensor.answer()).contains("\"accepted\":0", "BAD_JSON");
        assertThat(sensor.answer()).isEqualTo("{\"accepted\":2,\"rejected\":[]}");
        assertThat(server.rejections.refused).extracting(Refused::source, Refused::reason).containsExactly(
                tuple("cam-07", Reason.WRONG_JOINT_COUNT),
                tuple("http:127.0.0.1", Reason.BAD_JSON));
    }

    @Test
    void answersInOrderWhateverIsStoredFirst() throws Exception {
        server.frames.held = true;
        var sensor = new Sensor(server, false);
        sensor.send(one(1));
        sensor.send(message(V1, body("2", V1), body("3", "\"joints_m\":[]")));
        sensor.send("oops");
        Pending first = server.frames.next();
        Pending second = server.frames.next();

        server.frames.settle(second);
        assertThat(sensor.answers.poll(100, TimeUnit.MILLISECONDS)).isNull();
        server.frames.settle(first);

        assertThat(sensor.answer()).isEqualTo(STORED);
        assertThat(sensor.answer()).contains("\"accepted\":1", "WRONG_JOINT_COUNT");
        assertThat(sensor.answer()).contains("\"accepted\":0", "BAD_JSON");
    }

    @Test
    void keepsTheFramesUnderWayBelowTheBound() throws Exception {
        server.trustTheSamples();
        server.frames.held = true;
        int messages = 500;
        var sensor = new Sensor(server, false);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < messages; i++) {
                sensor.send(i % 10 == 0
                        ? message(V1, Collections.nCopies(20, body("many", V1)).toArray(String[]::new))
                        : one(i));
            }
        });
        int frames = messages / 10 * 20 + messages / 10 * 9;
        for (int i = 0; i < frames; i++) {
            server.frames.settleNext();
        }
        sending.get(10, TimeUnit.SECONDS);

        for (int i = 0; i < messages; i++) {
            assertThat(sensor.answer()).isEqualTo(
                    i % 10 == 0 ? "{\"accepted\":20,\"rejected\":[]}" : STORED);
        }
        assertThat(server.frames.mostInFlight()).isEqualTo(BOUND);
        assertThat(server.frames.tracks()).hasSize(frames);
    }

    @Test
    void stopsReadingWhenTheBoundIsReached() throws Exception {
        server.frames.held = true;
        var sensor = new Sensor(server, false);
        String padded = one(1).replace("\"v\":1", "\"v\":1,\"x\":\"" + "x".repeat(4_000) + "\"");
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10_000; i++) {
                sensor.send(padded);
            }
        });

        assertThat(sending).as("50 MB sent, but nobody reads them").failsWithin(Duration.ofSeconds(2));
        assertThat(server.frames.pending).hasSize(BOUND);
        sensor.socket.abort();
    }

    @Test
    void waitsWhileTheSinkIsCongested() throws Exception {
        server.frames.congested = true;
        var sensor = new Sensor(server, false);
        sensor.send(one(1));
        sensor.send(one(2));
        assertThat(sensor.answers.poll(200, TimeUnit.MILLISECONDS)).isNull();

        server.frames.congested = false;

        assertThat(sensor.answer()).isEqualTo(STORED);
        assertThat(sensor.answer()).isEqualTo(STORED);
    }

    @Test
    void tellsWhichFramesWereNotStored() throws Exception {
        server.frames.failing = true;
        var sensor = new Sensor(server, false);

        sensor.send(one(1));

        assertThat(sensor.answer()).contains("\"accepted\":0", "\"at\":\"[0].bodies[0]\"", "UNAVAILABLE");
    }

    @Test
    void closesOnAMessageTooLarge() throws Exception {
        var sensor = new Sensor(server, false);

        sensor.send(" ".repeat(HttpFixture.LIMITS.socketMessageBytes() + 1));

        assertThat(sensor.closed.get(10, TimeUnit.SECONDS)).isIn(1009, 1006);
        assertThat(server.frames.tracks()).isEmpty();
    }

    @Test
    void takesBinaryMessagesBesideText() throws Exception {
        var sensor = new Sensor(server, false);
        var writer = new BinaryMessageWriter("cam-07", "2f0c", V1).begin(JsonSamples.NOW_NS);

        sensor.socket.sendBinary(ByteBuffer.wrap(writer.body("1", new float[]{1, 1, 2}).end()), true).join();
        sensor.send(one(2));

        assertThat(sensor.answer()).contains("WRONG_JOINT_COUNT");
        assertThat(sensor.answer()).isEqualTo(STORED);
    }

    @Test
    void closesASocketThatGivesNoSignOfLife() throws Exception {
        try (var quick = new HttpFixture(new IngestLimits(1_000, 1_000, Duration.ofSeconds(5), 10_000, 8, 1,
                Duration.ofMillis(400), Set.of()))) {
            var deaf = new Sensor(quick, true);
            // The one place is free again as soon as the deaf sensor has lost it.
            List<Sensor> next = new ArrayList<>();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (next.isEmpty() && System.nanoTime() < deadline) {
                try {
                    next.add(new Sensor(quick, false));
                } catch (CompletionException _) {
                    Thread.onSpinWait();
                }
            }

            assertThat(next).hasSize(1);
            deaf.socket.abort();
        }
    }

    @Test
    void closesASocketWhoseFrameDripsIn() throws Exception {
        try (var quick = new HttpFixture(new IngestLimits(1_000, 1_000, Duration.ofSeconds(5), 10_000, 8, 1,
                Duration.ofMillis(400), Set.of())); var socket = new Socket("127.0.0.1", quick.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + IngestRoutes.SOCKET + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").getBytes(US_ASCII));
            // A text of 9,000 bytes that never comes to its end, masked with zeros.
            out.write(new byte[]{(byte) 0x81, (byte) (0x80 | 126), 9_000 >> 8, (byte) 9_000, 0, 0, 0, 0});

            assertThat(drip(socket)).isLessThan(9_000);

            assertThat(quick.frames.tracks()).isEmpty();
        }
    }

    /** Sends a byte every now and then until the other side has had enough; returns how many. */
    private static int drip(Socket socket) throws IOException {
        socket.setSoTimeout(5);
        for (int sent = 0; sent < 9_000; sent++) {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // Pings, and at last a farewell.
                }
                return sent;
            } catch (SocketTimeoutException _) {
                socket.getOutputStream().write(' ');
            } catch (SocketException _) {
                return sent;
            }
        }
        return 9_000;
    }

    @Test
    void keepsASilentSocketThatAnswersPings() throws Exception {
        try (var quick = new HttpFixture(new IngestLimits(1_000, 1_000, Duration.ofSeconds(5), 10_000, 8, 1,
                Duration.ofMillis(200), Set.of()))) {
            var sensor = new Sensor(quick, false);

            assertThat(sensor.closed).as("closed").failsWithin(Duration.ofSeconds(1));
            sensor.send(one(1));

            assertThat(sensor.answer()).isEqualTo(STORED);
        }
    }

    @Test
    void refusesMoreSocketsThanAllowed() {
        new Sensor(server, false);
        new Sensor(server, false);

        assertThatThrownBy(() -> new Sensor(server, false)).cause().isInstanceOfSatisfying(
                WebSocketHandshakeException.class,
                e -> assertThat(e.getResponse().statusCode()).isEqualTo(503));
    }

    @Test
    void refusesPagesOfOtherOrigins() throws Exception {
        assertThatThrownBy(() -> openFrom("https://evil.example")).cause().isInstanceOfSatisfying(
                WebSocketHandshakeException.class,
                e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
        openFrom("https://lab.example").abort();
        openFrom("http://127.0.0.1:" + server.port).abort();
    }

    @Test
    void refusesPlainRequests() throws Exception {
        HttpResponse<String> response = server.client.send(
                HttpRequest.newBuilder(server.request(IngestRoutes.SOCKET).build().uri()).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(426);
    }

    private WebSocket openFrom(String origin) {
        return server.client.newWebSocketBuilder().header("Origin", origin)
                .buildAsync(server.socketAddress(), new WebSocket.Listener() {
                }).join();
    }
}
