package gaitkeeper.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.core.Frame;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Frames come in by folder, by the user's own Kafka topic and by the README's snippets; an operator sees what is wrong with them. */
@TestMethodOrder(OrderAnnotation.class)
class SourcesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int FRAMES = 200;
    private static final String TOPIC = "cameras";

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());
    private static final String KAFKA = "127.0.0.1:" + Workplace.freePort();
    private static Path watched;
    private static Program system;

    @BeforeAll
    static void starts() throws Exception {
        watched = Files.createDirectories(PROGRAMS.folder("watched"));
        system = start("first");
        try (Admin admin = new KafkaClients(KAFKA).admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
        }
    }

    private static Program start(String where) {
        Program started = PROGRAMS.start(where, "up", "--data", PROGRAMS.folder("data").toString(), "--kafka-port",
                KAFKA.substring(KAFKA.indexOf(':') + 1), "--http-port", String.valueOf(SITE.port()), "--watch",
                watched.toString(), "--bridge", TOPIC);
        started.awaitLine("is ready");
        return started;
    }

    private static Walker walker(String sensor) {
        return new Walker(sensor, "1", 1.7, (System.currentTimeMillis() - 20_000) * 1_000_000);
    }

    private static void publish(Walker walker, int from, int to) {
        try (var producer = new KafkaProducer<byte[], byte[]>(Map.of("bootstrap.servers", KAFKA),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = from; n < to; n++) {
                producer.send(new ProducerRecord<>(TOPIC, walker.message(n).getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    @Test
    @Order(1)
    void bridgesATopicOnceAcrossAKill() {
        Walker walker = walker("bridged");
        publish(walker, 0, FRAMES / 2);
        system.await("frames of the bridge", () -> SITE.json("/api/v1/streams").toString().contains("bridged"));
        publish(walker, FRAMES / 2, FRAMES);

        system.kill();
        system = start("second");

        try (var log = new TopicLog<>(KAFKA, Topics.FRAMES.name(), Topics.FRAME)) {
            system.await("all frames", () -> times(log.read(), walker).count() >= FRAMES);
            assertThat(times(log.read(), walker).count()).as("none doubled").isEqualTo(FRAMES);
            assertThat(times(log.read(), walker).distinct().count()).as("none lost").isEqualTo(FRAMES);
        }
    }

    private static LongStream times(List<Frame> frames, Walker walker) {
        return frames.stream().mapToLong(Frame::eventTimeNs)
                .filter(time -> (time - walker.startNs()) % 33_333_333L == 0);
    }

    @Test
    @Order(2)
    void readsAFileThatAppears() throws IOException {
        Files.writeString(watched.resolve("one.json"), walker("folder").message(0));

        system.await("the file in done", () -> Files.exists(watched.resolve("done/one.json")));
        assertThat(stream("folder").path("state").asText()).isEqualTo("checking");
    }

    @Test
    @Order(3)
    void runsTheSnippetOfPython() throws Exception {
        String script = snippet("python", "def send") + "\njoints = [[i / 100, 1 - i / 100, 2.5] for i in range(25)]\n"
                + "print(send({'1': joints}))\n";

        assertThat(run(script, "python3", "snippet.py")).contains("'accepted': 1");
    }

    @Test
    @Order(3)
    void runsTheSnippetOfPythonThatSendsBinary() throws Exception {
        String script = snippet("python", "def binary")
                + "\nimport time\njoints = [[i / 100, 1 - i / 100, 2.5] for i in range(25)]\n"
                + "print(post(binary(time.time_ns(), {'1': joints, '2': joints})))\n";

        assertThat(run(script, "python3", "binary.py")).contains("\"accepted\":2");
    }

    @Test
    @Order(4)
    void runsTheSnippetOfJavaScript() throws Exception {
        String script = snippet("javascript", "const send") + """

                socket.onopen = () => send({ 1: [...Array(25).keys()].map((i) => [i / 100, 1 - i / 100, 2.5]) });
                const told = socket.onmessage;
                socket.onmessage = (answer) => { told(answer); console.log(answer.data); socket.close(); };
                """;

        assertThat(run(script, "node", "--experimental-websocket", "snippet.mjs")).contains("\"accepted\":1");
    }

    private static JsonNode stream(String sensor) {
        return StreamSupport.stream(SITE.json("/api/v1/streams").spliterator(), false)
                .filter(one -> one.path("sensor").asText().equals(sensor)).findFirst().orElseThrow();
    }

    /** The block of a language in the README of ingest that holds some words, with this system's port. */
    private static String snippet(String language, String words) throws IOException {
        String readme = Files.readString(Workplace.root().resolve("ingest/README.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme).results()
                .map(block -> block.group(1)).filter(block -> block.contains(words)).findFirst().orElseThrow()
                .replace("localhost:8080", "127.0.0.1:" + SITE.port());
    }

    /** Runs a script, the last word of the command, and returns what it printed. */
    private static String run(String script, String... command) throws IOException, InterruptedException {
        assumeTrue(List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))),
                command[0] + " is not on the PATH");
        Path folder = Files.createDirectories(PROGRAMS.folder("snippets"));
        Files.writeString(folder.resolve(command[command.length - 1]), script);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}
