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

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private long nowNs = START_NS;
    private final PromptCommit<Long> processor = new PromptCommit<>(received -> received,
            () -> Instant.ofEpochSecond(0, nowNs));

    @BeforeEach
    void start() {
        processor.init(context);
    }

    private void result(Duration age) {
        processor.process(new Record<>(new TrackId("s", "s", "1"), nowNs - age.toNanos(), 0));
    }

    private boolean askedAfter(Duration wait) {
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
    void leavesLateResultsToTheInterval() {
        result(PromptCommit.FRESH);

        assertThat(askedAfter(Duration.ofMillis(1))).isFalse();
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
    void forgetsWhatItWaitedForWhenTheTaskBeginsAnew() {
        result(Duration.ZERO);
        processor.init(context);

        assertThat(askedAfter(Duration.ofMillis(1))).isFalse();
    }
}
