package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Commits within a few milliseconds of a result that somebody may be waiting for, once the whole {@link Burst} is answered, and some
 * time after older results. So live traffic waits for no interval, while a system that is behind commits seldom and catches up faster.
 * What has led to no result is left to Kafka Streams' own interval: each commit holds up the frames of its thread.
 */
final class PromptCommit<K, V> extends ContextualProcessor<K, V, Void, Void> {
    /** A result whose frame came this long ago is late whatever we do: the system is behind and had better catch up. */
    static final Duration FRESH = Duration.ofMillis(50);
    /**
     * Least time between two requests. A commit takes its thread 1 to 10 ms, in which frames wait, and what waited brings the
     * next result at once; so half of what a commit took is left to frames after it.
     */
    static final Duration PAUSE = Duration.ofMillis(1);
    /** The longest that a result waits for the rest of its burst. */
    static final Duration BURST = Duration.ofMillis(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private final ToLongFunction<V> receivedNs;
    private final long intervalNs;
    private final InstantSource clock;
    private boolean fresh;
    private boolean uncommitted;
    private long sinceNs;
    private long requestedNs;
    private long nextNs;

    /**
     * Makes a processor that forwards nothing.
     *
     * @param receivedNs when the frame that led to a result was received, nanoseconds since the epoch
     * @param interval longest time from a result to its commit
     */
    PromptCommit(ToLongFunction<V> receivedNs, Duration interval, InstantSource clock) {
        this.receivedNs = receivedNs;
        this.intervalNs = interval.toNanos();
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        fresh = false;
        uncommitted = false;
        requestedNs = 0;
        nextNs = 0;
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> commitIfDue());
    }

    @Override
    public void process(Record<K, V> result) {
        long now = EpochNanos.now(clock);
        if (now - receivedNs.applyAsLong(result.value()) < FRESH.toNanos()) {
            fresh = true;
            Burst.ofThread().answered();
        }
        if (!uncommitted) {
            uncommitted = true;
            sinceNs = now;
        }
    }

    private void commitIfDue() {
        long now = EpochNanos.now(clock);
        if (requestedNs != 0) {
            // The commit came between the last look and this one.
            nextNs = now + Math.max(PAUSE.toNanos(), (now - requestedNs) / 2);
            requestedNs = 0;
        }
        if (fresh && now >= nextNs && (Burst.ofThread().isOver() || now - sinceNs >= BURST.toNanos())
                || uncommitted && now - sinceNs >= intervalNs) {
            fresh = false;
            uncommitted = false;
            requestedNs = now;
            Burst.ofThread().committing();
            context().commit();
        }
    }

    @Override
    public void close() {
        // A task is committed before it is closed, and its thread may have nothing more to answer.
        Burst.ofThread().committing();
    }
}
