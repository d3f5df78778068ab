package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.recordings.Order;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    private static final int FRAMES = 6;
    private static final Offset<Double> PARITY = offset(1e-4);

    /** The worked case of the specification, section 9. */
    private static final double[] D13 = {1.7, 1.5, .223607, .223607, .282843, .6, .6, .4, .4, .3, .2, .75, .75};
    private static final double[] D16 = {.2, .3, .2, .223607, .3, .3, .223607, .3, .3, .141421, .4, .5, .141421, .4, .5,
        1.7};

    @Test
    void givesTheWorkedCaseOfD13() {
        float[] vector = embed(Descriptors.d13(1), 1, 13, FloatBuffer.wrap(SyntheticPoses.standing()));

        assertNear(vector, D13, offset(1e-5));
    }

    @Test
    void givesTheWorkedCaseOfD16() {
        float[] vector = embed(Descriptors.d16(1), 1, 16, FloatBuffer.wrap(SyntheticPoses.standing()));

        assertNear(vector, D16, offset(1e-5));
    }

    /** KGBD's files list the head first; body order has its joints at these places of the files. */
    @Test
    void indicesOfTheFilesMeanOtherJoints() {
        int[] places = {11, 10, 1, 0, 3, 5, 7, 9, 2, 4, 6, 8, 13, 15, 17, 19, 12, 14, 16, 18};
        float[] pose = SyntheticPoses.standing();
        float[] read = new float[pose.length];
        for (int slot = 0; slot < places.length; slot++) {
            System.arraycopy(pose, 3 * places[slot], read, 3 * slot, 3);
        }

        assertNear(embed(Descriptors.d13(1, Order.SOURCE), 1, 13, FloatBuffer.wrap(read)), D13, offset(1e-5));
        assertNear(embed(Descriptors.d16(1, Order.SOURCE), 1, 16, FloatBuffer.wrap(read)), D16, offset(1e-5));
    }

    @Test
    void d13AgreesWithItsPlainTwin() {
        FloatBuffer windows = walkers(9);

        float[] vectors = embed(Descriptors.d13(FRAMES), FRAMES, 13, windows);

        for (int i = 0; i < 9; i++) {
            assertNear(row(vectors, i, 13), new DescriptorReference(windows.array(), i, FRAMES).d13(), PARITY);
        }
    }

    @Test
    void d16AgreesWithItsPlainTwin() {
        FloatBuffer windows = walkers(9);

        float[] vectors = embed(Descriptors.d16(FRAMES), FRAMES, 16, windows);

        for (int i = 0; i < 9; i++) {
            assertNear(row(vectors, i, 16), new DescriptorReference(windows.array(), i, FRAMES).d16(), PARITY);
        }
    }

    @Test
    void pairwiseMomentsAgreeWithTheirPlainTwin() {
        FloatBuffer windows = walkers(9);

        float[] vectors = embed(Descriptors.pairwiseUnscaled(FRAMES), FRAMES, 420, windows);

        for (int i = 0; i < 9; i++) {
            assertNear(row(vectors, i, 420), new DescriptorReference(windows.array(), i, FRAMES).pairwise(), PARITY);
        }
    }

    @Test
    void pairwiseAgreesWithItsPlainTwin() {
        FloatBuffer windows = walkers(9);
        Scaling scaling = scaling();

        float[] vectors = embed(Descriptors.pairwise(FRAMES, scaling), FRAMES, 420, windows);

        for (int i = 0; i < 9; i++) {
            assertNear(row(vectors, i, 420), new DescriptorReference(windows.array(), i, FRAMES).pairwise(scaling),
                    PARITY);
        }
    }

    @Test
    void agreesWithThePlainTwinsOnRecordings() {
        KgbdWindows data = KgbdWindows.open(Kgbd.folder());
        KgbdWindows.Walk walk = data.walks().get(400);
        FloatBuffer windows = data.windows(walk, FRAMES);
        Scaling scaling = scaling();

        float[] d16 = embed(Descriptors.d16(FRAMES), FRAMES, 16, windows);
        float[] pairwise = embed(Descriptors.pairwise(FRAMES, scaling), FRAMES, 420, windows);

        for (int i = 0; i < walk.windows(FRAMES); i++) {
            var twin = new DescriptorReference(windows.array(), i, FRAMES);
            assertNear(row(d16, i, 16), twin.d16(), PARITY);
            assertNear(row(pairwise, i, 420), twin.pairwise(scaling), PARITY);
        }
    }

    @Test
    void staysFiniteWhenAllJointsCoincide() {
        FloatBuffer point = FloatBuffer.allocate(FRAMES * 60);

        assertFinite(embed(Descriptors.d13(FRAMES), FRAMES, 13, point));
        assertFinite(embed(Descriptors.pairwise(FRAMES, scaling()), FRAMES, 420, point));
    }

    @Test
    void doesNotDependOnWhereTheBodyStands() {
        FloatBuffer here = walkers(4);
        FloatBuffer there = FloatBuffer.allocate(here.limit());
        for (int i = 0; i < here.limit(); i++) {
            there.put(here.get(i) + (i % 3 == 0 ? 1.5f : i % 3 == 1 ? -0.25f : 0.5f));
        }

        float[] moved = embed(Descriptors.d16(FRAMES), FRAMES, 16, there.flip());

        assertNear(moved, doubles(embed(Descriptors.d16(FRAMES), FRAMES, 16, here)), offset(1e-5));
    }

    @Test
    void writesTheSameBytesEachTime() {
        assertThat(Descriptors.d13(FRAMES)).isEqualTo(Descriptors.d13(FRAMES));
    }

    @Test
    void comparesEveryPairOnce() {
        int[][] pairs = Descriptors.allPairs();

        assertThat(pairs[0]).hasSize(190).startsWith(0, 0).endsWith(17, 18);
        assertThat(pairs[1]).hasSize(190).startsWith(1, 2).endsWith(19, 19);
    }

    private static FloatBuffer walkers(int count) {
        return SyntheticPoses.windows(new Random(3), count, FRAMES);
    }

    private static Scaling scaling() {
        FloatBuffer windows = SyntheticPoses.windows(new Random(4), 64, FRAMES);
        return Scaling.of(embed(Descriptors.pairwiseUnscaled(FRAMES), FRAMES, 420, windows), 420);
    }

    private static float[] embed(byte[] graph, int frames, int width, FloatBuffer windows) {
        try (var embedder = Embedder.ofDescriptor(graph, frames, width)) {
            return embedder.embed(windows.duplicate());
        }
    }

    private static float[] row(float[] rows, int row, int width) {
        return Arrays.copyOfRange(rows, row * width, (row + 1) * width);
    }

    private static double[] doubles(float... values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static void assertNear(float[] actual, double[] expected, Offset<Double> offset) {
        assertThat(doubles(actual)).containsExactly(expected, offset);
    }

    private static void assertFinite(float... values) {
        for (float value : values) {
            assertThat(value).isFinite();
        }
    }
}
