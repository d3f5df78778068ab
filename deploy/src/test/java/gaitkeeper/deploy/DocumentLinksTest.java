package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentLinksTest {
    private static final Path ROOT = Path
            .of(Objects.requireNonNull(System.getenv("GAITKEEPER_ROOT"), "set by the build"));
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void everyPictureAndPageIsThere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document)).results().map(link -> link.group(1))
                    .filter(link -> !link.contains("://"))
                    .filter(link -> !Files.exists(document.resolveSibling(link)))
                    .forEach(link -> dead.add(ROOT.relativize(document) + ": " + link));
        }

        assertThat(dead).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 3, (file, _) -> file.toString().endsWith(".md"))) {
            return files.filter(file -> !file.toString().contains("/target/")).toList();
        }
    }
}
