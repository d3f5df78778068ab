package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.recordings.Splits.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitRuleTest {
    private static final int[] SEEDS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private static Recording kgbd(int... walksOfPeople) {
        List<Walk> walks = new ArrayList<>();
        for (int person = 1; person <= walksOfPeople.length; person++) {
            for (int walk = 1; walk <= walksOfPeople[person - 1]; walk++) {
                walks.add(Walks.of(Kgbd.person(person), walk, 30));
            }
        }
        return () -> List.copyOf(walks);
    }

    private static long count(Splits splits, Recording recording, int seed, String person, Role role) {
        return splits.walks(recording, seed, role).stream().filter(walk -> walk.person().equals(person)).count();
    }

    @ParameterizedTest
    @CsvSource({"5,2,2", "4,2,1", "3,1,1", "6,2,3"})
    void drawsKgbdsWalksPerPerson(int walks, int gallery, int train) {
        Recording recording = kgbd(5, walks);

        Splits splits = SplitRule.of("kgbd").draw(recording, SEEDS);

        for (int seed : SEEDS) {
            assertThat(count(splits, recording, seed, "p002", Role.GALLERY)).isEqualTo(gallery);
            assertThat(count(splits, recording, seed, "p002", Role.PROBE)).isEqualTo(1);
            assertThat(count(splits, recording, seed, "p002", Role.TRAIN)).isEqualTo(train);
        }
    }

    @Test
    void everyWalkIsAskedInSomeDraw() {
        Recording recording = kgbd(5);
        Splits splits = SplitRule.of("kgbd").draw(recording, SEEDS);

        assertThat(java.util.Arrays.stream(SEEDS).boxed()
                .flatMap(seed -> splits.walks(recording, seed, Role.PROBE).stream()).distinct()).hasSize(5);
    }

    @Test
    void drawsTheSameAgain() throws IOException {
        Recording recording = kgbd(5, 4, 3, 6);

        Splits once = SplitRule.of("kgbd").draw(recording, 3, 1);
        Splits again = SplitRule.of("kgbd").draw(recording, 1);

        assertThat(once.seeds()).containsExactly(1, 3);
        for (Walk walk : recording.walks()) {
            assertThat(again.role(1, walk)).isEqualTo(once.role(1, walk)).isPresent();
        }
    }

    @Test
    void leavesOutCopies() {
        List<Walk> walks = new ArrayList<>(kgbd(4).walks());
        Walk copied = walks.get(2);
        walks.add(new Walk(new Take("p001", 5), copied.style(), copied.frames(), copied.joints()));
        Recording recording = () -> walks;

        assertThat(Copies.of(recording)).containsOnlyKeys(new Take("p001", 5)).containsValue(copied.take());
        Splits splits = SplitRule.of("kgbd").draw(recording, 0);

        assertThat(splits.walks(recording, 0, Role.DUPLICATE)).extracting(Walk::name).containsExactly("p001-w5");
        assertThat(splits.walks(recording, 0, Role.TRAIN)).hasSize(1);
    }

    @Test
    void drawsOneRecordingForAllViewsOfKs20() {
        List<Walk> walks = new ArrayList<>();
        for (int person = 1; person <= 4; person++) {
            for (String view : Ks20.VIEWS) {
                for (int gc = 1; gc <= 3; gc++) {
                    walks.add(Walks.of(new Take(Kgbd.person(person), gc, "", view), Style.KS20, 3));
                }
            }
        }
        Recording recording = () -> walks;

        Splits splits = SplitRule.of("ks20").draw(recording, SEEDS);

        for (int seed : SEEDS) {
            for (Role role : List.of(Role.TRAIN, Role.GALLERY, Role.PROBE)) {
                List<Walk> drawn = splits.walks(recording, seed, role);
                assertThat(drawn).hasSize(20);
                assertThat(drawn.stream().map(walk -> walk.person() + walk.walk()).distinct()).hasSize(4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ias-a,B,A", "ias-b,A,B"})
    void takesTheOtherConditionAsGallery(String rule, String gallery, String probe) {
        Recording recording = () -> List.of(condition("train"), condition("A"), condition("B"));

        Splits splits = SplitRule.of(rule).draw(recording, 0);

        assertThat(splits.walks(recording, 0, Role.TRAIN)).extracting(Walk::name).containsExactly("p001-w1-train");
        assertThat(splits.walks(recording, 0, Role.GALLERY).getFirst().take().condition()).isEqualTo(gallery);
        assertThat(splits.walks(recording, 0, Role.PROBE).getFirst().take().condition()).isEqualTo(probe);
    }

    @Test
    void asksASingleConditionOfItself() throws IOException {
        Recording recording = () -> List.of(condition("train"), condition("nm"), condition("cl"));

        Splits single = SplitRule.of("casia-nm.nm").draw(recording, 0);
        Splits cross = SplitRule.of("casia-cl.nm").draw(recording, 0);

        for (Role role : List.of(Role.GALLERY, Role.PROBE)) {
            assertThat(single.walks(recording, 0, role)).extracting(Walk::name).containsExactly("p001-w1-nm");
        }
        assertThat(cross.walks(recording, 0, Role.PROBE)).extracting(Walk::name).containsExactly("p001-w1-cl");
        assertThat(cross.walks(recording, 0, Role.GALLERY)).extracting(Walk::name).containsExactly("p001-w1-nm");
    }

    private static Walk condition(String condition) {
        return Walks.of(new Take("p001", 1, condition, ""), Style.IAS, 30);
    }

    @Test
    void refusesRecordingsTheRuleDoesNotFit() {
        assertRefused("kgbd", kgbd(5, 2), "p002 has 2 different recordings; the rule needs three");
        assertRefused("biwi-w", kgbd(5), "no recording has the condition train, which the rule needs; the set has []");
        assertThatThrownBy(() -> SplitRule.of("mars")).isInstanceOf(MalformedException.class)
                .hasMessageContaining("kgbd, ks20");
    }

    private static void assertRefused(String rule, Recording recording, String message) {
        assertThatThrownBy(() -> SplitRule.of(rule).draw(recording, 0)).isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void survivesItsFile(@TempDir Path folder) throws IOException {
        Recording recording = () -> List.of(condition("train"), condition("nm"), condition("cl"));
        Splits splits = SplitRule.of("casia-nm.nm").draw(recording, 7);

        splits.write(folder.resolve("split.csv"));
        Splits read = Splits.read(folder.resolve("split.csv"));

        assertThat(read.seeds()).containsExactly(7);
        assertThat(read.walks(recording, 7, Role.PROBE)).extracting(Walk::name).containsExactly("p001-w1-nm");
        assertThat(read.role(7, recording.walks().get(2))).isEmpty();
    }

    @Test
    void noticesManifestsOfOtherSets() {
        Splits splits = SplitRule.of("kgbd").draw(kgbd(5, 5), 0);

        splits.requireIn(kgbd(5, 5, 5), 0);
        assertThatThrownBy(() -> splits.requireIn(kgbd(5), 0)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("names 5 walks that the recordings do not have").hasMessageContaining("p002");
        assertThatThrownBy(() -> splits.requireIn(kgbd(5, 5), 8)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("no draw of seed 8");
    }
}
