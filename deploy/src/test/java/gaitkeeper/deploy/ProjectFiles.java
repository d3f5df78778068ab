package gaitkeeper.deploy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Files of the project that are not Java, named by their path from the root. */
final class ProjectFiles {
    private ProjectFiles() {}

    static Path path(String path) {
        return Path.of(Optional.ofNullable(System.getenv("GAITKEEPER_ROOT")).orElse("..")).resolve(path).normalize();
    }

    static String text(String path) {
        try {
            return Files.readString(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject yaml(String path) {
        return parsedYaml(text(path));
    }

    static JsonObject json(String path) {
        return new JsonObject(text(path));
    }

    /** A mapping; a key given twice is an error. */
    static JsonObject parsedYaml(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<String, Object> content = new Yaml(new SafeConstructor(options)).load(text);
        return new JsonObject(content);
    }

    /** The objects in an array; nothing if it is absent. */
    static Stream<JsonObject> objects(JsonObject parent, String array) {
        return Stream.ofNullable(parent.getJsonArray(array)).flatMap(all -> all.stream().map(JsonObject.class::cast));
    }

    /** The texts in an array; nothing if it is absent. */
    static Stream<String> strings(JsonObject parent, String array) {
        return Stream.ofNullable(parent.getJsonArray(array)).flatMap(all -> all.stream().map(String.class::cast));
    }
}
