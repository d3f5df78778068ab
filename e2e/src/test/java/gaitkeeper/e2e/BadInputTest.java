package gaitkeeper.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Match;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection.Stage;
import gaitkeeper.core.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, by whichever door: it is refused by name, told on {@code gk.rejected}, and the next valid frame counts. */
@TestMethodOrder(OrderAnnotation.class)
class BadInputTest {
    private static final int TRACK_FRAMES = 60;
    private static final int WINDOW = 6;
    private static final int HUGE = 100_000_000;
    private static final int CROWD = 10_000;
    /** Most connections that the server keeps. */
    private static final int SERVED = 2_048;
    private static final byte[] FUTURE_VERSION = {99, 1, 2, 3};
    private static final byte[] CUT_SHORT = {Frame.VERSION, 1, 2};
    private static final byte[] KEY = "garbage/1/1".getBytes(UTF_8);

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());
    private static final String KAFKA_PORT = String.valueOf(Workplace.freePort());
    private static final String BOOTSTRAP = "127.0.0.1:" + KAFKA_PORT;
    private static Program system;

    @BeforeAll
    static void startsASystem() {
        system = PROGRAMS.start("up", "up", "--model", "walkers", "--data", PROGRAMS.folder("data").toString(),
                "--kafka-port",
                KAFKA_PORT, "--http-port", String.valueOf(SITE.port()));
        system.awaitLine("is ready");
    }

    private static Walker walker(String sensor) {
        return new Walker(sensor, "1", 1.75, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 3_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cut-short     | BAD_JSON          | {"v":1,"sensor":"cut
            few-joints    | WRONG_JOINT_COUNT | [[0,1,2],[0,1,2]]
            nan           | NOT_FINITE        | NaN
            far-away      | OUT_OF_RANGE      | 1e9
            before-1970   | BAD_TIME          | -1
            tomorrow      | BAD_TIME          | 86400000000000
            """)
    void refusesByHttp(String sensor, Reason reason, String bad) {
        var answer = SITE.post(spoilt(walker(sensor), bad));
        JsonNode body = Site.parse(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(body.at("/accepted").asInt()).isZero();
        assertThat(body.at("/rejected/0/reason").asText()).isEqualTo(reason.name());
        assertThat(body.at("/rejected/0/message").asText()).isNotBlank();
        awaitRejection(Stage.INGEST, reason);
    }

    private static String spoilt(Walker walker, String bad) {
        String joints = walker.joints(0);
        if (bad.startsWith("{")) {
            return bad;
        }
        if (bad.startsWith("[")) {
            return walker.message(walker.startNs(), bad);
        }
        if (bad.matches("-1|\\d+")) {
            long time = Long.parseLong(bad);
            return walker.message(time < 0 ? time : walker.startNs() + time, joints);
        }
        return walker.message(walker.startNs(), joints.replaceFirst("\\[\\[[^,]*", "[[" + bad));
    }

    @Test
    void refusesAHugeBodyBeforeReadingIt() throws IOException {
        try (var socket = new Socket("127.0.0.1", SITE.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/frames HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + HUGE + "\r\n\r\n").getBytes(UTF_8));
            Thread.ofVirtual().start(() -> pour(out));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            List<String> head = in.lines().takeWhile(line -> !line.isEmpty()).toList();
            assertThat(head.getFirst()).contains("413");
            assertThat(head).anyMatch(line -> line.equalsIgnoreCase("content-type: application/problem+json"));
        }
        awaitRejection(Stage.INGEST, Reason.TOO_LARGE);
    }

    /** Goes on regardless of any answer, until nobody takes more. */
    private static void pour(OutputStream out) {
        byte[] spaces = " ".repeat(64 << 10).getBytes(UTF_8);
        try {
            for (int sent = 0; sent < HUGE; sent += spaces.length) {
                out.write(spaces);
            }
        } catch (IOException _) {
            // The server has cut us off, as it should.
        }
    }

    @ParameterizedTest
    @CsvSource({"gk.frames, WINDOWER", "gk.embeddings, NONE"})
    void survivesGarbageOnATopic(String topic, String stage) {
        write(topic, KEY, FUTURE_VERSION);
        write(topic, KEY, CUT_SHORT);
        write(topic, new byte[]{0, 1, 2}, FUTURE_VERSION);
        write(topic, null, FUTURE_VERSION);
        write(topic, KEY, null);
        if (!stage.equals("NONE")) {
            awaitRejection(Stage.valueOf(stage), Reason.UNKNOWN_VERSION);
            awaitRejection(Stage.valueOf(stage), Reason.BAD_BYTES);
        }
        assertAnswers(walker("after-" + topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gk.commands", "gk.identities", "gk.matches", "gk.sequences"})
    void survivesGarbageOnOtherTopics(String topic) {
        write(topic, KEY, FUTURE_VERSION);
        write(topic, null, CUT_SHORT);
        write(topic, KEY, null);
        assertAnswers(walker("after-" + topic));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void startsAgainOverWhatIsStillOnTheTopics() {
        write("gk.identities", KEY, FUTURE_VERSION);
        system.kill();
        startsASystem();
        assertAnswers(walker("after-restart"));
    }

    private static void write(String topic, byte[] key, byte[] value) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", BOOTSTRAP),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value));
        }
    }

    /** 10,000 unless this machine lets a process open fewer. */
    private static int crowd() {
        var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return (int) Math.min(CROWD, system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 500);
    }

    @Test
    void servesOthersWhileACrowdHoldsHalfSentRequests() throws IOException {
        int crowd = crowd();
        List<SocketChannel> all = new ArrayList<>();
        try {
            for (int i = 0; i < crowd; i++) {
                all.add(halfSent());
            }
            assertAnswers(walker("crowd"));

            system.await("of " + crowd + " connections the surplus is closed",
                    () -> all.stream().filter(BadInputTest::isOpen).count() <= SERVED);
            assertThat(all.stream().filter(BadInputTest::isOpen).count()).as("left in peace").isPositive();
            assertThat(SITE.get("/metrics").body()).containsPattern(
                    "gaitkeeper_http_connections_closed_total\\{why=\"made_room\",?} [1-9]");
        } finally {
            for (SocketChannel one : all) {
                one.close();
            }
        }
    }

    private static SocketChannel halfSent() throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", SITE.port()));
        channel.write(UTF_8.encode("POST /api/v1/frames HTTP/1.1\r\nHost: loc"));
        channel.configureBlocking(false);
        return channel;
    }

    private static boolean isOpen(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void answersATrackSentByHttp() {
        assertAnswers(walker("http"));
    }

    private static void assertAnswers(Walker walker) {
        for (int n = 0; n < TRACK_FRAMES; n++) {
            var answer = SITE.post(walker.message(n));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
        awaitAnswers(walker);
    }

    @Test
    void answersATrackSentByWebSocket() throws InterruptedException {
        Walker walker = walker("socket");
        var answers = new Summaries();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(SITE.socket("/api/v1/frames/ws"), answers).join();
        for (int n = 0; n < TRACK_FRAMES; n++) {
            socket.sendText(walker.message(n), true).join();
            assertThat(answers.next()).startsWith("{\"accepted\":1,\"rejected\":[]");
        }
        awaitAnswers(walker);
        socket.abort();
    }

    /** What the socket was told. */
    private static final class Summaries implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            return WebSocket.Listener.super.onText(socket, text, last);
        }

        String next() throws InterruptedException {
            return String.valueOf(texts.poll(30, TimeUnit.SECONDS));
        }
    }

    private static void awaitAnswers(Walker walker) {
        try (var matches = new TopicLog<>(BOOTSTRAP, Topics.MATCHES.name(), Topics.MATCH)) {
            system.await("answers to " + walker.sensor(), () -> matches.read().stream()
                    .filter(match -> sensor(match).equals(walker.sensor())).count() == TRACK_FRAMES / WINDOW);
        }
    }

    private static String sensor(Match match) {
        return match.sequence().track().sensor();
    }

    private static void awaitRejection(Stage stage, Reason reason) {
        try (var rejected = new TopicLog<>(BOOTSTRAP, Topics.REJECTED.name(), Topics.REJECTION)) {
            system.await(stage + " " + reason + " on gk.rejected", () -> rejected.read().stream()
                    .anyMatch(rejection -> rejection.stage() == stage && rejection.reason() == reason));
        }
    }
}
