package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BIWI and IAS-Lab, as generated files of their formats: the sets themselves may not be passed on. */
class DepthFoldersTest {
    private static final int TRACKED = 2;

    @TempDir
    Path root;

    @Test
    void readsBiwisFolders() throws IOException {
        recording("Training/007", 25);
        recording("Testing/Walking/007", 24);
        recording("Testing/Still/007", 23);
        recording("Training/012", 22);

        List<Walk> walks = Recording.open(root).walks();

        assertThat(walks).extracting(Walk::name).containsExactly("p007-w1-train", "p012-w1-train", "p007-w1-Walking",
                "p007-w1-Still");
        assertThat(walks).extracting(Walk::frames).containsExactly(25, 22, 24, 23);
        assertThat(walks).extracting(Walk::clippedFrames).containsExactly(5, 2, 4, 3);
        assertThat(walks.getFirst().style().framesPerSecond()).isEqualTo(10);
        assertThat(Walks.raw(walks.getFirst(), 3)).startsWith(x(3, 0), 1, 2.5f).endsWith(x(3, 19), 1, 2.5f);
    }

    @Test
    void leavesOutFramesWithAnUntrackedJoint() throws IOException {
        recording("Testing/Still/001", 30);
        frame("Testing/Still/001", 5, 0, "1,nan,nan,nan,0,0,0,0,0,0,0,0,0,0");
        frame("Testing/Still/001", 6, 19, row(6, 19, 1));

        Walk walk = Recording.open(root).walks().getFirst();

        assertThat(walk.frames()).as("an inferred joint stays").isEqualTo(29);
        assertThat(Walks.raw(walk, 4)[0]).isEqualTo(x(4, 0));
        assertThat(Walks.raw(walk, 5)[0]).as("windows span the gap").isEqualTo(x(6, 0));
    }

    @Test
    void clipsAfterCleaning() throws IOException {
        recording("Testing/Still/001", 30);
        frame("Testing/Still/001", 0, 0, row(0, 0, 0));

        Walk clipped = Recording.open(root).walks().getFirst().clipped();

        assertThat(clipped.frames()).isEqualTo(9);
        assertThat(Walks.raw(clipped, 0)[0]).as("ten surviving frames are dropped").isEqualTo(x(11, 0));
        assertThat(Walks.raw(clipped, 8)[0]).isEqualTo(x(19, 0));
    }

    @Test
    void ordersFramesByName() throws IOException {
        for (int n : new int[]{2, 0, 1}) {
            write("Testing/Still/001", n, rows(n));
        }
        recordingFrom("Testing/Still/001", 3, 21);

        Walk walk = Recording.open(root).walks().getFirst();

        assertThat(Walks.raw(walk, 1)[0]).isEqualTo(x(1, 0));
        assertThat(Walks.raw(walk, 2)[0]).isEqualTo(x(2, 0));
    }

    @Test
    void saysWhichRecordingsHaveNothingLeft() throws IOException {
        recording("Training/001", 21);
        recording("Training/002", 20);

        assertThat(Walks.skipped(SourceFormat.BIWI.importer(root, Labels.BY_NAME))).singleElement().asString()
                .contains("002").contains("20 of 20 frames are tracked");
    }

    @Test
    void readsIasByTheNumberInTheName() throws IOException {
        recording("Training/person_3", 30);
        recording("TestingA/person_11", 30);
        recording("TestingB/3", 30);

        List<Walk> walks = Recording.open(root).walks();

        assertThat(walks).extracting(Walk::name).containsExactly("p003-w1-train", "p011-w1-A", "p003-w1-B");
        assertThat(walks).as("training keeps its tail").extracting(Walk::clippedFrames).containsExactly(20, 10, 10);
    }

    @Test
    void readsIasByColumnZeroIfTheNameHasNoNumber() throws IOException {
        recording("TestingA/anna", 30);

        assertThat(Recording.open(root).walks().getFirst().person()).isEqualTo("p042");
    }

