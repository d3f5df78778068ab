package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.matcher.LiveBudget.Count;
import gaitkeeper.matcher.LiveBudget.Impostor;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveBudgetTest {
    private final LiveBudget budget = new LiveBudget();

    private void count(String sensor, int far, int near, int taken) {
        for (int n = 0; n < far + near + taken; n++) {
            budget.count(sensor, n < far ? Impostor.FAR : n < far + near ? Impostor.NEAR : Impostor.TAKEN);
        }
    }

    @Test
    void isWholeBeforeAnythingIsKnown() {
        assertThat(budget.share()).isEqualTo(1);
        assertThat(budget.all()).isEqualTo(new Count(0, 0, 0));
        assertThat(budget.all().drift()).isEqualTo(new Estimate(0, 0, 10));
    }

    @Test
    void countsBySensor() {
        count("door", 3, 2, 1);
        count("hall", 4, 0, 0);

        assertThat(budget.sensors()).containsExactly(Map.entry("door", new Count(6, 3, 1)),
                Map.entry("hall", new Count(4, 0, 0)));
        assertThat(budget.all()).isEqualTo(new Count(10, 3, 1));
        assertThat(budget.all().fpir().middle()).isEqualTo(0.1);
        assertThat(budget.all().drift().middle()).isCloseTo(3, within(1e-12));
    }

    @Test
    void staysWholeWhereTheCalibrationHolds() {
        var random = new Random(4);
        int whole = 0;
        for (int round = 0; round < 200; round++) {
            var some = new LiveBudget();
            for (int n = 0; n < 300; n++) {
                some.count("door", random.nextDouble() < LiveBudget.NEAR ? Impostor.NEAR : Impostor.FAR);
            }
            whole += some.share() == 1 ? 1 : 0;
        }

        assertThat(whole).as("97.5 % but for chance").isGreaterThan(185);
    }

    /** Wilson's interval of 60 in 200 begins at 0.2407: 2.407 times as often as calibrated. */
    @Test
    void shrinksAsStrangersComeNearer() {
        count("door", 140, 60, 0);

        assertThat(budget.share()).isCloseTo(1 / 2.407, within(0.001));
    }

    @Test
    void neverGrows() {
        count("door", 10_000, 0, 0);

        assertThat(budget.all().drift().high()).isLessThan(0.1);
        assertThat(budget.share()).isEqualTo(1);
    }
}
