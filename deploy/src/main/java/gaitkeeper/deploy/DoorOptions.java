package gaitkeeper.deploy;

import gaitkeeper.ingest.MqttSource;
import gaitkeeper.ingest.MqttSource.Credentials;
import gaitkeeper.ingest.MqttSource.Version;
import gaitkeeper.ingest.cameras.CameraSet;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ways in besides HTTP and WebSocket; all are closed unless named. */
final class DoorOptions {
    private static final String SOURCE = "How its documents are read: format (or auto), sensor, layout, unit, axes, fps, calibration, override; default: canonical JSON. Repeat it.";

    @Option(names = "--udp-port", paramLabel = "PORT", defaultValue = "0", description = "Port on loopback where sensors may send datagrams; 0 for none. Default: ${DEFAULT-VALUE}.")
    int udpPort;

    @Option(names = "--udp-source", paramLabel = "NAME=VALUE", description = SOURCE)
    Map<String, String> udpSource = new LinkedHashMap<>();

    @Option(names = "--watch", paramLabel = "DIR", description = "Read every file that appears in this folder or a folder in it.")
    @Nullable
    Path watch;

    @Option(names = "--watch-source", paramLabel = "NAME=VALUE", description = SOURCE)
    Map<String, String> watchSource = new LinkedHashMap<>();

    @Option(names = "--mqtt", paramLabel = "URI", description = "Listen to this MQTT broker: mqtt://host:1883, or mqtts://host:8883 (encrypted).")
    @Nullable
    URI mqtt;

    @Option(names = "--mqtt-topic", paramLabel = "FILTER", defaultValue = "gaitkeeper/#", description = "Topics to listen to, with + and #. Default: ${DEFAULT-VALUE}.")
    String mqttTopic = "gaitkeeper/#";

    @Option(names = "--mqtt-version", paramLabel = "V3|V5", defaultValue = "V5", description = "Protocol: V3 is 3.1.1. Default: ${DEFAULT-VALUE}.")
    Version mqttVersion = Version.V5;

    @Option(names = "--mqtt-client", paramLabel = "ID", description = "Under which the broker keeps what was not acknowledged, one per process; default: a new one, nothing is kept.")
    Optional<String> mqttClient = Optional.empty();

    @Option(names = "--mqtt-user", paramLabel = "NAME", description = "Who we are to the MQTT broker.")
    @Nullable
    String mqttUser;

    @Option(names = "--mqtt-password", paramLabel = "PASSWORD", description = "Better in the environment: GAITKEEPER_MQTT_PASSWORD.")
    String mqttPassword = "";

    @Option(names = "--mqtt-source", paramLabel = "NAME=VALUE", description = SOURCE)
    Map<String, String> mqttSource = new LinkedHashMap<>();

    @Option(names = "--bridge", paramLabel = "TOPIC", description = "Take over the documents of this Kafka topic of yours.")
    @Nullable
    String bridge;

    @Option(names = "--bridge-kafka", paramLabel = "HOST:PORT", description = "Its cluster; default: the one that is used anyway, which alone gives exactly once.")
    @Nullable
    String bridgeKafka;

    @Option(names = "--bridge-group", paramLabel = "NAME", description = "Consumer group that keeps the place; one process each. Default: gaitkeeper-bridge; of a site gaitkeeper.SITE-bridge.")
    Optional<String> bridgeGroup = Optional.empty();

    @Option(names = "--bridge-config", paramLabel = "FILE", description = "Properties of the Kafka client of that cluster: security.protocol, sasl.jaas.config, ssl.truststore.location, ..")
    @Nullable
    Path bridgeConfig;

    @Option(names = "--bridge-source", paramLabel = "NAME=VALUE", description = SOURCE)
    Map<String, String> bridgeSource = new LinkedHashMap<>();

    @Option(names = "--calibration", paramLabel = "NAME=FILE", description = "Calibrated cameras that a source may name: calibration=NAME. Qualisys' .qca.txt. Repeat it.")
    Map<String, Path> calibrations = new LinkedHashMap<>();

    /** The calibrations, by name. */
    Map<String, CameraSet> cameras() throws IOException {
        Map<String, CameraSet> cameras = new HashMap<>();
        for (Map.Entry<String, Path> one : calibrations.entrySet()) {
            cameras.put(one.getKey(), CameraSet.read(one.getValue()));
        }
        return cameras;
    }

    /** The MQTT broker, if one is named. */
    Optional<MqttSource> mqttBroker() {
        return Optional.ofNullable(mqtt).map(broker -> new MqttSource(mqttVersion, broker, mqttTopic,
                mqttClient.orElseGet(() -> "gaitkeeper-" + UUID.randomUUID()),
                Optional.ofNullable(mqttUser).map(user -> new Credentials(user, mqttPassword))));
    }

    /** What the client of the bridge's cluster needs besides its address. */
    Map<String, String> bridgeProperties() throws IOException {
        var properties = new Properties();
        if (bridgeConfig != null) {
            try (Reader in = Files.newBufferedReader(bridgeConfig)) {
                properties.load(in);
            }
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }
}
