package gaitkeeper.deploy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine.ParseResult;

/** What {@code kubectl apply -k deploy/kubernetes} would send, but for namespace, image and the names of generated maps. */
final class KubernetesFiles {
    static final String FOLDER = "deploy/kubernetes/";

    private final JsonObject kustomization = ProjectFiles.yaml(FOLDER + "kustomization.yaml");
    private final List<JsonObject> objects;

    KubernetesFiles() {
        JsonObject role = patch();
        objects = resources().flatMap(file -> documents(ProjectFiles.text(FOLDER + file)))
                .map(object -> ofRole(object) ? patched(object, role) : object).toList();
    }

    private JsonObject patch() {
        JsonObject patch = ProjectFiles.objects(kustomization, "patches").findFirst().orElseThrow();
        return documents(ProjectFiles.text(FOLDER + patch.getString("path"))).findFirst().orElseThrow();
    }

    static boolean ofRole(JsonObject object) {
        return object.getJsonObject("metadata").getJsonObject("labels", new JsonObject())
                .containsKey("app.kubernetes.io/part-of");
    }

    private static JsonObject patched(JsonObject object, JsonObject patch) {
        return object.copy().put("spec", merged(object.getJsonObject("spec"), patch.getJsonObject("spec")));
    }

    /** As kustomize merges: mappings by key, lists of named things by name; what else there is, the patch replaces. */
    private static Object merged(@Nullable Object base, Object patch) {
        if (base instanceof JsonObject mapping && patch instanceof JsonObject other) {
            JsonObject both = mapping.copy();
            other.forEach(
                    entry -> both.put(entry.getKey(), merged(mapping.getValue(entry.getKey()), entry.getValue())));
            return both;
        }
        if (base instanceof JsonArray list && patch instanceof JsonArray other && named(list) && named(other)) {
            Map<String, Object> both = new LinkedHashMap<>();
            Stream.concat(list.stream(), other.stream()).map(JsonObject.class::cast)
                    .forEach(one -> both.merge(one.getString("name"), one, KubernetesFiles::merged));
            return new JsonArray(List.copyOf(both.values()));
        }
        return patch;
    }

    private static boolean named(JsonArray list) {
        return list.stream().allMatch(one -> one instanceof JsonObject object && object.containsKey("name"));
    }

    JsonObject kustomization() {
        return kustomization;
    }

    /** Files that are applied. */
    Stream<String> resources() {
        return ProjectFiles.strings(kustomization, "resources");
    }

    /** The objects of a file. */
    static Stream<JsonObject> documents(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> all = new Yaml(new SafeConstructor(options)).loadAll(yaml);
        return StreamSupport.stream(all.spliterator(), false).map(KubernetesFiles::object);
    }

    @SuppressWarnings("unchecked") // A document of Kubernetes is a mapping.
    private static JsonObject object(Object document) {
        return new JsonObject((Map<String, Object>) document);
    }

    List<JsonObject> objects() {
        return objects;
    }

    Stream<JsonObject> of(String kind) {
        return objects.stream().filter(object -> object.getString("kind").equals(kind));
    }

    JsonObject one(String kind, String name) {
        return of(kind).filter(object -> name(object).equals(name)).findFirst().orElseThrow();
    }

    static String name(JsonObject object) {
        return object.getJsonObject("metadata").getString("name");
    }

    /** What runs pods. */
    Stream<JsonObject> workloads() {
        return objects.stream()
                .filter(object -> object.getJsonObject("spec", new JsonObject()).containsKey("template"));
    }

    JsonObject workload(Role role) {
        return workloads().filter(object -> name(object).equals(ComposeFile.name(role))).findFirst().orElseThrow();
    }

    static JsonObject template(JsonObject workload) {
        return workload.getJsonObject("spec").getJsonObject("template");
    }

    static JsonObject pod(JsonObject workload) {
        return template(workload).getJsonObject("spec");
    }

    /** Every pod here has one. */
    static JsonObject container(JsonObject workload) {
        return ProjectFiles.objects(pod(workload), "containers").reduce((_, _) -> {
            throw new IllegalStateException(name(workload) + " has several containers");
        }).orElseThrow();
    }

    List<String> command(Role role) {
        return ProjectFiles.strings(container(workload(role)), "args").toList();
    }

    ParseResult parsed(Role role) {
        return Main.commandLine().parseArgs(command(role).toArray(String[]::new)).subcommand();
    }

    /** Files that others are made of. */
    Stream<String> patches() {
        return ProjectFiles.objects(kustomization, "patches").map(patch -> patch.getString("path"));
    }

    static Path folder() {
        return ProjectFiles.path(FOLDER);
    }
}
