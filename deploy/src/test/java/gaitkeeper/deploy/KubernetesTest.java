package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesTest {
    private static final KubernetesFiles FILES = new KubernetesFiles();

    static Stream<String> workloads() {
        return FILES.workloads().map(KubernetesFiles::name);
    }

    private static JsonObject workload(String name) {
        return FILES.workloads().filter(object -> KubernetesFiles.name(object).equals(name)).findFirst().orElseThrow();
    }

    private static JsonObject container(String workload) {
        return KubernetesFiles.container(workload(workload));
    }

    private static Map<String, Object> labels(String workload) {
        return KubernetesFiles.template(workload(workload)).getJsonObject("metadata").getJsonObject("labels").getMap();
    }

    @Test
    void everyFileIsApplied() throws IOException {
        try (Stream<Path> files = Files.list(KubernetesFiles.folder())) {
            assertThat(
                    files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(FILES.resources(), FILES.patches()).toList());
        }
    }

    @Test
    void everyObjectIsOneThatKubernetesKnows() {
        assertThat(FILES.objects()).isNotEmpty()
                .allSatisfy(object -> assertThat(KubernetesSchema.faultOf(object)).as(KubernetesFiles.name(object))
                        .isEmpty());
    }

    @Test
    void aMisspeltFieldIsFound() {
        JsonObject misspelt = new JsonObject(FILES.workload(Role.ENCODER).encode().replace("\"scheme\"", "\"scheem\""));

        assertThat(KubernetesSchema.faultOf(misspelt))
                .hasValueSatisfying(fault -> assertThat(fault).contains("scheem"));
    }

    /** With the program itself, where it is installed; a namespace, an image and the settings' name are what it puts in. */
    @Test
    void kustomizeBuildsWhatTheOtherTestsRead() throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))), "kubectl is not installed");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", KubernetesFiles.folder().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kubectl.waitFor()).isZero();
        assertThat(KubernetesFiles.documents(built).map(object -> object.getString("kind"))).hasSize(
                FILES.objects().size() + 1).contains("ConfigMap");
        assertThat(KubernetesFiles.documents(built).filter(KubernetesFiles::ofRole)).hasSize(Role.values().length)
                .allSatisfy(object -> {
                    JsonObject container = KubernetesFiles.container(object);
                    JsonObject expected = container(KubernetesFiles.name(object));
                    assertThat(object.getJsonObject("metadata").getString("namespace")).isEqualTo("gaitkeeper");
                    assertThat(container.fieldNames()).containsExactlyInAnyOrderElementsOf(expected.fieldNames());
                    assertThat(container.fieldNames()).filteredOn(key -> !Set.of("image", "envFrom").contains(key))
                            .allSatisfy(key -> assertThat(container.getValue(key)).isEqualTo(expected.getValue(key)));
                });
    }

    @Test
    void everyRoleRunsAndTheBroker() {
        assertThat(workloads()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of("kafka"), Stream.of(Role.values()).map(ComposeFile::name)).toList());
    }

    /** As compose does where it listens for other machines; windower and encoder too, for probes come from outside the pod. */
    @ParameterizedTest
    @EnumSource
    void rolesHaveTheCommandLinesOfCompose(Role role) {
        List<String> compose = ComposeFile.overlaid("deploy/docker/tls.yml").command("ingest");
        String port = String.valueOf(ComposeFile.ofProject().httpPort(role));

        assertThat(FILES.command(role)).isEqualTo(compose.stream().map(word -> switch (word) {
            case "ingest" -> ComposeFile.name(role);
            case "127.0.0.1:9092" -> "kafka:9092";
            case "8081" -> port;
            default -> word;
        }).toList());
        assertThat(FILES.parsed(role).commandSpec().name()).isEqualTo(ComposeFile.name(role));
    }

    @ParameterizedTest
    @EnumSource
    void everySettingIsAFlagOfTheRole(Role role) {
        var flags = FILES.parsed(role).commandSpec().optionsMap();

        assertThat(ProjectFiles.objects(FILES.kustomization(), "configMapGenerator")
                .flatMap(map -> ProjectFiles.strings(map, "literals")))
                .isNotEmpty().allSatisfy(literal -> assertThat(flags).containsKey(
                        "--" + literal.substring("GAITKEEPER_".length(), literal.indexOf('=')).toLowerCase(Locale.ROOT)
                                .replace('_', '-')));
        assertThat(ProjectFiles.objects(container(ComposeFile.name(role)), "envFrom")
                .filter(from -> from.containsKey("configMapRef")).map(from -> from.getJsonObject("configMapRef")
                        .getString("name")))
                .containsExactly("gaitkeeper");
    }

    @ParameterizedTest
    @EnumSource
    void rolesAreAskedForTheirHealthAtTheirPort(Role role) {
        JsonObject container = container(ComposeFile.name(role));

        assertThat(ProjectFiles.objects(container, "ports").map(port -> port.getInteger("containerPort")))
                .containsExactly(FILES.parsed(role).<Integer>matchedOptionValue("--http-port", -1));
        assertThat(Map.of("startupProbe", "live", "livenessProbe", "live", "readinessProbe", "ready"))
                .allSatisfy((probe, check) -> {
                    JsonObject get = container.getJsonObject(probe).getJsonObject("httpGet");
                    assertThat(get.getString("path")).isEqualTo("/health/" + check);
                    assertThat(get.getString("scheme")).isEqualTo("HTTPS");
                    assertThat(get.getString("port")).isEqualTo("https");
                });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void nothingRunsAsRootOrUnbounded(String name) {
        JsonObject pod = KubernetesFiles.pod(workload(name));
        JsonObject container = container(name);

        assertThat(pod.getJsonObject("securityContext").getBoolean("runAsNonRoot")).isTrue();
        assertThat(pod.getJsonObject("securityContext").getInteger("runAsUser")).isPositive();
        assertThat(pod.getBoolean("automountServiceAccountToken")).isFalse();
        assertThat(pod.getBoolean("enableServiceLinks")).as("KAFKA_PORT is no setting").isFalse();
        assertThat(container.getJsonObject("securityContext").getBoolean("allowPrivilegeEscalation")).isFalse();
        assertThat(
                ProjectFiles.strings(container.getJsonObject("securityContext").getJsonObject("capabilities"), "drop"))
                .containsExactly("ALL");
        assertThat(container.getJsonObject("resources").getJsonObject("limits").fieldNames())
                .containsExactlyInAnyOrder("cpu", "memory");
        assertThat(List.of("startupProbe", "readinessProbe", "livenessProbe")).allMatch(container::containsKey);
    }

    @ParameterizedTest
    @EnumSource
    void rolesRunAsTheImagesUserOnAReadOnlyRoot(Role role) {
        JsonObject pod = KubernetesFiles.pod(FILES.workload(role));

        assertThat(new ImageFile().all("USER"))
                .containsExactly(pod.getJsonObject("securityContext").getInteger("runAsUser")
                        + ":" + pod.getJsonObject("securityContext").getInteger("runAsGroup"));
        assertThat(
                container(ComposeFile.name(role)).getJsonObject("securityContext").getBoolean("readOnlyRootFilesystem"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void rolesMayUseAsMuchAsInCompose(Role role) {
        JsonObject limits = container(ComposeFile.name(role)).getJsonObject("resources").getJsonObject("limits");
        JsonObject compose = ComposeFile.ofProject().service(ComposeFile.name(role));

        assertThat(limits.getString("memory").toLowerCase(Locale.ROOT)).isEqualTo(
                compose.getString("mem_limit") + "i");
        assertThat(Double.parseDouble(limits.getString("cpu"))).isEqualTo(compose.getDouble("cpus"));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyMountHasAVolume(String name) {
        JsonObject workload = workload(name);
        Stream<String> volumes = Stream.concat(
                ProjectFiles.objects(KubernetesFiles.pod(workload), "volumes").map(volume -> volume.getString("name")),
                ProjectFiles.objects(workload.getJsonObject("spec"), "volumeClaimTemplates")
                        .map(KubernetesFiles::name));

        assertThat(ProjectFiles.objects(container(name), "volumeMounts").map(mount -> mount.getString("name")))
                .containsExactlyInAnyOrderElementsOf(volumes.toList());
    }

    @ParameterizedTest
    @EnumSource
    void flagsNameMountedFolders(Role role) {
        List<String> mounted = ProjectFiles.objects(container(ComposeFile.name(role)), "volumeMounts")
                .map(mount -> mount.getString("mountPath")).toList();

        assertThat(FILES.command(role).stream().filter(word -> word.startsWith("/")))
                .allSatisfy(path -> assertThat(mounted).anyMatch(path::startsWith));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void selectorsFindTheirPods(String name) {
        JsonObject workload = workload(name);
        JsonObject service = FILES.one("Service", name);

        assertThat(labels(name)).containsAllEntriesOf(
                workload.getJsonObject("spec").getJsonObject("selector").getJsonObject("matchLabels").getMap());
        assertThat(labels(name)).containsAllEntriesOf(service.getJsonObject("spec").getJsonObject("selector").getMap());
        assertThat(
                ProjectFiles.objects(service.getJsonObject("spec"), "ports").map(port -> port.getString("targetPort")))
                .containsExactlyElementsOf(ProjectFiles.objects(container(name), "ports")
                        .map(port -> port.getString("name")).toList());
        if (workload.getString("kind").equals("StatefulSet")) {
            assertThat(workload.getJsonObject("spec").getString("serviceName")).isEqualTo(name);
        }
    }

    @Test
    void rolesReachTheBrokerAndNobodyElseDoes() {
        JsonObject policy = FILES.one("NetworkPolicy", "roles-reach-kafka").getJsonObject("spec");
        JsonObject rule = ProjectFiles.objects(policy, "ingress").findFirst().orElseThrow();
        Map<String, Object> let = ProjectFiles.objects(rule, "from").findFirst().orElseThrow()
                .getJsonObject("podSelector").getJsonObject("matchLabels").getMap();

        assertThat(workloads().filter(name -> labels(name).entrySet().containsAll(let.entrySet())))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Role.values()).map(ComposeFile::name).toList());
        assertThat(FILES.one("NetworkPolicy", "nobody").getJsonObject("spec").getJsonObject("podSelector")).isEmpty();
    }

    @Test
    void theBrokerAcceptsItsSettings() {
        Map<String, String> settings = ProjectFiles.objects(container("kafka"), "env")
                .filter(one -> one.getString("name").startsWith("KAFKA_")
                        && !one.getString("name").equals("KAFKA_HEAP_OPTS"))
                .collect(Collectors.toMap(
                        one -> one.getString("name").substring(6).toLowerCase(Locale.ROOT).replace('_', '.'),
                        one -> one.getString("value")));
        var properties = new Properties();
        properties.putAll(settings);

        assertThat(KafkaConfig.fromProps(properties).values()).containsKeys(settings.keySet().toArray(String[]::new));
        assertThat(settings).containsEntry("advertised.listeners", "PLAINTEXT://kafka:9092");
        assertThat(settings.keySet()).as("as in compose").isEqualTo(ComposeFile.ofProject().brokerSettings().keySet());
        assertThat(container("kafka").getString("image"))
                .isEqualTo(ComposeFile.ofProject().service("kafka").getString("image"));
    }

    @Test
    void theImageIsNamedInOnePlace() {
        assertThat(ProjectFiles.objects(FILES.kustomization(), "images").map(image -> image.getString("name")))
                .containsExactlyElementsOf(Stream.of(Role.values())
                        .map(role -> container(ComposeFile.name(role)).getString("image")).distinct().toList());
    }

    @Test
    void noSecretIsInTheTree() {
        assertThat(FILES.of("Secret")).isEmpty();
        assertThat(FILES.kustomization().containsKey("secretGenerator")).isFalse();
    }
}
