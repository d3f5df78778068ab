package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.recordings.Order;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KgbdPartitionTest {
    @Test
    void holdsTheWalksOfEachRole() {
        Partition partition = KgbdPartition.of(Kgbd.folder(), 0, 6);

        assertThat(partition.probe().size()).isEqualTo(15_851);
        assertThat(partition.gallery().size()).isEqualTo(31_299);
        assertThat(IntStream.range(0, partition.probe().size()).map(partition.probe()::person).distinct().count())
                .isEqualTo(164);
        assertThat(IntStream.range(0, partition.probe().size()).map(partition.probe()::recording).toArray()).isSorted();
    }

    @Test
    void sharesNoRecordingBetweenRoles() {
        Partition partition = KgbdPartition.of(Kgbd.folder(), 1, 30);
        int[] gallery = recordings(partition.gallery());

        assertThat(recordings(partition.probe())).doesNotContain(gallery);
        assertThat(recordings(partition.train())).doesNotContain(gallery);
    }

    private static int[] recordings(SequenceSet set) {
        return IntStream.range(0, set.size()).map(set::recording).distinct().toArray();
    }

    @Test
    void copiesTheWindowsOfTheWalk() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());
        SequenceSet probe = KgbdPartition.of(data, 0, 15, person -> person == 7).probe();
        var walk = data.walks().stream().filter(w -> w.firstRow() == probe.recording(0)).findFirst().orElseThrow();

        FloatBuffer third = FloatBuffer.allocate(probe.width());
        probe.copy(2, third);

        float[] all = data.windows(walk, 15).array();
        assertThat(walk.person()).isEqualTo(7);
        assertThat(probe.size()).isEqualTo(walk.windows(15));
        assertThat(third.array()).isEqualTo(Arrays.copyOfRange(all, 2 * probe.width(), 3 * probe.width()));
    }

    @Test
    void learnsFromAllWalksButTheOneAskedForWhereThatIsWanted() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());
        Partition published = KgbdPartition.of(data, 0, 6, person -> person <= 5);
        Partition more = KgbdPartition.of(data, 0, 6, person -> person <= 5, Drawing.REST, Order.BODY);

        assertThat(recordings(more.probe())).containsExactly(recordings(published.probe()));
        assertThat(more.train().size()).isEqualTo(published.train().size() + published.gallery().size());
        assertThat(recordings(more.train())).isSorted().contains(recordings(published.gallery()))
                .doesNotContain(recordings(more.probe()));
    }

    @Test
    void overlappingProbesShareTheirFramesWithWhatIsLearnedFrom() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());
        Partition published = KgbdPartition.of(data, 0, 6, person -> person == 7);
        Partition overlapping = KgbdPartition.of(data, 0, 6, person -> person == 7, Drawing.OVERLAPPING,
                Order.BODY);
        int walks = recordings(published.train()).length;

        assertThat(overlapping.train().size() + overlapping.probe().size())
                .isBetween(2 * published.train().size() - walks, 2 * published.train().size());
        assertThat(overlapping.probe().size()).isBetween(published.train().size() / 10, published.train().size() / 3);
        assertThat(recordings(published.train())).contains(recordings(overlapping.probe()));
    }

    /** {@code data-and-protocol.md} section 1: the head comes first there, the hip twelfth, right limbs before left ones. */
    @Test
    void readsJointsAsTheFilesListThem() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());
        float[] body = first(data, Order.BODY);
        float[] source = first(data, Order.SOURCE);

        int[] slots = {3, 2, 8, 4, 9, 5, 10, 6, 11, 7, 1, 0, 16, 12, 17, 13, 18, 14, 19, 15};
        for (int joint = 0; joint < slots.length; joint++) {
            assertThat(Arrays.copyOfRange(source, 3 * joint, 3 * joint + 3)).as("joint %d", joint)
                    .containsExactly(Arrays.copyOfRange(body, 3 * slots[joint], 3 * slots[joint] + 3));
        }
    }

    private static float[] first(KgbdWindows data, Order order) {
        SequenceSet probe = KgbdPartition.of(data, 0, 6, person -> person == 7, Drawing.PUBLISHED, order).probe();
        FloatBuffer window = FloatBuffer.allocate(probe.width());
        probe.copy(0, window);
        return window.array();
    }
}
