package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Commits within a few milliseconds of a result that somebody may be waiting for, and leaves older ones to the commit interval.
 * So live traffic waits for no interval, while a system that is behind commits seldom and catches up faster.
 */
final class PromptCommit<V> extends ContextualProcessor<TrackId, V, Void, Void> {
    /** A result whose frame came this long ago is late whatever we do: the system is behind and had better catch up. */
    static final Duration FRESH = Duration.ofMillis(50);
    /**
     * Least time between two requests. A commit takes its thread 1 to 10 ms, in which frames wait, and what waited brings the
     * next result at once; so half of what a commit took is left to frames after it.
     */
    static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private final ToLongFunction<V> receivedNs;
    private final InstantSource clock;
    private boolean fresh;
    private long requestedNs;
    private long nextNs;

    /**
     * Makes a processor that forwards nothing.
     *
     * @param receivedNs when the frame that led to a result was received, nanoseconds since the epoch
     */
    PromptCommit(ToLongFunction<V> receivedNs, InstantSource clock) {
        this.receivedNs = receivedNs;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        fresh = false;
        requestedNs = 0;
        nextNs = 0;
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> commitIfDue());
    }

    @Override
    public void process(Record<TrackId, V> result) {
        fresh |= EpochNanos.now(clock) - receivedNs.applyAsLong(result.value()) < FRESH.toNanos();
    }

    private void commitIfDue() {
        long now = EpochNanos.now(clock);
        if (requestedNs != 0) {
            // The commit came between the last look and this one.
            nextNs = now + Math.max(PAUSE.toNanos(), (now - requestedNs) / 2);
            requestedNs = 0;
        }
        if (fresh && now >= nextNs) {
            fresh = false;
            requestedNs = now;
            context().commit();
        }
    }
}