    @Test
    void repeatsTheCounterOfThePublishedCodeIfAsked() throws IOException {
        recording("Training/person_3", 30);
        recording("Training/person_7", 30);
        recording("TestingA/person_7", 30);

        List<Walk> walks = Walks.read(SourceFormat.IAS.importer(root, Labels.PUBLISHED));

        assertThat(walks).as("person 7 is 1 here and 0 there").extracting(Walk::name).containsExactly("p000-w1-train",
                "p001-w1-train", "p000-w1-A");
    }

    @Test
    void namesFileAndLineOfShortFiles() throws IOException {
        recording("Training/001", 25);
        write("Training/001", 4, rows(4).subList(0, 13));

        assertRefused(SourceFormat.BIWI, "0004_skel.txt line 13: the file ends after 13 of 20 joints");
    }

    @Test
    void namesFileAndLineOfBadCells() throws IOException {
        recording("Training/001", 25);

        frame("Training/001", 3, 2, "1,x,2,3,0,0,2,0");
        assertRefused(SourceFormat.BIWI, "0003_skel.txt line 3: a coordinate is not a number");
        frame("Training/001", 3, 2, "1,1500,2,3,0,0,2,0");
        assertRefused(SourceFormat.BIWI, "line 3: a coordinate lies outside");
        frame("Training/001", 3, 2, "1,1,2,3,0,0,7,0");
        assertRefused(SourceFormat.BIWI, "line 3: the tracking state must be 0, 1 or 2");
        frame("Training/001", 3, 2, "1,1,2,3");
        assertRefused(SourceFormat.BIWI, "line 3: expected at least 7 columns, found 4");
    }

    @Test
    void ignoresRowsBeyondTheLastJoint() throws IOException {
        recording("Training/001", 25);
        frame("Training/001", 3, 19, row(3, 19, TRACKED) + "\nsomething else");

        assertThat(Walks.read(SourceFormat.BIWI.importer(root, Labels.BY_NAME)).getFirst().frames()).isEqualTo(25);
    }

    @Test
    void refusesWrongFolders() throws IOException {
        Files.createDirectories(root.resolve("Training/001"));
        assertRefused(SourceFormat.BIWI, "holds no *skel.txt file");
        assertThatThrownBy(() -> SourceFormat.detect(root)).hasMessageContaining("--format");

        Files.delete(root.resolve("Training/001"));
        assertRefused(SourceFormat.BIWI, "expected BIWI's Training/NNN");
        assertRefused(SourceFormat.IAS, "expected IAS-Lab's Training");

        recording("Testing/Walking/anna", 30);
        assertRefused(SourceFormat.BIWI, "must be named by its person's number");
    }

    @Test
    void refusesTwoFoldersOfOnePerson() throws IOException {
        recording("Testing/Walking/7", 30);
        recording("Testing/Walking/007", 30);

        assertRefused(SourceFormat.BIWI, "walk p007-w1-Walking is there twice");
    }

    private void assertRefused(SourceFormat format, String message) {
        assertThatThrownBy(() -> Walks.read(format.importer(root, Labels.BY_NAME)))
                .isInstanceOf(MalformedException.class).hasMessageContaining(message);
    }

    private void recording(String folder, int frames) throws IOException {
        recordingFrom(folder, 0, frames);
    }

    private void recordingFrom(String folder, int first, int end) throws IOException {
        for (int n = first; n < end; n++) {
            write(folder, n, rows(n));
        }
    }

    private void frame(String folder, int n, int joint, String row) throws IOException {
        List<String> rows = new ArrayList<>(rows(n));
        rows.set(joint, row);
        write(folder, n, rows);
    }

    private void write(String folder, int n, List<String> rows) throws IOException {
        Path path = Files.createDirectories(root.resolve(folder));
        Files.write(path.resolve(String.format(Locale.ROOT, "%04d_skel.txt", n)), rows);
    }

    private static List<String> rows(int n) {
        return IntStream.range(0, 20).mapToObj(joint -> row(n, joint, TRACKED)).toList();
    }

    private static String row(int n, int joint, int state) {
        return "42," + x(n, joint) + ",1,2.5,320.1,240.2," + state + ",0,0,1,0,0,0,1";
    }

    private static float x(int n, int joint) {
        return n / 100f + joint / 1000f;
    }
}
