package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.embedded.EmbeddedHiveMQ;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.ingest.MqttSource.Version;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real broker (HiveMQ Community Edition, in this process). */
@Timeout(60)
class MqttDoorTest {
    private static EmbeddedHiveMQ broker;
    private static int port;
    private static Mqtt5BlockingClient publisher;

    private final FakeSink sink = new FakeSink();
    private final FakeRejections rejections = new FakeRejections();
    private final List<MqttDoor> doors = new ArrayList<>();

    @AfterEach
    void closeDoors() {
        doors.forEach(MqttDoor::close);
    }

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws IOException {
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("config.xml"), """
                <hivemq><listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
                </listeners><anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                <persistence><mode>in-memory</mode></persistence></hivemq>""".formatted(port));
        broker = EmbeddedHiveMQ.builder().withConfigurationFolder(conf)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions"))).build();
        broker.start().orTimeout(30, TimeUnit.SECONDS).join();
        publisher = MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1").serverPort(port).buildBlocking();
        publisher.connect();
    }

    @AfterAll
    static void stopBroker() {
        publisher.disconnect();
        // It takes seconds to end in order, and nobody needs its order.
        var _ = broker.stop();
    }

    private static void await(String what, BooleanSupplier holds) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static MqttSource source(Version version, String topic) {
        return new MqttSource(version, URI.create("mqtt://127.0.0.1:" + port), topic, "gk-" + topic.hashCode(),
                Optional.empty());
    }

    private MqttDoor door(MqttSource source) {
        var door = new MqttDoor(source, JsonSamples.intake(sink, rejections), Map.of()).open();
        doors.add(door);
        return door;
    }

    private MqttDoor open(Version version, String topic) {
        var door = door(source(version, topic));
        await("subscription", () -> publish(topic, "") && rejections.refused.size() > 0);
        rejections.refused.clear();
        return door;
    }

    /** True, so that it can be waited with. */
    private static boolean publish(String topic, String document) {
        publisher.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(document.getBytes(UTF_8)).send();
        return true;
    }

    private static String good(String track) {
        return message(Layout.KINECT_V2, body(track, Layout.KINECT_V2));
    }

    @ParameterizedTest
    @EnumSource
    void readsMessages(Version version) {
        MqttDoor door = open(version, "sensors/" + version);

        publish("sensors/" + version, good("1"));

        await("frame", () -> sink.sent() == 1);
        assertThat(door.alive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void getsAgainWhatWasNotStoredWhenItEnded(Version version) {
        String topic = "again/" + version;
        MqttDoor first = open(version, topic);
        sink.holds = true;
        publish(topic, good("1"));
        await("frame", () -> sink.sent() == 1);
        first.close();

        door(source(version, topic));

        await("the same frame", () -> sink.sent() == 2);
    }

    @Test
    void saysWhichTopicSentWhatCannotBeRead() {
        open(Version.V5, "odd");

        publish("odd", "{");

        await("refusal", () -> rejections.refused.stream().anyMatch(one -> one.source().equals("mqtt:odd")));
    }

    @Test
    void tellsWhyItIsNotConnected() throws IOException {
        int nobody;
        try (var probe = new ServerSocket(0)) {
            nobody = probe.getLocalPort();
        }

        MqttDoor door = door(new MqttSource(Version.V5, URI.create("mqtt://127.0.0.1:" + nobody), "a", "gk",
                Optional.empty()));

        await("trouble", () -> door.trouble().contains("refused"));
        assertThat(door.alive()).isFalse();
    }

    @Test
    void refusesAddressesThatAreNoBrokers() {
        assertThatThrownBy(() -> new MqttSource(Version.V5, URI.create("http://x"), "a", "gk", Optional.empty()))
                .isInstanceOf(MalformedException.class).hasMessageContaining("mqtt://host:1883");
    }
}
