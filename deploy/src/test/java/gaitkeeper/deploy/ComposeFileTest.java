package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeFileTest {
    private static final ComposeFile COMPOSE = ComposeFile.ofProject();
    private static final Pattern ADDRESS = Pattern.compile("[\\w.]*:\\d{4,5}\\b");

    static Stream<String> services() {
        return COMPOSE.services().stream();
    }

    @Test
    void everyKeyIsKnown() {
        assertThat(COMPOSE.unknownKeys()).isEmpty();
    }

    @Test
    void aMisspeltKeyIsFound() {
        var misspelt = ComposeFile.of(COMPOSE.text().replaceFirst("start_period", "start_periode"));

        assertThat(misspelt.unknownKeys()).contains("ingest.healthcheck.start_periode");
    }

    @Test
    void everyVariableHasADefault() {
        assertThat(COMPOSE.text()).doesNotContain("$");
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleIsACommandOfTheProgram(Role role) {
        assertThat(COMPOSE.parsed(role).commandSpec().name()).isEqualTo(ComposeFile.name(role));
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleFindsTheBroker(Role role) {
        String advertised = COMPOSE.brokerSettings().get("advertised.listeners");

        assertThat("PLAINTEXT://" + COMPOSE.parsed(role).matchedOptionValue("--kafka", "")).isEqualTo(advertised);
    }

    @ParameterizedTest
    @EnumSource
    void everySettingIsAFlagOfItsRole(Role role) {
        var flags = COMPOSE.parsed(role).commandSpec().optionsMap();

        var settings = COMPOSE.environment(ComposeFile.name(role)).fieldNames().stream()
                .filter(name -> name.startsWith("GAITKEEPER_") && !name.equals("GAITKEEPER_LOG"))
                .map(name -> "--" + name.substring(11).toLowerCase(Locale.ROOT).replace('_', '-'));

        assertThat(settings).isNotEmpty().allSatisfy(flag -> assertThat(flags).containsKey(flag));
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleIsAskedForItsHealthAtItsPort(Role role) {
        List<String> test = COMPOSE.healthTest(ComposeFile.name(role));

        assertThat(test).containsExactly("CMD", ImageFile.HEALTH_SCRIPT, String.valueOf(COMPOSE.httpPort(role)));
    }

    @Test
    void rolesHavePortsOfTheirOwn() {
        assertThat(EnumSet.allOf(Role.class)).extracting(COMPOSE::httpPort).doesNotHaveDuplicates()
                .doesNotContain(-1, 9092, 9093, 9090, 3000);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceIsBoundedAndComesBack(String name) {
        JsonObject service = COMPOSE.service(name);

        assertThat(service.getString("mem_limit")).matches("\\d+[mg]");
        assertThat(service.getDouble("cpus")).isPositive();
        assertThat(service.getString("restart")).isEqualTo("unless-stopped");
        assertThat(service.getJsonObject("logging").getJsonObject("options").fieldNames()).contains("max-size");
        assertThat(COMPOSE.healthTest(name)).startsWith("CMD");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceHasAPinnedImage(String name) {
        assertThat(COMPOSE.service(name).getString("image")).matches("[a-z/]+:(?!latest)[\\w.]+");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceListensOnLoopbackOnly(String name) {
        List<String> listening = listening(name);

        assertThat(COMPOSE.service(name).getString("network_mode")).isEqualTo("host");
        assertThat(listening).isNotEmpty().allSatisfy(address -> assertThat(address).startsWith("127.0.0.1:"));
    }

    /** Where a service listens, told by the setting that its program takes it from. */
    private static List<String> listening(String name) {
        JsonObject environment = COMPOSE.environment(name);
        return switch (name) {
            case "kafka" -> addresses(environment.getString("KAFKA_LISTENERS"));
            case "prometheus" -> addresses(COMPOSE.command(name).stream()
                    .filter(flag -> flag.startsWith("--web.listen-address=")).findFirst().orElse(""));
            case "grafana" -> List.of(environment.getString("GF_SERVER_HTTP_ADDR") + ":"
                    + environment.getString("GF_SERVER_HTTP_PORT"));
            default -> {
                Role role = Role.valueOf(name.toUpperCase(Locale.ROOT));
                yield List.of(COMPOSE.parsed(role).matchedOptionValue("--http-host", new NodeOptions().httpHost)
                        + ":" + COMPOSE.httpPort(role));
            }
        };
    }

    private static List<String> addresses(String text) {
        return ADDRESS.matcher(text).results().map(match -> match.group()).toList();
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatAServiceWaitsForHasAHealthCheck(String name) {
        JsonObject needs = COMPOSE.service(name).getJsonObject("depends_on", new JsonObject());

        assertThat(needs.fieldNames()).allSatisfy(needed -> {
            assertThat(needs.getJsonObject(needed).getString("condition")).isEqualTo("service_healthy");
            assertThat(COMPOSE.healthTest(needed)).isNotEmpty();
        });
    }

    @Test
    void mountedFoldersExistAndVolumesAreDeclaredAndUsed() {
        List<String> used = new ArrayList<>();

        services().flatMap(name -> ProjectFiles.strings(COMPOSE.service(name), "volumes")).forEach(mount -> {
            String source = mount.substring(0, mount.indexOf(':'));
            if (source.startsWith("./")) {
                assertThat(ProjectFiles.path(source)).isDirectory();
                assertThat(mount).endsWith(":ro");
            } else {
                used.add(source);
            }
        });

        assertThat(used).containsExactlyInAnyOrderElementsOf(COMPOSE.volumes());
    }

    @Test
    void rolesAreBuiltFromTheirDockerfile() {
        JsonObject build = COMPOSE.service("ingest").getJsonObject("build");

        assertThat(build.getString("context")).isEqualTo(".");
        assertThat(Files.exists(ProjectFiles.path(build.getString("dockerfile")))).isTrue();
    }

    @Test
    void theBrokerKnowsAndAcceptsItsSettings() {
        var properties = new Properties();
        properties.putAll(COMPOSE.brokerSettings());

        KafkaConfig config = KafkaConfig.fromProps(properties);

        assertThat(config.values()).containsKeys(COMPOSE.brokerSettings().keySet().toArray(String[]::new));
    }

    @Test
    void theClusterHasAnId() {
        assertThat(Uuid.fromString(COMPOSE.environment("kafka").getString("CLUSTER_ID"))).isNotEqualTo(Uuid.ZERO_UUID);
    }

    @Test
    void theBrokerIsAsOldAsItsClients() {
        assertThat(COMPOSE.service("kafka").getString("image")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }
}
