package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KgbdTextTest {
    @TempDir
    Path folder;

    @Test
    void readsFolders() throws IOException {
        write("Data/Person012/3.txt", lines(2));
        Files.writeString(folder.resolve("README.md"), "not a walk");

        List<Walk> walks = Recording.open(folder).walks();

        assertThat(walks).extracting(Walk::name).containsExactly("p012-w3");
        assertThat(walks.getFirst().frames()).isEqualTo(2);
        assertThat(walks.getFirst().frame(1, 0, 0).joint(3, 0)).isEqualTo(0.5f);
        assertThat(walks.getFirst().frame(1, 0, 0).joint(19, 1)).isEqualTo(18);
    }

    @Test
    void namesFileAndLineOfWrongNames() throws IOException {
        List<String> lines = lines(2);
        lines.set(24, lines.get(25));
        write("Person001/2.txt", lines);

        assertRefused(Reason.BAD_FIELD, "2.txt line 25: expected joint Elbow-Right, found Elbow-Left");
    }

    @Test
    void refusesAFrameThatStartsTooEarly() throws IOException {
        List<String> lines = lines(2);
        lines.remove(19);
        write("Person001/2.txt", lines);

        assertRefused(Reason.BAD_FIELD, "2.txt line 20: expected joint Foot-Left, found Head");
    }

    @Test
    void refusesCutFiles() throws IOException {
        write("Person001/2.txt", lines(2).subList(0, 33));

        assertRefused(Reason.BAD_BYTES, "2.txt line 33: the file is cut short: its last frame has 13 of 20 joints");
    }

    @Test
    void refusesEmptyWalks() throws IOException {
        write("Person001/2.txt", List.of());

        assertRefused(Reason.BAD_BYTES, "the file is empty");
    }

    @Test
    void refusesBadNumbers() throws IOException {
        assertLineRefused("Head;1,5;2;3", Reason.BAD_FIELD, "line 1: a coordinate is not a number");
        assertLineRefused("Head;NaN;2;3", Reason.NOT_FINITE, "line 1: a coordinate is NaN");
        assertLineRefused("Head;1500;2;3", Reason.OUT_OF_RANGE, "line 1: a coordinate lies outside");
        assertLineRefused("Head;1;2", Reason.BAD_FIELD, "line 1: expected Name;x;y;z, found 3 fields");
        assertLineRefused("", Reason.BAD_FIELD, "line 1: expected Name;x;y;z, found 1 fields");
    }

    @Test
    void neverRepeatsContent() throws IOException {
        List<String> lines = lines(1);
        lines.set(0, "1.2345;Head;2;3");
        write("Person001/2.txt", lines);

        assertThatThrownBy(() -> Recording.open(folder)).hasMessageContaining("found another name")
                .message().doesNotContain("2345");
    }

    @Test
    void refusesFoldersWithoutWalks() {
        assertRefused(Reason.BAD_FIELD, "expected a folder or .zip of PersonNNN/K.txt");
    }

    @Test
    void refusesFilesThatAreNoZip() throws IOException {
        Path zip = Files.writeString(folder.resolve("walks.zip"), "PK but not really");

        assertThatThrownBy(() -> Recording.open(zip)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("not a whole .zip");
    }

    private void assertLineRefused(String line, Reason reason, String message) throws IOException {
        List<String> lines = lines(1);
        lines.set(0, line);
        write("Person001/2.txt", lines);
        assertRefused(reason, message);
    }

    private void assertRefused(Reason reason, String message) {
        assertThatThrownBy(() -> Recording.open(folder)).isInstanceOfSatisfying(MalformedException.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason)).hasMessageContaining(message);
    }

    private static List<String> lines(int frames) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < frames * 20; i++) {
            lines.add(Kgbd.NAMES.get(i % 20) + ";" + i / 20 * 0.5 + ";" + i % 20 + ";2.5");
        }
        return lines;
    }

    private void write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n");
    }
}
