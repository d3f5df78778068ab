package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FalsePositivesTest {
    private final FalsePositives count = new FalsePositives();

    private void count(int taken, int all) {
        for (int n = 0; n < all; n++) {
            count.count(n < taken);
        }
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(count.estimate(10)).isEqualTo(new Estimate(0, 0, 1));
    }

    /** Wilson's interval of 2 in 100: 0.0055 to 0.0700. */
    @Test
    void hasAnInterval() {
        count(2, 100);

        Estimate one = count.estimate(1);

        assertThat(one.low()).isCloseTo(0.0055, within(0.0001));
        assertThat(one.middle()).isCloseTo(0.02, within(1e-9));
        assertThat(one.high()).isCloseTo(0.0700, within(0.0001));
    }

    @Test
    void aSearchOfManyGoesWrongMoreOften() {
        count(1, 100);

        assertThat(count.estimate(10).middle()).isCloseTo(1 - Math.pow(0.99, 10), within(1e-9));
        assertThat(count.estimate(0).high()).isZero();
    }

    @Test
    void theIntervalHoldsTheTruthNearlyAlways() {
        var random = new Random(8);
        int inside = 0;
        for (int round = 0; round < 500; round++) {
            var some = new FalsePositives();
            for (int n = 0; n < 400; n++) {
                some.count(random.nextDouble() < 0.03);
            }
            Estimate estimate = some.estimate(20);
            double truth = 1 - Math.pow(0.97, 20);
            inside += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }

        assertThat(inside).isGreaterThan(460);
    }
}
