package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Cutting;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.recordings.JointList;
import gaitkeeper.recordings.Order;
import gaitkeeper.recordings.PersonNumbers;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.SplitRule;
import gaitkeeper.recordings.Style;
import gaitkeeper.recordings.Take;
import gaitkeeper.recordings.Walk;
import gaitkeeper.recordings.Walks;
import gaitkeeper.trainer.RecordedSequences.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedSequencesTest {
    private static final Shape SIX = new Shape(6, 20, Order.BODY);

    private static Style style(int head, int tail, int run) {
        return new Style(JointList.KINECT_V1, Geometry.K1, 30, head, tail, run);
    }

    private static RecordedSequences cut(Cutting cutting, Walk... walks) {
        Recording recording = () -> List.of(walks);
        return RecordedSequences.of(recording.walks(), PersonNumbers.of(recording), SIX, cutting);
    }

    private static float firstX(SequenceSet set, int index) {
        FloatBuffer sequence = FloatBuffer.allocate(set.width());
        set.copy(index, sequence);
        assertThat(sequence.remaining()).isZero();
        return sequence.get(0);
    }

    @Test
    void cutsBetweenTheDroppedEnds() {
        var take = new Take("p003", 1);
        RecordedSequences set = cut(Cutting.PLAIN, Walks.of(take, style(10, 4, 0), 31));

        assertThat(set.size()).isEqualTo(2);
        assertThat(set.person(1)).isEqualTo(3);
        assertThat(firstX(set, 0)).isEqualTo(Walks.value(take, 10, 0, 0));
        assertThat(firstX(set, 1)).isEqualTo(Walks.value(take, 16, 0, 0));
    }

    @Test
    void skipsRecordingsTooShortForASequence() {
        RecordedSequences set = cut(Cutting.PLAIN, Walks.of("p001", 1, 5), Walks.of("p002", 1, 12),
                Walks.of("p003", 1, 3), Walks.of("p004", 1, 5), Walks.of("p005", 1, 6));

        assertThat(IntStream.range(0, set.size()).map(set::person)).containsExactly(2, 2, 5);
        assertThat(IntStream.range(0, set.size()).map(set::recording)).containsExactly(1, 1, 4);
        assertThatThrownBy(() -> set.recording(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void repeatsWindowsAsPublishedOnlyIfAsked() {
        Walk[] walks = {Walks.of("p001", 1, 20), Walks.of("p002", 1, 9)};

        assertThat(cut(Cutting.DENSE_DOUBLED, walks).size()).isEqualTo(27 + 5);
        assertThat(cut(Cutting.DENSE, walks).size()).isEqualTo(15 + 4);
        RecordedSequences doubled = cut(Cutting.DENSE_DOUBLED, walks);
        assertThat(firstX(doubled, 3)).isEqualTo(firstX(doubled, 4)).isNotEqualTo(firstX(doubled, 2));
    }

    @Test
    void keepsTheCutsOfReleasedArrays() {
        Walk runs = Walks.of(new Take("p001", 1), style(0, 0, 6), 18);

        assertThat(cut(Cutting.DENSE_DOUBLED, runs).size()).isEqualTo(3);
        Recording recording = () -> List.of(runs);
        assertThatThrownBy(() -> RecordedSequences.of(recording.walks(), PersonNumbers.of(recording),
                new Shape(4, 20, Order.BODY), Cutting.PLAIN)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("was cut into 6 frames");
    }

    @Test
    void refusesMixedJointCounts() {
        Walk ks20 = Walks.of(new Take("p002", 1), new Style(JointList.OPENPOSE14, Geometry.K2, 30, 0, 0, 0), 12);

        assertThatThrownBy(() -> cut(Cutting.PLAIN, Walks.of("p001", 1, 12), ks20))
                .isInstanceOf(MalformedException.class).hasMessageContaining("OPENPOSE14");
    }

    @Test
    void makesThePartsOfADraw() {
        List<Walk> walks = new ArrayList<>();
        for (int walk = 1; walk <= 5; walk++) {
            walks.add(Walks.of("p001", walk, 20));
            walks.add(Walks.of("p009", walk, 20));
        }
        Recording recording = () -> walks;

        Partition parts = RecordedSequences.partition(recording, SplitRule.of("kgbd").draw(recording, 4), 4, SIX,
                Cutting.DENSE_DOUBLED);

        assertThat(parts.train().size()).isEqualTo(4 * 27);
        assertThat(parts.gallery().size()).isEqualTo(4 * 3);
        assertThat(parts.probe().size()).isEqualTo(2 * 3);
        assertThat(IntStream.range(0, 6).map(parts.probe()::person)).containsOnly(1, 9);
    }

    /** Test 10 of the specification. */
    @Test
    void balancesPeopleAsPublished() {
        Walk[] walks = IntStream.range(0, 20).mapToObj(i -> Walks.of("p0" + (10 + i), 1, i == 0 ? 330 : 41))
                .toArray(Walk[]::new);
        RecordedSequences set = cut(Cutting.DENSE, walks);
        SequenceSet thousand = set.pick(IntStream.range(0, 1000).toArray());
        assertThat(IntStream.range(0, 1000).map(thousand::person).distinct().count()).isEqualTo(20);

        int[] drawn = BalancedResample.draw(thousand, 256, 1);

        assertThat(drawn).hasSize(1440);
        for (int person = 10; person < 30; person++) {
            int wanted = person;
            assertThat(Arrays.stream(drawn).filter(i -> thousand.person(i) == wanted).count()).isEqualTo(72);
        }
        assertThat(BalancedResample.draw(thousand, 256, 1)).isEqualTo(drawn);
        assertThatThrownBy(() -> BalancedResample.draw(thousand, 19, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20 people");
    }
}
