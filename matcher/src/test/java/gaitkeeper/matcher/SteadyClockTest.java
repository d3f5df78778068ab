package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private Instant ticker = Instant.EPOCH;
    private Duration offset = Duration.ofDays(1);
    private final SteadyClock clock = new SteadyClock(() -> ticker.plus(offset), () -> ticker);

    @Test
    void tellsTheTimeWhileItGoesOnEvenly() {
        ticker = ticker.plus(Duration.ofDays(400));

        assertThat(clock.now()).contains(Instant.EPOCH.plus(Duration.ofDays(401)));
    }

    @Test
    void followsAClockThatIsPulledSlowly() {
        for (int i = 0; i < 100; i++) {
            offset = offset.plus(SteadyClock.TOLERANCE.dividedBy(2));
            assertThat(clock.now()).isPresent();
        }
    }

    @Test
    void doubtsAClockThatWasSet() {
        offset = offset.plus(Duration.ofHours(1));
        assertThat(clock.now()).isEmpty();

        ticker = ticker.plus(SteadyClock.DOUBT).minusNanos(1);
        assertThat(clock.now()).isEmpty();
        ticker = ticker.plusNanos(1);
        assertThat(clock.now()).isPresent();
    }

    @Test
    void doubtsAClockThatWasSetBackToo() {
        offset = offset.minus(Duration.ofHours(1));

        assertThat(clock.now()).isEmpty();
    }
}
