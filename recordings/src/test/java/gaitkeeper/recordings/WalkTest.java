package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.WindowSpec;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkTest {
    @ParameterizedTest
    @CsvSource({"KINECT_V1,20", "KINECT_V2,20", "KINECT_V2,25", "KGBD_RAW20,20"})
    void readsWhatTheLivePathWouldShowAModel(JointList list, int joints) {
        Walk walk = withHoles(list);

        FloatBuffer read = FloatBuffer.allocate(6 * joints * 3);
        walk.copy(2, 6, Order.BODY, joints, read);

        List<Frame> frames = IntStream.range(2, 8).mapToObj(i -> walk.frame(i, i + 1, 0)).toList();
        FloatBuffer live = FloatBuffer.allocate(6 * joints * 3);
        Sequence.join(WindowSpec.of(6), frames, 0).copyJoints(joints, live);
        assertThat(read.array()).containsExactly(live.array());
    }

    /** A walk of which every third joint or so is missing in every second frame. */
    private static Walk withHoles(JointList list) {
        Walk whole = Walks.of(new Take("p001", 1), new Style(list, Style.KS20.geometry(), 30, 0, 0, 0), 10);
        var random = new Random(5);
        float[] xyz = new float[10 * list.joints() * 3];
        FloatBuffer all = FloatBuffer.wrap(xyz);
        IntStream.range(0, 10).forEach(frame -> whole.joints().copy(frame, all));
        for (int at = 0; at < xyz.length; at += 3) {
            if (at / (list.joints() * 3) % 2 == 0 && random.nextInt(3) == 0) {
                xyz[at] = xyz[at + 1] = xyz[at + 2] = 0;
            }
        }
        return new Walk(whole.take(), whole.style(), 10, Walk.Joints.of(xyz, list));
    }

    @Test
    void gathersKgbdAsPublishedIfAsked() {
        int[] gather = JointPicker.pick(JointList.KGBD_RAW20, Order.MIRRORED, 20);

        assertThat(gather).containsExactlyInAnyOrder(IntStream.range(0, 20).toArray());
        assertThat(gather).startsWith(11, 10, 1, 0, 2, 4);
        assertThat(gather[0]).isEqualTo(11);
        assertThat(gather[3]).as("the head, on which the published code has centred by then").isZero();
    }

    @Test
    void differsFromThePublishedGatherBySidesOnly() {
        int[] body = JointPicker.pick(JointList.KGBD_RAW20, Order.BODY, 20);
        int[] mirrored = JointPicker.pick(JointList.KGBD_RAW20, Order.MIRRORED, 20);

        assertThat(body).startsWith(mirrored[0], mirrored[1], mirrored[2], mirrored[3]);
        for (int limb : new int[]{4, 12}) {
            for (int slot = limb; slot < limb + 4; slot++) {
                assertThat(body[slot]).isEqualTo(mirrored[slot + 4]);
                assertThat(body[slot + 4]).isEqualTo(mirrored[slot]);
            }
        }
        assertThat(JointPicker.pick(JointList.KGBD_RAW20, Order.SOURCE, 20))
                .containsExactly(IntStream.range(0, 20).toArray());
    }

    /** Test 2 of the specification, as far as the data layer goes: what a model centres is differences only. */
    @Test
    void movesWithTheBody() {
        Walk here = Walks.of("p001", 1, 3);
        var there = new Walk(here.take(), here.style(), 3, (index, target) -> {
            for (float coordinate : Walks.raw(here, index)) {
                target.put(coordinate + 2);
            }
        });

        float[] one = Walks.read(here, 1, Order.BODY, 20);
        float[] other = Walks.read(there, 1, Order.BODY, 20);

        for (int i = 0; i < one.length; i++) {
            assertThat(other[i] - other[i % 3]).isCloseTo(one[i] - one[i % 3],
                    org.assertj.core.data.Offset.offset(1e-6f));
        }
    }

    @Test
    void refusesJointsItDoesNotHave() {
        assertThatThrownBy(() -> Walks.read(Walks.of("p001", 1, 3), 0, Order.BODY, 25))
                .isInstanceOf(MalformedException.class).hasMessageContaining("do not have the 25 joints");
        assertThatThrownBy(() -> Walks.read(Walks.of("p001", 1, 3), 0, Order.SOURCE, 14))
                .isInstanceOf(MalformedException.class).hasMessageContaining("do not have the 14 joints");
    }

    @Test
    void refusesFramesItDoesNotHave() {
        Walk walk = Walks.of("p001", 1, 3);

        assertThatThrownBy(() -> walk.copy(1, 3, Order.BODY, 20, FloatBuffer.allocate(999)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> walk.trimmed(2, 1)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("has 3 frames; dropping 2 and 1");
        assertThatThrownBy(() -> Walks.of("p001", 1, 0)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("no frames");
    }

    @Test
    void refusesNamesThatManifestsCannotHold() {
        for (String name : List.of("", " ", "a,b", "a\nb", "\"", "x".repeat(256))) {
            assertThatThrownBy(() -> new Take(name, 1)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void numbersPeople() {
        Recording numbered = () -> List.of(Walks.of("p007", 1, 1), Walks.of("p003", 1, 1));
        Recording named = () -> List.of(Walks.of("Zoë", 1, 1), Walks.of("p003", 1, 1), Walks.of("Ann", 1, 1));

        assertThat(PersonNumbers.of(numbered)).containsEntry("p007", 7).containsEntry("p003", 3);
        assertThat(PersonNumbers.of(named)).containsEntry("Ann", 0).containsEntry("Zoë", 1).containsEntry("p003", 2);
    }
}
