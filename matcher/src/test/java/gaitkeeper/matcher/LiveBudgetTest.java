package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.matcher.LiveBudget.Count;
import gaitkeeper.matcher.LiveBudget.Nearness;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveBudgetTest {
    private static final Nearness FAR = new Nearness(0.3, false);
    private static final Nearness NEAR = new Nearness(0.1, false);
    private static final Nearness TAKEN = new Nearness(0.03, true);

    private final LiveBudget budget = new LiveBudget();

    private void count(String sensor, int far, int near, int taken) {
        for (int n = 0; n < far + near + taken; n++) {
            budget.countStranger(sensor, n < far ? FAR : n < far + near ? NEAR : TAKEN);
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
                some.countStranger("door", random.nextDouble() < LiveBudget.NEAR ? NEAR : FAR);
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

    @Test
    void tellsWhatOtherBudgetsWouldHaveBrought() {
        count("door", 6, 3, 1);
        budget.countVisit(new Nearness(0.001, true));
        budget.countVisit(new Nearness(0.03, true));
        budget.countVisit(new Nearness(0.1, false));
        budget.countVisit(new Nearness(Double.POSITIVE_INFINITY, false));

        assertThat(budget.tradeoff()).extracting(Tradeoff.Point::budget).containsExactly(0.001, 0.003, 0.01, 0.03, 0.1,
                0.3);
        assertThat(budget.tradeoff()).extracting(point -> point.fpir().middle()).containsExactly(0.0, 0.0, 0.0, 0.1,
                0.4, 1.0);
        assertThat(budget.tradeoff()).extracting(point -> point.missed().middle())
                .containsExactly(0.75, 0.75, 0.75, 0.5, 0.25, 0.25);
    }

    @Test
    void remembersTheNearest() {
        assertThat(FAR.or(NEAR)).isEqualTo(NEAR);
        assertThat(TAKEN.or(NEAR)).isEqualTo(TAKEN);
        assertThat(new Nearness(0.3, true).or(NEAR)).as("when half of the strangers might be named")
                .isEqualTo(new Nearness(0.1, true));
        assertThat(new Nearness(0.3, true).near()).isTrue();
    }
}
