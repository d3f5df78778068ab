package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    @Test
    void theSumDecidesAndNotTheFirst() {
        // Greedily the first would take 9 and leave the second 1; together 8 + 8 is more.
        assertThat(Assignment.best(new double[][]{{9, 8}, {8, 1}})).containsExactly(1, 0);
    }

    @Test
    void whatGainsNothingIsNotMade() {
        assertThat(Assignment.best(new double[][]{{0, 0}, {0, 2}})).containsExactly(Assignment.NONE, 1);
    }

    @Test
    void oneOfTwoGoesWithout() {
        assertThat(Assignment.best(new double[][]{{3}, {5}})).containsExactly(Assignment.NONE, 0);
    }

    @Test
    void nobodyGetsNothing() {
        assertThat(Assignment.best(new double[0][])).isEmpty();
        assertThat(Assignment.best(new double[2][0])).containsExactly(Assignment.NONE, Assignment.NONE);
    }

    @Test
    void findsWhatTryingEverythingFinds() {
        var random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            double[][] gains = new double[1 + random.nextInt(5)][random.nextInt(6)];
            for (double[] row : gains) {
                for (int column = 0; column < row.length; column++) {
                    row[column] = random.nextInt(3) == 0 ? 0 : random.nextInt(10);
                }
            }
            int[] found = Assignment.best(gains);

            double sum = 0;
            Set<Integer> used = new HashSet<>();
            for (int row = 0; row < found.length; row++) {
                if (found[row] != Assignment.NONE) {
                    assertThat(used.add(found[row])).as("a column is given once").isTrue();
                    sum += gains[row][found[row]];
                }
            }
            assertThat(sum).isCloseTo(highest(gains, 0, new HashSet<>()), within(1e-9));
        }
    }

    private static double highest(double[][] gains, int row, Set<Integer> used) {
        if (row == gains.length) {
            return 0;
        }
        double best = highest(gains, row + 1, used);
        for (int column = 0; column < gains[row].length; column++) {
            if (used.add(column)) {
                best = Math.max(best, gains[row][column] + highest(gains, row + 1, used));
                used.remove(column);
            }
        }
        return best;
    }
}
