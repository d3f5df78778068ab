package gaitkeeper.deploy;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.Stream;

/** The instructions of the roles' Dockerfile. */
final class ImageFile {
    static final String HEALTH_SCRIPT = "/opt/gaitkeeper/healthy.sh";

    private final List<String> lines = ProjectFiles.text("deploy/docker/Dockerfile").replace("\\\n", " ").lines()
            .filter(line -> !line.startsWith("#")).toList();

    /** What follows an instruction, each time it is given. */
    List<String> all(String instruction) {
        return lines.stream().filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip()).toList();
    }

    List<String> entrypoint() {
        return new JsonArray(all("ENTRYPOINT").getLast()).stream().map(String.class::cast).toList();
    }

    /** Source and destination of every copied thing, with where it comes from: a stage, or nothing for the project. */
    Stream<Copy> copies() {
        return all("COPY").stream().map(Copy::of);
    }

    record Copy(String stage, String source, String destination) {
        static Copy of(String arguments) {
            List<String> words = List.of(arguments.split(" +"));
            String stage = words.stream().filter(word -> word.startsWith("--from=")).map(word -> word.substring(7))
                    .findFirst().orElse("");
            List<String> paths = words.stream().filter(word -> !word.startsWith("--")).toList();
            return new Copy(stage, paths.getFirst(), paths.getLast());
        }
    }
}
