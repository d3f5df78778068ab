package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' and Grafana's files against the ports and metrics there really are. */
class MonitoringTest {
    private static final String DASHBOARD = "deploy/grafana/dashboards/gaitkeeper.json";
    private static final ComposeFile COMPOSE = ComposeFile.ofProject();
    private static final Set<String> FUNCTIONS = Set.of("sum", "min", "max", "rate", "increase", "histogram_quantile",
            "vector");
    private static final Set<String> LABELS = Set.of("le", "kind", "stage", "reason", "ending", "evidence", "bound",
            "job", "role", "instance");
    private static final Pattern URL = Pattern.compile("https?://([^/\\s\"]+)");

    static Stream<String> alertExpressions() {
        return ProjectFiles.objects(ProjectFiles.yaml("deploy/prometheus/alerts.yml"), "groups")
                .flatMap(group -> ProjectFiles.objects(group, "rules")).map(rule -> rule.getString("expr"));
    }

    static Stream<String> dashboardExpressions() {
        return panels().flatMap(panel -> ProjectFiles.objects(panel, "targets"))
                .map(target -> target.getString("expr"));
    }

    static Stream<JsonObject> panels() {
        return ProjectFiles.objects(ProjectFiles.json(DASHBOARD), "panels");
    }

    /** Every series the program can export, and the one Prometheus makes itself. */
    private static Set<String> series() {
        Set<String> names = new TreeSet<>(Set.of("up"));
        for (MetricFamilySamples family : Collections.list(new PipelineMetrics().registry().metricFamilySamples())) {
            names.addAll(Arrays.asList(family.getNames()));
        }
        return names;
    }

    @Test
    void everyRoleIsScrapedAtItsPort() {
        JsonObject job = ProjectFiles.objects(ProjectFiles.yaml("deploy/prometheus/prometheus.yml"), "scrape_configs")
                .filter(config -> config.getString("job_name").equals("gaitkeeper")).findFirst().orElseThrow();

        Map<String, String> scraped = ProjectFiles.objects(job, "static_configs").collect(Collectors
                .toMap(config -> config.getJsonObject("labels").getString("role"),
                        config -> ProjectFiles.strings(config, "targets").collect(Collectors.joining(","))));

        assertThat(scraped).isEqualTo(Arrays.stream(Role.values())
                .collect(Collectors.toMap(ComposeFile::name, role -> "127.0.0.1:" + COMPOSE.httpPort(role))));
    }

    @Test
    void ruleFilesAreThere() {
        assertThat(ProjectFiles.strings(ProjectFiles.yaml("deploy/prometheus/prometheus.yml"), "rule_files"))
                .isNotEmpty().allSatisfy(file -> assertThat(ProjectFiles.path("deploy/prometheus/" + file)).exists());
    }

    @ParameterizedTest
    @MethodSource({"alertExpressions", "dashboardExpressions"})
    void everyExpressionNamesSeriesThatExist(String expression) {
        var query = new Promql(expression);

        assertThat(query.metrics()).isNotEmpty().isSubsetOf(series());
        assertThat(query.functions()).isSubsetOf(FUNCTIONS);
        assertThat(query.labels()).isSubsetOf(LABELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum by (le) (rate(gaitkeeper_x_total{kind=\"a\"}[5m])) > 1e3", "(rate(a_b[1m]) or up)"})
    void aSeriesThatDoesNotExistIsFound(String expression) {
        assertThat(new Promql(expression).metrics()).isNotEmpty()
                .anySatisfy(name -> assertThat(series()).doesNotContain(name));
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhatToDo() {
        assertThat(ProjectFiles.objects(ProjectFiles.yaml("deploy/prometheus/alerts.yml"), "groups")
                .flatMap(group -> ProjectFiles.objects(group, "rules"))).isNotEmpty().allSatisfy(rule -> {
                    assertThat(rule.getJsonObject("labels").getString("severity")).isIn("warning", "critical");
                    assertThat(rule.getJsonObject("annotations").fieldNames()).contains("summary", "action");
                }).extracting(rule -> rule.getString("alert")).doesNotHaveDuplicates();
    }

    @Test
    void panelsHaveIdsOfTheirOwn() {
        assertThat(panels().map(panel -> panel.getInteger("id"))).isNotEmpty().doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void panelsFitTheGridAndDoNotOverlap() {
        Set<String> cells = new TreeSet<>();

        panels().map(panel -> panel.getJsonObject("gridPos")).forEach(at -> {
            assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(24);
            for (int x = 0; x < at.getInteger("w"); x++) {
                for (int y = 0; y < at.getInteger("h"); y++) {
                    assertThat(cells.add((at.getInteger("x") + x) + "," + (at.getInteger("y") + y))).isTrue();
                }
            }
        });
    }

    @Test
    void panelsReadTheProvisionedDatasource() {
        JsonObject provisioned = ProjectFiles
                .objects(ProjectFiles.yaml("deploy/grafana/provisioning/datasources/prometheus.yml"), "datasources")
                .findFirst().orElseThrow();

        assertThat(COMPOSE.command("prometheus"))
                .contains("--web.listen-address=" + provisioned.getString("url").replace("http://", ""));
        assertThat(panels().filter(panel -> !panel.getString("type").equals("row")).flatMap(panel -> Stream
                .concat(Stream.of(panel), ProjectFiles.objects(panel, "targets"))))
                .extracting(at -> at.getJsonObject("datasource").getString("uid"))
                .containsOnly(provisioned.getString("uid"));
    }

    @Test
    void theDashboardIsMountedWhereGrafanaLooks() {
        String folder = ProjectFiles
                .objects(ProjectFiles.yaml("deploy/grafana/provisioning/dashboards/gaitkeeper.yml"), "providers")
                .findFirst().orElseThrow().getJsonObject("options").getString("path");

        assertThat(ProjectFiles.strings(COMPOSE.service("grafana"), "volumes"))
                .contains("./deploy/grafana/dashboards:" + folder + ":ro",
                        "./deploy/grafana/provisioning:/etc/grafana/provisioning:ro");
        assertThat(COMPOSE.environment("grafana").getString("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
                .isEqualTo(folder + "/gaitkeeper.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "deploy/docker/Dockerfile", "deploy/docker/healthy.sh",
        "deploy/prometheus/prometheus.yml", "deploy/prometheus/alerts.yml", DASHBOARD,
        "deploy/grafana/provisioning/datasources/prometheus.yml"})
    void nothingCallsTheOutside(String file) {
        assertThat(URL.matcher(ProjectFiles.text(file)).results().map(match -> match.group(1)))
                .allSatisfy(host -> assertThat(host).startsWith("127.0.0.1"));
    }
}
