package gaitkeeper.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final RateLimiter limiter = new RateLimiter(10, 5, () -> Instant.ofEpochMilli(nowMs.get()));

    private long taken(String who, int attempts) {
        return IntStream.range(0, attempts).filter(_ -> limiter.take(who)).count();
    }

    @Test
    void givesABurstAndThenTheRate() {
        assertThat(taken("a", 20)).isEqualTo(5);
        nowMs.addAndGet(300);
        assertThat(taken("a", 20)).isEqualTo(3);
    }

    @Test
    void aRestFillsTheBurstAndNoMore() {
        taken("a", 5);
        nowMs.addAndGet(60_000);

        assertThat(taken("a", 20)).isEqualTo(5);
    }

    @Test
    void everybodyHasTheirOwn() {
        taken("a", 5);

        assertThat(taken("b", 20)).isEqualTo(5);
    }

    @Test
    void whatIsGivenBackCountsAgain() {
        taken("a", 5);
        limiter.give("a");

        assertThat(taken("a", 5)).isEqualTo(1);
    }

    @Test
    void manyNamesDoNotFillMemoryAndRestedOnesMakeRoom() {
        for (int n = 0; n < 20_000; n++) {
            limiter.take("n" + n);
        }
        assertThat(limiter.take("late")).isFalse();
        nowMs.addAndGet(60_000);

        assertThat(limiter.take("late")).isTrue();
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        taken("a", 5);
        nowMs.addAndGet(-10_000);

        assertThat(taken("a", 5)).isZero();
    }
}
