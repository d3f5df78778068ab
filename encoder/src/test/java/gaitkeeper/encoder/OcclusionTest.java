package gaitkeeper.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Bodies;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.People;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.SyntheticPerson;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.graph.BodyPart;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of two other people, one of whom is 20 % smaller, the other as large but facing sideways. */
class OcclusionTest {
    private static final int FRAMES = Tables.FRAMES;
    private static final float SMALL = 0.8f;
    private static final int[] K25_OF_K20 = IntStream.range(0, Skeleton.K20).map(Skeleton::k25SlotOf).toArray();

    @TempDir
    private Path folder;
    private Occlusion occlusion;
    private final Sequence window = window(1, 0);

    @BeforeEach
    void knowsTwoOthers() {
        FloatBuffer inputs = FloatBuffer.allocate(2 * FRAMES * Skeleton.K20 * 3);
        window(SMALL, 0).copyJoints(Skeleton.K20, inputs);
        window(1, Math.PI / 2).copyJoints(Skeleton.K20, inputs);
        occlusion = new Occlusion(ModelBundle.write(folder, Tables.spec("table@1", FRAMES, 3), new byte[1],
                new ModelBundle.Golden(2, inputs.flip(), FloatBuffer.allocate(2 * 3))));
    }

    /** A synthetic person, scaled and turned about the vertical. */
    private static Sequence window(float scale, double turn) {
        Frame.Builder frame = Frame.builder(Layout.KINECT_V1, Geometry.K1);
        for (int slot : K25_OF_K20) {
            double[] at = SyntheticPerson.slot(slot);
            double x = scale * (at[0] * Math.cos(turn) - at[2] * Math.sin(turn));
            double z = scale * (at[0] * Math.sin(turn) + at[2] * Math.cos(turn));
            frame.joint(slot, (float) x, (float) (scale * at[1]), (float) z, 1, JointFlag.OBSERVED);
        }
        return Sequence.join(WindowSpec.of(FRAMES), List.of(frame.times(People.START_NS, 0).build(),
                frame.times(People.START_NS + People.PERIOD_NS, 0).build()), 0);
    }

    private static Set<Integer> slotsOf(BodyPart part) {
        return Arrays.stream(part.jointsOf(Skeleton.K20)).map(Skeleton::k25SlotOf).boxed().collect(Collectors.toSet());
    }

    /** The slot that another hangs from in bodies of 20 joints. */
    private static int parent(int slot) {
        return slot == 3 ? 20 : slot == 20 ? 1 : Skeleton.parent(slot);
    }

    @ParameterizedTest
    @EnumSource
    void exactlyThePartsBonesAreTheOthers(BodyPart part) {
        Frame before = window.frame(1);

        Frame after = occlusion.without(part, window).getFirst().frame(1);

        for (int slot : K25_OF_K20) {
            if (slot != 0) {
                double ratio = Bodies.distance(after, slot, parent(slot)) / Bodies.distance(before, slot, parent(slot));
                assertThat(ratio).as(Skeleton.name(slot)).isCloseTo(slotsOf(part).contains(slot) ? SMALL : 1,
                        within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whicheverWayTheOtherFacesThePartFacesWithTheBody(BodyPart part) {
        Frame before = window.frame(0);

        Frame after = occlusion.without(part, window).getLast().frame(0);

        for (int slot : K25_OF_K20) {
            for (int axis = 0; axis < 3; axis++) {
                assertThat(after.joint(slot, axis)).as(Skeleton.name(slot)).isCloseTo(before.joint(slot, axis),
                        within(1e-4f));
            }
        }
    }

    @Test
    void limbsMoveWithTheTrunkThatTheyHangFrom() {
        Frame before = window.frame(0);

        Frame after = occlusion.without(BodyPart.TORSO, window).getFirst().frame(0);

        assertThat(after.joint(11, 1)).as("the hand hangs from a lower shoulder")
                .isLessThan(before.joint(11, 1) - 0.05f);
        assertThat(after.joint(15, 1)).as("the foot stands where it stood").isCloseTo(before.joint(15, 1),
                within(1e-4f));
    }

    @Test
    void aJointThatTheSourceDidNotSendStaysWhereItHangs() {
        FloatBuffer joints = FloatBuffer.allocate(FRAMES * Skeleton.K20 * 3);
        window.copyJoints(Skeleton.K20, joints);
        for (int at = 0; at < joints.capacity(); at += Skeleton.K20 * 3) {
            joints.put(at + 15 * 3, joints.array(), at + 14 * 3, 3);
        }
        Sequence footless = window.withJoints(Skeleton.K20, joints.flip());

        Frame after = occlusion.without(BodyPart.LEFT_LEG, footless).getFirst().frame(0);

        assertThat(Bodies.distance(after, 15, 14)).isZero();
        assertThat(Bodies.distance(after, 14, 13)).isPositive();
    }

    @Test
    void timesAndSourceStay() {
        assertThat(occlusion.without(BodyPart.TORSO, window)).hasSize(2).allSatisfy(other -> {
            assertThat(other.id(People.track("1"))).isEqualTo(window.id(People.track("1")));
            assertThat(other.layout()).isEqualTo(window.layout());
        });
    }
}
