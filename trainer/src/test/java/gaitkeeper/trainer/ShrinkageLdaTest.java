package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkageLdaTest {
    private static final double TINY = 1e-9;

    /** Four points round each of two means, (0, 0) and (4, 2): within-class covariance diag(2, 0.5), worked by hand. */
    private static final float[] CROSSES = {2, 0, -2, 0, 0, 1, 0, -1, 6, 2, 2, 2, 4, 3, 4, 1};
    private static final int[] OF_TWO = {7, 7, 7, 7, 3, 3, 3, 3};

    @Test
    void weighsDifferencesByTheVarianceWithinPeople() {
        var lda = ShrinkageLda.fit(CROSSES, 2, OF_TWO, 1, TINY);

        // Fisher's direction is S^-1 (m2 - m1) = (4 / 2, 2 / 0.5) = (2, 4); its variance within people is 16.
        assertThat(lda.projection()).containsExactly(new float[]{0.5f, 1}, offset(1e-4f));
    }

    @Test
    void tellsHowFarPeopleAreApart() {
        var lda = ShrinkageLda.fit(CROSSES, 2, OF_TWO, 1, TINY);

        // The means lie at -2 and 2 of their middle: 0.5 * 4 + 1 * 2 = 4 apart.
        assertThat(lda.separations()).containsExactly(new double[]{4}, offset(1e-4));
        assertThat(lda.project(4, 2)).containsExactly(new float[]{4}, offset(1e-4f));
    }

    @Test
    void weighsAnAxisByTheShareOfItThatLiesBetweenPeople() {
        var lda = ShrinkageLda.fit(CROSSES, 2, OF_TWO, 1, TINY);

        float share = (float) Math.sqrt(4.0 / 5);
        assertThat(lda.weightedProjection()).containsExactly(new float[]{0.5f * share, share}, offset(1e-4f));
    }

    @Test
    void takesTheDifferenceOfTheMeansWhenShrunkWholly() {
        var lda = ShrinkageLda.fit(CROSSES, 2, OF_TWO, 1, 1);

        // Mean variance 1.25 along both axes: the direction is (4, 2) of that length.
        float length = (float) Math.sqrt(1.25 * 20);
        assertThat(lda.projection()).containsExactly(new float[]{4 / length, 2 / length}, offset(1e-4f));
    }

    @Test
    void hasNoMoreAxesThanPeopleLessOne() {
        var random = new Random(1);
        float[] rows = gaussians(random, 300, 5);
        int[] labels = IntStream.range(0, 300).map(i -> i % 3).toArray();

        var lda = ShrinkageLda.fit(rows, 5, labels, 4, 0.01);

        assertThat(lda.axes()).isEqualTo(2);
        assertThat(lda.project(1, 2, 3, 4, 5)).hasSize(2);
    }

    @Test
    void makesTheVarianceWithinPeopleOneAlongEveryAxis() {
        var random = new Random(2);
        float[] rows = gaussians(random, 4000, 4);
        int[] labels = IntStream.range(0, 4000).map(i -> i % 5).toArray();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rows[i] * (1 + i % 4) + 10 * (labels[i / 4] * (i % 4) % 3);
        }

        var lda = ShrinkageLda.fit(rows, 4, labels, 3, TINY);

        double[] within = new double[3];
        double[][] means = new double[5][3];
        for (int row = 0; row < 4000; row++) {
            float[] projected = lda.project(Arrays.copyOfRange(rows, row * 4, row * 4 + 4));
            for (int axis = 0; axis < 3; axis++) {
                within[axis] += projected[axis] * (double) projected[axis] / 4000;
                means[labels[row]][axis] += projected[axis] / 800.0;
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            int at = axis;
            double between = Arrays.stream(means).mapToDouble(mean -> mean[at] * mean[at] / 5).sum();
            assertThat(within[axis] - between).isCloseTo(1, offset(0.01));
        }
        assertThat(lda.separations()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    /** Without shrinkage the map sees the same people in whatever units the values come. */
    @Test
    void doesNotDependOnTheUnitsOfTheValues() {
        float[] stretched = CROSSES.clone();
        for (int i = 0; i < stretched.length; i += 2) {
            stretched[i] *= 100;
        }

        var plain = ShrinkageLda.fit(CROSSES, 2, OF_TWO, 1, TINY);
        var other = ShrinkageLda.fit(stretched, 2, OF_TWO, 1, TINY);

        assertThat(other.project(300, 1)).containsExactly(plain.project(3, 1), offset(1e-3f));
    }

    @Test
    void isTheSameForTheSameRowsInAnotherOrder() {
        float[] turned = new float[CROSSES.length];
        for (int row = 0; row < 8; row++) {
            System.arraycopy(CROSSES, 2 * row, turned, 14 - 2 * row, 2);
        }
        int[] labels = IntStream.range(0, 8).map(i -> OF_TWO[7 - i]).toArray();

        assertThat(ShrinkageLda.fit(turned, 2, labels, 1, 0.1).projection())
                .containsExactly(ShrinkageLda.fit(CROSSES, 2, OF_TWO, 1, 0.1).projection(), offset(1e-6f));
    }

    /** More values than rows: only the shrinkage makes the covariance invertible. */
    @Test
    void learnsFromFewerRowsThanValues() {
        var random = new Random(3);
        float[] rows = gaussians(random, 6, 20);
        rows[0] += 30;
        rows[20] += 30;
        rows[40] += 30;

        var lda = ShrinkageLda.fit(rows, 20, new int[]{1, 1, 1, 2, 2, 2}, 1, 0.5);

        assertThat(Math.abs(lda.projection()[0])).isGreaterThan(0.1f);
        assertThat(lda.projection()).doesNotContain(Float.NaN);
    }

    @Test
    void refusesPeopleWithoutVariation() {
        assertThatThrownBy(() -> ShrinkageLda.fit(new float[]{1, 2}, 1, new int[]{1, 2}, 1, 0.1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("nobody's rows vary");
    }

    @Test
    void refusesOnePerson() {
        assertThatThrownBy(() -> ShrinkageLda.fit(new float[]{1, 2}, 1, new int[]{1, 1}, 1, 0.1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("two people");
    }

    private static float[] gaussians(Random random, int rows, int width) {
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
