package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Layout;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.FakeFrames.Pending;
import gaitkeeper.ingest.FakeRejections.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IngestRoutesTest {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final Layout V2 = Layout.KINECT_V2;
    private static final String GOOD = message(V2, body("1", V2));
    private static final String BAD = body("2", "\"joints_m\":[[NaN,1,2]]");

    private HttpFixture server;

    @BeforeEach
    void start() {
        server = new HttpFixture(HttpFixture.LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertProblem(HttpResponse<String> response, int status, Reason reason) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"status\":" + status, "\"title\":\"", "\"detail\":\"",
                "\"reason\":\"" + reason + "\"");
        assertThat(server.rejections.refused).containsExactly(new Refused("http:127.0.0.1", reason, 0));
    }

    @Test
    void storesAMessage() throws Exception {
        HttpResponse<String> response = server.post(JSON + "; charset=UTF-8", GOOD);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        assertThat(server.frames.tracks()).containsExactly(new TrackId("cam-07", "2f0c", "1"));
    }

    @Test
    void storesABinaryMessage() throws Exception {
        byte[] message = new BinaryMessageWriter("cam-07", "2f0c", V2).begin(JsonSamples.NOW_NS)
                .body("1", joints(V2.joints())).end();

        HttpResponse<String> response = server.client.send(server.request(IngestRoutes.FRAMES)
                .header("Content-Type", CanonicalFrames.BINARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(server.frames.tracks()).containsExactly(new TrackId("cam-07", "2f0c", "1"));
    }

    private static float[] joints(int count) {
        float[] joints = new float[3 * count];
        Arrays.fill(joints, 1);
        return joints;
    }

    @Test
    void answersOverHttp2AsWell() throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (int i = 0; i < 2; i++) {
                var response = client.send(server.request(IngestRoutes.FRAMES).header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString(GOOD)).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(202);
            }
        }
    }

    @Test
    void answersOnlyWhenEveryFrameIsStored() throws Exception {
        server.frames.held = true;
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return server.post(JSON, message(V2, body("1", V2), body("2", V2)));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Pending first = server.frames.next();
        Pending second = server.frames.next();

        server.frames.settle(second);
        assertThat(answer).isNotDone();
        server.frames.settle(first);

        assertThat(answer.get(10, TimeUnit.SECONDS).body()).contains("\"accepted\":2");
    }

    @Test
    void keepsTheRestOfABatchAndTellsWhatIsWrong() throws Exception {
        HttpResponse<String> response = server.post(JSON, "[" + message(V2, body("1", V2), BAD) + "]");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"rejected\":[{\"at\":\"[0].bodies[1]\",\"reason\":"
                + "\"NOT_FINITE\",\"message\":\"joints_m[0] is NaN or infinite; send null or 0 if missing\"}]}");
        assertThat(server.rejections.refused)
                .containsExactly(new Refused("cam-07", Reason.NOT_FINITE, BAD.length()));
    }

    @Test
    void storesTheGoodLinesOfNdjson() throws Exception {
        HttpResponse<String> response = server.post(NDJSON, GOOD + "\n{oops\n" + GOOD + "\n");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).startsWith("{\"accepted\":2,\"rejected\":[{\"at\":\"[1]\",\"reason\":\"BAD_JSON\"");
        assertThat(server.rejections.refused).containsExactly(new Refused("http:127.0.0.1", Reason.BAD_JSON, 5));
    }

    @Test
    void answers400WhenNothingIsAccepted() throws Exception {
        HttpResponse<String> response = server.post(JSON, message(V2, BAD));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"accepted\":0,\"rejected\":[{");
    }

    @Test
    void countsWhatItDoesNotList() throws Exception {
        HttpResponse<String> response = server.post(JSON, "[1" + ",1".repeat(149) + "]");

        assertThat(response.body()).endsWith("],\"rejected_unlisted\":50}");
        assertThat(server.rejections.refused).hasSize(150);
    }

    @Test
    void acceptsAnEmptyRoom() throws Exception {
        HttpResponse<String> response = server.post(JSON, message(V2));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":0,\"rejected\":[]}");
    }

    @Test
    void answers503WhenTheBrokerTakesNothing() throws Exception {
        server.frames.failing = true;

        HttpResponse<String> response = server.post(JSON, GOOD);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body()).contains("\"at\":\"[0].bodies[0]\"", "UNAVAILABLE");
    }

    @Test
    void answers503WhileTheSinkIsCongested() throws Exception {
        server.frames.congested = true;

        HttpResponse<String> response = server.post(JSON, GOOD);

        assertProblem(response, 503, Reason.UNAVAILABLE);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(server.frames.tracks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "x"})
    void answers415ToOtherTypes(String type) throws Exception {
        assertProblem(server.post(type, GOOD), 415, Reason.BAD_FIELD);
    }

    @Test
    void answers415WithoutAType() throws Exception {
        assertProblem(server.client.send(server.request(IngestRoutes.FRAMES)
                .POST(HttpRequest.BodyPublishers.ofString(GOOD)).build(), HttpResponse.BodyHandlers.ofString()), 415,
                Reason.BAD_FIELD);
    }

    private HttpResponse<String> post(String encoding, byte[] body) throws IOException, InterruptedException {
        return server.client.send(server.request(IngestRoutes.FRAMES).header("Content-Type", JSON)
                .header("Content-Encoding", encoding).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void unpacksGzip() throws Exception {
        HttpResponse<String> response = post("gzip", gzip(GOOD.getBytes(US_ASCII)));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"accepted\":1");
    }

    @Test
    void answers413ToAGzipBombOfAFewKilobytes() throws Exception {
        byte[] bomb = gzip(new byte[20 << 20]);

        assertThat(bomb.length).isLessThan(HttpFixture.LIMITS.requestBytes());
        assertProblem(post("gzip", bomb), 413, Reason.TOO_LARGE);
    }

    @Test
    void answers400ToWhatIsNoGzip() throws Exception {
        assertProblem(post("gzip", GOOD.getBytes(US_ASCII)), 400, Reason.BAD_BYTES);
    }

    @Test
    void answers400ToGzipCutShort() throws Exception {
        byte[] whole = gzip(GOOD.getBytes(US_ASCII));

        assertProblem(post("gzip", Arrays.copyOf(whole, whole.length / 2)), 400, Reason.BAD_BYTES);
    }

    @Test
    void answers415ToOtherCompressions() throws Exception {
        assertProblem(post("br", new byte[]{1}), 415, Reason.BAD_FIELD);
    }

    @Test
    void answers413ToABodySlightlyTooLarge() throws Exception {
        assertProblem(server.post(JSON, " ".repeat((64 << 10) + 1)), 413, Reason.TOO_LARGE);
    }

    @Test
    void takesABodyUpToTheLimit() throws Exception {
        HttpResponse<String> response = server.post(JSON, GOOD + " ".repeat((64 << 10) - GOOD.length()));

        assertThat(response.statusCode()).isEqualTo(202);
    }

    @Test
    void refusesADeclared100MegabytesUnread() throws Exception {
        String head = "Content-Length: 104857600\r\n\r\n";

        long sent = sendUntilAnswered(head, new byte[64 << 10], "HTTP/1.1 413");

        assertThat(sent).as("bytes sent").isLessThan(10 << 20);
    }

    @Test
    void refuses100MegabytesOfChunksEarly() throws Exception {
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(US_ASCII);

        long sent = sendUntilAnswered("Transfer-Encoding: chunked\r\n\r\n", chunk, "HTTP/1.1 413");

        assertThat(sent).as("bytes sent").isLessThan(10 << 20);
    }

    @Test
    void tellsAClientThatAsksFirstNotToSend() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port)) {
            socket.getOutputStream().write(head("Content-Length: 104857600\r\nExpect: 100-continue\r\n\r\n"));
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void tellsAClientThatAsksFirstToSend() throws Exception {
        HttpResponse<String> response = server.client.send(server.request(IngestRoutes.FRAMES)
                .header("Content-Type", JSON).expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString(GOOD)).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(202);
    }

    @Test
    void givesUpOnABodyThatDoesNotArrive() throws Exception {
        try (var quick = new HttpFixture(new IngestLimits(1_000, 1_000, Duration.ofMillis(100), 1_000, 8, 1,
                Duration.ofSeconds(30), Set.of())); var socket = new Socket("127.0.0.1", quick.port)) {
            socket.getOutputStream().write(head("Content-Length: 100\r\n\r\n{"));

            assertThat(statusLine(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void givesUpOnABodyThatDripsIn() throws Exception {
        try (var quick = new HttpFixture(new IngestLimits(100_000, 100_000, Duration.ofMillis(100), 1_000, 8, 1,
                Duration.ofSeconds(30), Set.of())); var socket = new Socket("127.0.0.1", quick.port)) {
            socket.getOutputStream().write(head("Content-Length: 100000\r\n\r\n"));
            int sent = 0;
            while (socket.getInputStream().available() == 0 && sent < 99_999) {
                socket.getOutputStream().write(' ');
                sent++;
                LockSupport.parkNanos(1_000_000);
            }

            assertThat(statusLine(socket)).startsWith("HTTP/1.1 408");
            assertThat(quick.rejections.refused).extracting(FakeRejections.Refused::reason)
                    .containsExactly(Reason.UNAVAILABLE);
        }
    }

    @Test
    void bounds503AllBodiesTogether() throws Exception {
        try (var small = new HttpFixture(new IngestLimits(10_000, 6_000, Duration.ofSeconds(5), 1_000, 8, 1,
                Duration.ofSeconds(30), Set.of()))) {
            HttpResponse<String> refused = small.post(JSON, " ".repeat(6_001));
            HttpResponse<String> accepted = small.post(JSON, GOOD);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(accepted.statusCode()).isEqualTo(202);
        }
    }

    @Test
    void servesTheSchema() throws Exception {
        HttpResponse<String> response = server.client.send(server.request(IngestRoutes.SCHEMA).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/schema+json");
        assertThat(response.body()).contains("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void namesEverySourceInTheSchema() throws Exception {
        HttpResponse<String> response = server.client.send(server.request(IngestRoutes.SCHEMA).build(),
                HttpResponse.BodyHandlers.ofString());

        for (Layout layout : Layout.values()) {
            assertThat(response.body()).contains('"' + layout.id() + '"');
        }
    }

    private byte[] head(String rest) {
        return ("POST /api/v1/frames HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest)
                .getBytes(US_ASCII);
    }

    /** Sends pieces until there is an answer; returns how many bytes went out. */
    private long sendUntilAnswered(String rest, byte[] piece, String answer) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head(rest));
            long sent = 0;
            while (socket.getInputStream().available() == 0 && sent < 100 << 20) {
                out.write(piece);
                sent += piece.length;
            }
            assertThat(statusLine(socket)).startsWith(answer);
            return sent;
        }
    }

    private static String statusLine(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
