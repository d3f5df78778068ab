package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be laid over the compose file. */
class ComposeOverlaysTest {
    private static final String THREE_BROKERS = "deploy/docker/three-brokers.yml";
    private static final String TLS = "deploy/docker/tls.yml";
    private static final String CUDA = "deploy/docker/cuda.yml";
    private static final ComposeFile THREE = ComposeFile.overlaid(THREE_BROKERS);

    static Stream<String> brokers() {
        return THREE.services().stream().filter(name -> name.startsWith("kafka"));
    }

    @ParameterizedTest
    @ValueSource(strings = {THREE_BROKERS, TLS, CUDA})
    void everyKeyIsKnownAndEveryServiceBounded(String overlay) {
        ComposeFile file = ComposeFile.overlaid(overlay);

        assertThat(file.unknownKeys()).isEmpty();
        assertThat(file.services()).allSatisfy(name -> {
            assertThat(file.service(name).getString("mem_limit")).as(name).isNotNull();
            assertThat(file.healthTest(name)).as(name).startsWith("CMD");
            assertThat(file.service(name).getString("network_mode")).as(name).isEqualTo("host");
        });
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void threeBrokersAcceptTheirSettings(String name) {
        Map<String, String> settings = THREE.brokerSettings(name);
        var properties = new Properties();
        properties.putAll(settings);

        KafkaConfig config = KafkaConfig.fromProps(properties);

        assertThat(config.values()).containsKeys(settings.keySet().toArray(String[]::new));
        assertThat(settings).containsEntry("default.replication.factor", "3").containsEntry("min.insync.replicas", "2");
        assertThat(settings.get("controller.quorum.voters"))
                .contains(settings.get("node.id") + "@" + settings.get("listeners").split("CONTROLLER://")[1]);
        assertThat(THREE.healthTest(name).getLast())
                .endsWith(settings.get("advertised.listeners").replaceAll(".*:", "/"));
    }

    @Test
    void threeBrokersHaveVolumesAndPortsOfTheirOwn() {
        assertThat(brokers()).hasSize(3);
        assertThat(brokers().map(name -> THREE.brokerSettings(name).get("listeners"))).doesNotHaveDuplicates();
        assertThat(brokers().flatMap(name -> ProjectFiles.strings(THREE.service(name), "volumes"))
                .map(mount -> mount.substring(0, mount.indexOf(':')))).doesNotHaveDuplicates()
                .allMatch(THREE.volumes()::contains);
    }

    @ParameterizedTest
    @EnumSource
    void rolesKnowAllThreeBrokersAndWaitForThem(Role role) {
        List<String> listeners = brokers().map(name -> THREE.brokerSettings(name).get("advertised.listeners")
                .replace("PLAINTEXT://", "")).toList();

        assertThat(THREE.parsed(role).matchedOptionValue("--kafka", "").split(","))
                .containsExactlyInAnyOrderElementsOf(listeners);
        assertThat(THREE.service(ComposeFile.name(role)).getJsonObject("depends_on").fieldNames())
                .containsExactlyInAnyOrderElementsOf(brokers().toList());
        assertThat(THREE.httpPort(role)).isEqualTo(ComposeFile.ofProject().httpPort(role));
    }

    @Test
    void onlyTheEncoderHasAGpuAndAnImageMadeForIt() {
        ComposeFile file = ComposeFile.overlaid(CUDA);
        JsonObject encoder = file.service("encoder");
        JsonObject arguments = encoder.getJsonObject("build").getJsonObject("args");

        assertThat(file.services()).filteredOn(name -> !file.devices(name).isEmpty()).containsExactly("encoder");
        assertThat(file.devices("encoder")).singleElement().satisfies(
                device -> assertThat(ProjectFiles.strings(device, "capabilities")).containsExactly("gpu"));
        assertThat(encoder.getString("image")).isNotEqualTo(file.service("matcher").getString("image"));
        assertThat(new ImageFile().all("FROM"))
                .anyMatch(stage -> stage.endsWith(" AS " + arguments.getString("DEVICE")))
                .last().isEqualTo("$DEVICE");
        assertThat(file.command("encoder")).isEqualTo(ComposeFile.ofProject().command("encoder"));
        assertThat(ProjectFiles.strings(encoder, "tmpfs").map(mount -> mount.substring(0, mount.indexOf(':'))))
                .as("room for the libraries").containsExactly(
                        file.environment("encoder").getString("JAVA_TOOL_OPTIONS").strip().split("tmpdir=")[1]);
    }

    @Test
    void theBuildTakesEveryArgumentThatIsGiven() {
        JsonObject arguments = ComposeFile.overlaid(CUDA).service("encoder").getJsonObject("build")
                .getJsonObject("args");
        String run = new ImageFile().all("RUN").getFirst();

        assertThat(new ImageFile().all("ARG")).extracting(argument -> argument.split("=")[0])
                .containsExactlyInAnyOrderElementsOf(arguments.fieldNames());
        assertThat(run).contains("-Donnxruntime.artifact=$ONNXRUNTIME");
        assertThat(ProjectFiles.text("pom.xml")).contains("<artifactId>${onnxruntime.artifact}</artifactId>");
    }

    @ParameterizedTest
    @EnumSource(names = {"INGEST", "MATCHER"})
    void whoListensOnEveryAddressHasCredentialsAndTls(Role role) {
        ComposeFile file = ComposeFile.overlaid(TLS);
        var parsed = file.parsed(role);

        assertThat(parsed.matchedOptionValue("--http-host", "")).isEqualTo("0.0.0.0");
        assertThat(List.of("--access", "--tls-cert", "--tls-key"))
                .allSatisfy(flag -> assertThat(String.valueOf(parsed.matchedOptionValue(flag, (Object) "")))
                        .startsWith("/etc/gaitkeeper/"));
        assertThat(file.httpPort(role)).isEqualTo(ComposeFile.ofProject().httpPort(role));
        assertThat(file.healthTest(ComposeFile.name(role)).getLast()).endsWith("/" + file.httpPort(role));
    }
}
