package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.ingest.MqttSource.Credentials;
import gaitkeeper.ingest.MqttSource.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static TestBroker broker;
    private static Mqtt5BlockingClient publisher;

    private final FakeSink sink = new FakeSink();
    private final FakeRejections rejections = new FakeRejections();
    private final List<MqttDoor> doors = new ArrayList<>();

    @AfterEach
    void closeDoors() {
        doors.forEach(MqttDoor::close);
    }

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws Exception {
        broker = new TestBroker(folder);
        publisher = MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1").serverPort(broker.port)
                .buildBlocking();
        publisher.connect();
    }

    @AfterAll
    static void stopBroker() {
        publisher.disconnect();
        broker.close();
    }

    private static void await(String what, BooleanSupplier holds) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static MqttSource source(Version version, String topic) {
        return new MqttSource(version, URI.create("mqtt://127.0.0.1:" + broker.port), topic, "gk-" + topic.hashCode(),
                Optional.empty());
    }

    private MqttDoor door(MqttSource source) {
        var door = new MqttDoor(source, JsonSamples.intake(sink, rejections), Map.of(),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(20))).open();
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
    void tellsWhyItIsNotConnected() {
        MqttDoor door = door(new MqttSource(Version.V5, URI.create("mqtt://127.0.0.1:" + TestBroker.freePort()), "a",
                "gk", Optional.empty()));

        await("trouble", () -> door.trouble().contains("refused"));
        assertThat(door.alive()).isFalse();
    }

    private static MqttSource signed(Version version, String password) {
        return new MqttSource(version, URI.create("mqtt://127.0.0.1:" + broker.port), "signed/" + version,
                "gk-" + version + password, Optional.of(new Credentials(TestBroker.USER, password)));
    }

    @ParameterizedTest
    @EnumSource
    void entersWithTheRightPassword(Version version) {
        MqttDoor door = door(signed(version, TestBroker.PASSWORD));

        await("connection", door::alive);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnTryingWithAWrongPasswordAndTellsWhatToChange(Version version) {
        MqttDoor door = door(signed(version, "hunter2"));

        await("trouble", () -> door.trouble().contains("GAITKEEPER_MQTT_PASSWORD"));
        assertThat(door.alive()).isFalse();
        assertThat(door.trouble()).contains("--mqtt-user").doesNotContain("hunter2", TestBroker.PASSWORD);
        await("another attempt", () -> broker.refusals("gk-" + version + "hunter2") >= 2);
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatItMayNotReadTheTopic(Version version) {
        MqttDoor door = door(source(version, TestBroker.SECRET_TOPIC));

        await("trouble", () -> door.trouble().contains("--mqtt-topic"));
        assertThat(door.alive()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void readsTheTopicOnceItMay(Version version) {
        String topic = "soon/" + version;
        broker.forbid(topic);
        MqttDoor door = door(source(version, topic));
        await("trouble", () -> door.trouble().contains("--mqtt-topic"));

        broker.permit(topic);

        await("no trouble", door::alive);
        publish(topic, good("1"));
        await("frame", () -> sink.sent() == 1);
    }

    private static MqttSource encrypted(String host) {
        return new MqttSource(Version.V5, URI.create("mqtts://" + host + ":" + broker.securePort), "encrypted",
                "gk-" + host, Optional.of(new Credentials(TestBroker.USER, TestBroker.PASSWORD)));
    }

    /** Runs with the broker's certificate among those that this JVM trusts. */
    private static void trusting(Runnable test) {
        System.setProperty("javax.net.ssl.trustStore", broker.keys.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", TestBroker.PASSWORD);
        try {
            test.run();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void readsMessagesEncrypted() {
        trusting(() -> {
            MqttDoor door = door(encrypted("127.0.0.1"));
            await("connection", door::alive);

            await("frame", () -> publish("encrypted", good("1")) && sink.sent() > 0);
        });
    }

    @Test
    void trustsNoUnknownCertificate() {
        MqttDoor door = door(encrypted("127.0.0.1"));

        await("trouble", () -> door.trouble().contains("javax.net.ssl.trustStore"));
        assertThat(door.alive()).isFalse();
    }

    @Test
    void trustsNoCertificateOfAnotherHost() {
        trusting(() -> {
            MqttDoor door = door(encrypted("localhost"));

            await("trouble", () -> door.trouble().contains("must be for the host of --mqtt"));
            assertThat(door.alive()).isFalse();
        });
    }

    @Test
    void refusesAddressesThatAreNoBrokers() {
        assertThatThrownBy(() -> new MqttSource(Version.V5, URI.create("http://x"), "a", "gk", Optional.empty()))
                .isInstanceOf(MalformedException.class).hasMessageContaining("mqtt://host:1883");
    }
}
