package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.recordings.Walks;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KgbdWindowsTest {
    @Test
    void cutsWholeWindowsBetweenTheDroppedEnds() {
        assertThat(new Walk(1, 1, 0, 20).windows(6)).isZero();
        assertThat(new Walk(1, 1, 0, 31).windows(6)).isEqualTo(1);
        assertThat(new Walk(1, 1, 0, 32).windows(6)).isEqualTo(2);
        assertThat(new Walk(1, 1, 0, 5).windows(6)).isZero();
    }

    @Test
    void readsAllRecordings() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());

        assertThat(data.walks()).hasSize(822);
        assertThat(data.walks().stream().map(Walk::person).distinct()).hasSize(164);
        assertThat(data.walks().stream().mapToInt(Walk::frames).sum()).isEqualTo(491_747);
    }

    @Test
    void putsJointsWhereABodyHasThem() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());

        FloatBuffer windows = data.windows(data.walks().get(5), 6);

        int head = 3;
        int leftFoot = 15;
        int rightHip = 16;
        int rightKnee = 17;
        assertThat(y(windows, head) - y(windows, leftFoot)).isCloseTo(1.6f, offset(0.25f));
        assertThat(y(windows, rightHip) - y(windows, rightKnee)).isCloseTo(0.4f, offset(0.15f));
        assertThat(windows.remaining()).isEqualTo(data.walks().get(5).windows(6) * 6 * 20 * 3);
    }

    @Test
    void readsThePublishedSplit() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());

        KgbdSplit split = data.split(0);

        assertThat(data.walks().stream().filter(walk -> split.role(walk) == Role.GALLERY)).hasSize(327);
        assertThat(data.walks().stream().filter(walk -> split.role(walk) == Role.PROBE)).hasSize(164);
        assertThat(data.walks().stream().filter(walk -> split.role(walk) == Role.TRAIN)).hasSize(330);
    }

    @Test
    void refusesAFolderWithoutTheData(@TempDir Path empty) {
        assertThatThrownBy(() -> KgbdWindows.open(empty)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("must hold");
    }

    @Test
    void leavesOutWalksTheSplitDoesNotName(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("split.csv"),
                "seed,person,walk,role\n0,1,2,gallery\n1,1,1,probe\n");
        var first = new Walk(1, 1, 0, 100);
        var second = new Walk(1, 2, 100, 100);

        KgbdSplit split = KgbdSplit.read(csv, 0,
                Map.of(first, Walks.of("p001", 1, 100), second, Walks.of("p001", 2, 100)));

        assertThat(split.role(second)).isEqualTo(Role.GALLERY);
        assertThat(split.role(first)).isEqualTo(Role.DUPLICATE);
        assertThatThrownBy(() -> KgbdSplit.read(csv, 7, Map.of())).isInstanceOf(MalformedException.class)
                .hasMessageContaining("seed 7");
    }

    private static float y(FloatBuffer windows, int joint) {
        return windows.get(joint * 3 + 1);
    }
}
