package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void mayBeAnythingAtFirst() {
        assertThat(Estimate.of(0, 0)).isEqualTo(new Estimate(0, 0, 1));
    }

    @Test
    void staysWithinItsBounds() {
        assertThat(Estimate.of(0, 3).low()).isZero();
        assertThat(Estimate.of(3, 3).high()).isEqualTo(1);
        assertThat(Estimate.of(3, 3).low()).isBetween(0.4, 0.5);
    }

    @Test
    void narrowsAsMoreIsCounted() {
        Estimate few = Estimate.of(5, 50);
        Estimate many = Estimate.of(500, 5000);
        assertThat(many.high() - many.low()).isLessThan((few.high() - few.low()) / 5);
    }
}
