package gaitkeeper.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bridge from a cluster that asks who one is. */
@Tag("slow")
class BridgeAccessTest {
    private static final String TOPIC = "poses";

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final String OPEN = String.valueOf(Workplace.freePort());
    private static final String GUARDED = String.valueOf(Workplace.freePort());

    @BeforeAll
    static void somebodySendsToTheOtherCluster() {
        PROGRAMS.start("broker", GuardedBrokerMain.class, PROGRAMS.folder("broker").resolve("data").toString(), OPEN,
                GUARDED, String.valueOf(Workplace.freePort())).awaitLine("broker serves");
        var walker = new Walker("beyond", "1", 1.7, (System.currentTimeMillis() - 20_000) * 1_000_000);
        try (var producer = new KafkaProducer<byte[], byte[]>(Map.of("bootstrap.servers", "127.0.0.1:" + OPEN),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < 60; n++) {
                producer.send(new ProducerRecord<>(TOPIC, walker.message(n).getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    private static Program start(String where, Site site, String password) throws IOException {
        Path config = Files.createDirectories(PROGRAMS.folder(where)).resolve("bridge.properties");
        Files.writeString(config,
                """
                        security.protocol=SASL_PLAINTEXT
                        sasl.mechanism=PLAIN
                        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="%s" password="%s";
                        """
                        .formatted(GuardedBrokerMain.USER, password));
        return PROGRAMS.start(where, "up", "--data", PROGRAMS.folder(where + "-data").toString(), "--http-port",
                String.valueOf(site.port()), "--kafka-port", String.valueOf(Workplace.freePort()), "--bridge", TOPIC,
                "--bridge-kafka", "127.0.0.1:" + GUARDED, "--bridge-config", config.toString());
    }

    @Test
    void readsWhatItMayRead() throws IOException {
        var site = new Site(Workplace.freePort());
        Program up = start("known", site, GuardedBrokerMain.PASSWORD);

        up.await("frames of the bridge", () -> site.json("/api/v1/streams").toString().contains("beyond"));
    }

    @Test
    void saysWhichSettingIsWrongAndNothingOfIt() throws IOException {
        var site = new Site(Workplace.freePort());
        Program up = start("unknown", site, "battery-staple");

        up.await("the refusal", () -> up.output().contains("refuses the credentials"));
        up.await("what is ill", () -> site.get("/health/ready").body().contains("bridge"));
        assertThat(site.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(up.output()).contains("--bridge-config").doesNotContain("battery-staple");
    }
}
