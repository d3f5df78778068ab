package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stranger is named, unnamed, exported, erased and brought back into a new house, all from the command line. */
class GalleryTest {
    private static final int SECONDS = 12;
    private static final Pattern UNDO = Pattern.compile("gallery undo ([0-9a-f-]{36})");
    private static final Pattern HASH = Pattern.compile("hash +([0-9a-f]{64})");

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private int calls;

    @Test
    void operatorsCorrectAndMoveAGallery() throws IOException {
        int first = Workplace.freePort();
        var site = new Site(Workplace.freePort());
        Program system = up("first", first, site);
        site.walk(Walker.until("door", "1", 1.7, SECONDS), SECONDS);
        system.await("the stranger's identity", () -> site.people() == 1);

        Matcher renamed = UNDO.matcher(gallery(0, first, "rename", "1", "Ada"));
        assertThat(renamed.find()).isTrue();
        assertThat(gallery(0, first, "list")).contains("Ada");
        gallery(0, first, "undo", renamed.group(1));
        assertThat(gallery(0, first, "list")).contains("stranger 1").doesNotContain("Ada");
        assertThat(gallery(1, first, "undo", renamed.group(1))).contains("nothing to undo");

        Path file = PROGRAMS.folder("exported").resolve("house.gklog");
        gallery(0, first, "export", file.toString());
        String before = hash(gallery(0, first, "verify", "--export", file.toString()));
        gallery(0, first, "erase", "stranger 1");
        assertThat(gallery(0, first, "stats")).contains("people     0");

        int second = Workplace.freePort();
        var other = new Site(Workplace.freePort());
        Program moved = up("second", second, other);
        assertThat(hash(gallery(0, second, "import", file.toString()))).isEqualTo(before);
        moved.await("the imported stranger", () -> other.people() == 1);
        assertThat(gallery(1, second, "import", file.toString())).contains("is not empty");
    }

    private static Program up(String name, int kafkaPort, Site site) throws IOException {
        Program system = PROGRAMS.start(name, "up", "--data", PROGRAMS.folder(name).toString(), "--kafka-port",
                String.valueOf(kafkaPort), "--http-port", String.valueOf(site.port()));
        system.awaitLine("is ready");
        return system;
    }

    /** Runs a command to its end; what it printed. */
    private String gallery(int status, int kafkaPort, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("gallery", words[0], "--kafka", "127.0.0.1:" + kafkaPort));
        command.addAll(List.of(words).subList(1, words.length));
        calls++;
        Program program = PROGRAMS.start("gallery-" + calls, command.toArray(String[]::new));
        assertThat(program.awaitExit(Duration.ofSeconds(60))).as(program.output()).isEqualTo(status);
        return program.output();
    }

    private static String hash(String output) {
        Matcher hash = HASH.matcher(output);
        assertThat(hash.find()).as(output).isTrue();
        return hash.group(1);
    }
}
