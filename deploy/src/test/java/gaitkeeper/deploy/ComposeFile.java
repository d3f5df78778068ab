package gaitkeeper.deploy;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** A compose file as an engine would read it with nothing set in its environment. */
final class ComposeFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");
    private static final Set<String> TOP = Set.of("services", "volumes");
    private static final Set<String> SERVICE = Set.of("image", "build", "command", "network_mode", "init", "read_only",
            "cap_drop", "security_opt", "tmpfs", "environment", "volumes", "healthcheck", "depends_on", "mem_limit",
            "cpus", "restart", "stop_grace_period", "logging", "deploy");
    private static final Set<String> BUILD = Set.of("context", "dockerfile", "args");
    private static final Set<String> HEALTH = Set.of("test", "interval", "timeout", "retries", "start_period");
    private static final Set<String> DEVICE = Set.of("driver", "count", "capabilities");
    private static final Set<String> LOGGING = Set.of("driver", "options");

    private final String text;
    private final JsonObject content;

    private ComposeFile(String text) {
        this(text, ProjectFiles.parsedYaml(text));
    }

    private ComposeFile(String text, JsonObject content) {
        this.text = text;
        this.content = content;
    }

    static ComposeFile ofProject() {
        return of(ProjectFiles.text("docker-compose.yml"));
    }

    /** The project's file with another laid over it, as {@code -f docker-compose.yml -f path} does: mappings are merged, lists replaced. */
    static ComposeFile overlaid(String path) {
        ComposeFile base = ofProject();
        return new ComposeFile(base.text, base.content.copy().mergeIn(of(ProjectFiles.text(path)).content, true));
    }

    static ComposeFile of(String text) {
        return new ComposeFile(VARIABLE.matcher(text).replaceAll("$1"));
    }

    /** The file's text after the variables that have a default were replaced by it. */
    String text() {
        return text;
    }

    Set<String> services() {
        return content.getJsonObject("services").fieldNames();
    }

    JsonObject service(String name) {
        return content.getJsonObject("services").getJsonObject(name);
    }

    Set<String> volumes() {
        return content.getJsonObject("volumes").fieldNames();
    }

    JsonObject environment(String service) {
        return service(service).getJsonObject("environment", new JsonObject());
    }

    List<String> command(String service) {
        return ProjectFiles.strings(service(service), "command").toList();
    }

    List<String> healthTest(String service) {
        return ProjectFiles.strings(service(service).getJsonObject("healthcheck", new JsonObject()), "test").toList();
    }

    /** What a service must have besides processors and memory. */
    List<JsonObject> devices(String service) {
        JsonObject resources = service(service).getJsonObject("deploy", new JsonObject()).getJsonObject("resources",
                new JsonObject());
        return ProjectFiles.objects(resources.getJsonObject("reservations", new JsonObject()), "devices").toList();
    }

    static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** A role's command line as the program understands it. */
    ParseResult parsed(Role role) {
        return Main.commandLine().parseArgs(command(name(role)).toArray(String[]::new)).subcommand();
    }

    int httpPort(Role role) {
        return parsed(role).matchedOptionValue("--http-port", -1);
    }

    /** The broker's settings, as its image makes properties of {@code KAFKA_*}. */
    TreeMap<String, String> brokerSettings() {
        return brokerSettings("kafka");
    }

    TreeMap<String, String> brokerSettings(String service) {
        return environment(service).stream().filter(e -> e.getKey().startsWith("KAFKA_"))
                .filter(e -> !e.getKey().equals("KAFKA_HEAP_OPTS"))
                .collect(Collectors.toMap(e -> e.getKey().substring(6).toLowerCase(Locale.ROOT).replace('_', '.'),
                        e -> e.getValue().toString(), (a, b) -> b, TreeMap::new));
    }

    /** Keys no engine knows, or that nobody here has thought about yet: {@code ingest.memlimit}. */
    List<String> unknownKeys() {
        List<String> unknown = new ArrayList<>();
        content.fieldNames().stream().filter(key -> !key.startsWith("x-") && !TOP.contains(key)).forEach(unknown::add);
        for (String name : services()) {
            check(unknown, name, service(name), SERVICE);
            check(unknown, name + ".build", service(name).getJsonObject("build"), BUILD);
            check(unknown, name + ".healthcheck", service(name).getJsonObject("healthcheck"), HEALTH);
            check(unknown, name + ".logging", service(name).getJsonObject("logging"), LOGGING);
            check(unknown, name + ".deploy", service(name).getJsonObject("deploy"), Set.of("resources"));
            devices(name).forEach(device -> check(unknown, name + ".deploy.resources.reservations.devices", device,
                    DEVICE));
            JsonObject needs = service(name).getJsonObject("depends_on", new JsonObject());
            needs.fieldNames().forEach(needed -> check(unknown, name + ".depends_on." + needed,
                    needs.getJsonObject(needed), Set.of("condition")));
        }
        return unknown;
    }

    private static void check(List<String> unknown, String where, JsonObject object, Set<String> known) {
        if (object != null) {
            object.fieldNames().stream().filter(key -> !known.contains(key))
                    .forEach(key -> unknown.add(where + "." + key));
        }
    }
}
