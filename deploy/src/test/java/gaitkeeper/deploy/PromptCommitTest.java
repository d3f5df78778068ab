package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a transaction is asked for. A result is the time its frame was received, nanoseconds since the epoch. */
class PromptCommitTest {
    private static final long START_NS = 1_000_000_000L;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private long nowNs = START_NS;
    private final PromptCommit<TrackId, Long> processor = new PromptCommit<>(received -> received, INTERVAL,
            () -> Instant.ofEpochSecond(0, nowNs));

    @BeforeEach
    void start() {
        Burst.ofThread().committing();
        processor.init(context);
    }

    private void result(Duration age) {
        processor.process(new Record<>(new TrackId("s", "s", "1"), nowNs - age.toNanos(), 0));
    }

    /** Whether a commit is asked for when all that was read has been answered. */
    private boolean askedAfter(Duration wait) {
        Burst.ofThread().polled();
        return askedInBurst(wait);
    }

    private boolean askedInBurst(Duration wait) {
        nowNs += wait.toNanos();
        context.resetCommit();
        context.scheduledPunctuators().getLast().getPunctuator().punctuate(0);
        return context.committed();
    }

    @Test
    void commitsAFreshResultAtTheNextLook() {
        result(Duration.ZERO);

        assertThat(askedAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void asksForNothingWithoutResults() {
        assertThat(askedAfter(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void waitsForTheAnswersOfOtherBodies() {
        result(Duration.ZERO);

        assertThat(askedInBurst(Duration.ofMillis(1))).isFalse();
        assertThat(Burst.ofThread().awaitsCommit()).isTrue();
        assertThat(askedAfter(Duration.ofMillis(1))).isTrue();
        assertThat(Burst.ofThread().awaitsCommit()).isFalse();
    }

    @Test
    void waitsForThemNotLong() {
        result(Duration.ZERO);
        askedInBurst(Duration.ofMillis(3));
        result(Duration.ZERO);

        assertThat(askedInBurst(Duration.ofMillis(2))).isTrue();
    }

    @Test
    void leavesLateResultsToTheInterval() {
        result(PromptCommit.FRESH);

        assertThat(Burst.ofThread().awaitsCommit()).isFalse();
        assertThat(askedAfter(Duration.ofMillis(1))).isFalse();
        assertThat(askedAfter(Duration.ofMillis(98))).isFalse();
        assertThat(askedAfter(Duration.ofMillis(1))).isTrue();
        assertThat(askedAfter(INTERVAL)).as("once").isFalse();
    }

    @Test
    void theIntervalIsThatOfTheFirstResult() {
        result(PromptCommit.FRESH);
        askedAfter(Duration.ofMillis(60));
        result(PromptCommit.FRESH);

        assertThat(askedAfter(Duration.ofMillis(40))).isTrue();
    }

    @Test
    void aFreshResultTakesTheLateOnesWithIt() {
        result(PromptCommit.FRESH);
        result(Duration.ZERO);

        assertThat(askedAfter(Duration.ofMillis(1))).isTrue();
        assertThat(askedAfter(INTERVAL)).isFalse();
    }

    @Test
    void leavesFramesHalfTheTimeThatACommitTook() {
        result(Duration.ZERO);
        askedAfter(Duration.ofMillis(1));
        result(Duration.ZERO);

        assertThat(askedAfter(Duration.ofMillis(8))).as("the commit took 8 ms").isFalse();
        assertThat(askedAfter(Duration.ofMillis(3))).isFalse();
        assertThat(askedAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void leavesAtLeastThePause() {
        result(Duration.ZERO);
        askedAfter(Duration.ofMillis(1));
        result(Duration.ZERO);

        assertThat(askedAfter(Duration.ofNanos(1))).isFalse();
        assertThat(askedAfter(PromptCommit.PAUSE)).isTrue();
    }

    @Test
    void aThreadWhoseTaskIsClosedWaitsForFramesAgain() {
        result(Duration.ZERO);

        processor.close();

        assertThat(Burst.ofThread().awaitsCommit()).isFalse();
    }

    @Test
    void forgetsWhatItWaitedForWhenTheTaskBeginsAnew() {
        result(Duration.ZERO);
        processor.init(context);

        assertThat(askedAfter(Duration.ofMillis(1))).isFalse();
    }
}
