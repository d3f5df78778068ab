package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {
    private static final String GOOD = message(Layout.KINECT_V2, body("1", Layout.KINECT_V2));

    @TempDir
    private Path folder;
    private final FakeSink sink = new FakeSink();
    private final FakeRejections rejections = new FakeRejections();
    private WatchedFolder door;

    @BeforeEach
    void open() {
        door = new WatchedFolder(folder, JsonSamples.intake(sink, rejections), Map.of(), new FakeTicker());
    }

    private void lookTwice() throws InterruptedException {
        door.look();
        door.look();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).resolveSibling("."));
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void movesAFileWhenItsFramesAreStored() throws Exception {
        write("a.json", GOOD);

        lookTwice();

        assertThat(sink.sent()).isEqualTo(1);
        assertThat(folder.resolve("done/a.json")).exists();
        assertThat(folder.resolve("a.json")).doesNotExist();
    }

    @Test
    void leavesAFileThatIsStillWritten() throws Exception {
        write("a.json", GOOD.substring(0, 100));
        door.look();
        write("a.json", GOOD);
        door.look();

        assertThat(sink.sent()).isZero();
        door.look();
        assertThat(sink.sent()).isEqualTo(1);
    }

    @Test
    void leavesAFileWhoseFramesAreNotStored() throws Exception {
        sink.holds = true;
        write("a.json", GOOD);

        lookTwice();

        assertThat(folder.resolve("a.json")).exists();
        sink.release();
        assertThat(folder.resolve("done/a.json")).exists();
    }

    @Test
    void readsAFileOnceWhileItsFramesAreUnderWay() throws Exception {
        sink.holds = true;
        write("a.json", GOOD);

        lookTwice();
        lookTwice();

        assertThat(sink.sent()).isEqualTo(1);
    }

    @Test
    void setsAsideWhatCannotBeRead() throws Exception {
        write("hall/a.json", "{");

        lookTwice();

        assertThat(folder.resolve("refused/hall/a.json")).exists();
        assertThat(rejections.refused).extracting(FakeRejections.Refused::source).containsExactly("folder:hall");
    }

    @Test
    void passesOverFilesStillToBeRenamed() throws Exception {
        write("a.json.part", GOOD);

        lookTwice();

        assertThat(folder.resolve("a.json.part")).exists();
    }

    @Test
    void takesFilesInOrderOfTheirNames() throws Exception {
        for (int i : new int[]{3, 1, 2}) {
            write(i + ".json", message(Layout.KINECT_V2, body(String.valueOf(i), Layout.KINECT_V2)));
        }

        lookTwice();

        assertThat(sink.frames).extracting(frame -> frame.track().track()).containsExactly("1", "2", "3");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> new WatchedFolder(folder.resolve("x"), JsonSamples.intake(sink, rejections), Map.of(),
                new FakeTicker())).isInstanceOf(MalformedException.class).hasMessageContaining("make it first");
    }
}
