package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KgbdPartitionTest {
    @Test
    void holdsAllWindowsOfTheFirstDraw() {
        Partition partition = KgbdPartition.of(Kgbd.folder(), 0, 6);

        assertThat(partition.train().size()).isEqualTo(31642);
        assertThat(partition.gallery().size()).isEqualTo(31299);
        assertThat(partition.probe().size()).isEqualTo(15851);
    }

    @Test
    void sharesNoRecordingBetweenItsParts() {
        Partition partition = KgbdPartition.of(Kgbd.folder(), 0, 6);

        assertThat(recordings(partition.probe())).isSorted()
                .doesNotContain(recordings(partition.gallery())).doesNotContain(recordings(partition.train()));
        assertThat(recordings(partition.gallery())).doesNotContain(recordings(partition.train()));
    }

    @Test
    void givesTheWindowsOfTheWalks() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());
        SequenceSet probe = KgbdPartition.of(Kgbd.folder(), 0, 6).probe();
        FloatBuffer first = FloatBuffer.allocate(probe.width());

        probe.copy(0, first);

        FloatBuffer walk = data.windows(data.walks().get(probe.recording(0)), 6);
        assertThat(first.array()).containsExactly(Arrays.copyOf(walk.array(), 360));
    }

    private static int[] recordings(SequenceSet set) {
        return IntStream.range(0, set.size()).map(set::recording).distinct().toArray();
    }
}
