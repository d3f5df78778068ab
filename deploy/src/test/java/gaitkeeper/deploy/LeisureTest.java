package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long work rests, on a clock of its own that rests move too. */
class LeisureTest {
    private long nowNs = 7;
    private long restedNs;
    private final Leisure leisure = new Leisure(() -> nowNs, rest -> {
        restedNs += rest;
        nowNs += rest;
    });

    private Duration restAfter(Duration work) {
        restedNs = 0;
        nowNs += work.toNanos();
        leisure.rest();
        return Duration.ofNanos(restedNs);
    }

    @Test
    void worksAQuarterOfTheTime() {
        assertThat(restAfter(Duration.ofMillis(2))).isEqualTo(Duration.ofMillis(6));
        assertThat(restAfter(Duration.ofMillis(1))).as("rests do not count as work").isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void littleWorkAddsUp() {
        assertThat(restAfter(Duration.ofNanos(600_000))).isZero();
        assertThat(restAfter(Duration.ofNanos(600_000))).isEqualTo(Duration.ofNanos(3_600_000));
    }

    @Test
    void whoWaitedThemselvesRestsNotMuchLonger() {
        assertThat(restAfter(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(50));
    }
}
