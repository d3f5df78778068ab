package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KS20 as 300 generated recordings of two frames: the set itself may not be passed on. */
class Ks20Test {
    private static final List<Integer> PEOPLE = IntStream
            .concat(IntStream.concat(IntStream.rangeClosed(1, 4), IntStream.rangeClosed(7, 9)),
                    IntStream.concat(IntStream.rangeClosed(11, 17), IntStream.rangeClosed(19, 24)))
            .boxed().toList();

    @TempDir
    Path root;

    @BeforeEach
    void write() throws IOException {
        for (String view : Ks20.VIEWS) {
            for (int body : PEOPLE) {
                for (int gc = 1; gc <= 3; gc++) {
                    frame(view, "gc" + gc + "_body" + body + "_1001_skeleton.txt", gc + body / 100f);
                    frame(view, "gc" + gc + "_body" + body + "_1002_skeleton.txt", gc + body / 100f);
                }
            }
        }
    }

    private void frame(String view, String name, float x) throws IOException {
        Path folder = Files.createDirectories(root.resolve(view));
        List<String> rows = new ArrayList<>();
        for (int joint = 0; joint < 25; joint++) {
            rows.add(joint + "," + x + "," + joint / 10f + ",3.5");
        }
        Files.write(folder.resolve(name), rows);
    }

    @Test
    void readsAllRecordings() throws IOException {
        List<Walk> walks = Recording.open(root).walks();

        assertThat(walks).hasSize(300).allSatisfy(walk -> {
            assertThat(walk.frames()).isEqualTo(2);
            assertThat(walk.clippedFrames()).isEqualTo(2);
        });
        assertThat(walks).extracting(Walk::name).contains("p009-w3-frontal", "p024-w1-right_lateral");
        assertThat(walks.stream().map(Walk::person).distinct()).hasSize(20);
    }

    @Test
    void losesAndMisfilesThePersonThatSortsLastIfAsked() throws IOException {
        List<Walk> walks = Walks.read(SourceFormat.KS20.importer(root, Labels.PUBLISHED));

        assertThat(walks).hasSize(295);
        assertThat(walks.stream().map(Walk::person).distinct()).hasSize(20).contains("p000", "p019");
        List<Walk> ninth = walks.stream().filter(walk -> walk.person().equals("p006")).toList();
        assertThat(ninth).hasSize(10).extracting(Walk::walk).containsOnly(2, 3);
        assertThat(ninth).as("gc1 is filed as 2, gc2 as 3").allSatisfy(
                walk -> assertThat(Walks.raw(walk, 0)[0]).isEqualTo(walk.walk() - 1 + 0.09f));
        assertThat(walks.stream().filter(walk -> !walk.person().equals("p006"))).hasSize(285)
                .allSatisfy(walk -> assertThat((int) Walks.raw(walk, 0)[0]).isEqualTo(walk.walk()));
        assertThat(Walks.skipped(SourceFormat.KS20.importer(root, Labels.PUBLISHED))).hasSize(5);
    }

    @Test
    void ordersFramesByTimeAlsoWhenItGainsADigit() throws IOException {
        frame("frontal", "gc1_body1_999_skeleton.txt", 4.5f);

        Walk walk = Recording.open(root).walks().getFirst();

        assertThat(walk.name()).isEqualTo("p001-w1-frontal");
        assertThat(Walks.raw(walk, 0)[0]).isEqualTo(4.5f);
    }

    @Test
    void refusesNamesThatSayNothing() throws IOException {
        frame("frontal", "gc1_body1_early_skeleton.txt", 1);

        assertRefused("gc1_body1_early_skeleton.txt: expected a name like gc1_body7_1234");
    }

    @Test
    void refusesPeopleThePublishedNumberingDoesNotKnow() throws IOException {
        frame("frontal", "gc1_body5_1_skeleton.txt", 1);

        assertThat(Recording.open(root).walks()).hasSize(301);
        assertThatThrownBy(() -> Walks.read(SourceFormat.KS20.importer(root, Labels.PUBLISHED)))
                .isInstanceOf(MalformedException.class).hasMessageContaining("body5 is none of KS20's people");
    }

    @Test
    void namesFileAndLineOfFramesWithFewerJoints() throws IOException {
        Path file = root.resolve("frontal/gc2_body7_1001_skeleton.txt");
        Files.write(file, Files.readAllLines(file).subList(0, 20));

        assertRefused("gc2_body7_1001_skeleton.txt line 20: the file ends after 20 of 25 joints");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Recording.open(root)).isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }
}
