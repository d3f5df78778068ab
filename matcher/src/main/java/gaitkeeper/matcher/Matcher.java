package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides the tracks of one partition. */
final class Matcher implements Processor<TrackId, Embedding, TrackId, Outcome<Decided>> {
    /*
     * Late windows are told by the track's own event time. When a silent track is forgotten is told by the stream time at its
     * last window, so a sensor whose clock lags keeps its evidence; the wall clock frees the tracks of a partition on which
     * nothing arrives at all.
     */
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration WALL_SWEEP = Duration.ofSeconds(30);

    private final Function<TrackMemory, TrackMatcher> matchers;
    private final Duration forgetAfter;
    private final MatcherMetrics metrics;
    private final InstantSource clock;
    private ProcessorContext<TrackId, Outcome<Decided>> context;
    private TrackMatcher matcher;
    private boolean arrived;
    private int idleSweeps;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() first.
    Matcher(Function<TrackMemory, TrackMatcher> matchers, Duration forgetAfter, MatcherMetrics metrics,
            InstantSource clock) {
        this.matchers = matchers;
        this.forgetAfter = forgetAfter;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<TrackId, Outcome<Decided>> context) {
        this.context = context;
        matcher = matchers.apply(new MatcherStores(context.getStateStore(MatcherStores.EVIDENCE),
                context.getStateStore(MatcherStores.PROBATION)));
        arrived = true;
        context.schedule(SWEEP, PunctuationType.STREAM_TIME,
                now -> matcher.forgetBefore(now - forgetAfter.toMillis()));
        context.schedule(WALL_SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forgetStoppedPartition);
    }

    /** Two sweeps in a row must find nothing new: a thread that was held up sweeps before it reads what waits. */
    private void forgetStoppedPartition(long nowMs) {
        idleSweeps = arrived ? 0 : idleSweeps + 1;
        arrived = false;
        if (idleSweeps >= 2) {
            matcher.forgetBefore(Long.MAX_VALUE);
        }
    }

    @Override
    public void process(Record<TrackId, Embedding> record) {
        arrived = true;
        if (record.key() == null) {
            refuse(record, Reason.BAD_KEY, "an embedding needs its track as key");
        } else if (record.value() == null) {
            refuse(record, Reason.BAD_BYTES, "an embedding needs a value");
        } else {
            context.forward(record
                    .withValue(matcher.decide(record.key(), record.value(), context.currentStreamTimeMs())));
        }
    }

    private void refuse(Record<TrackId, Embedding> record, Reason reason, String message) {
        metrics.rejected(reason);
        var rejection = new Rejection(Rejection.Stage.MATCHER, reason, message, EpochNanos.now(clock), 0, 0, 1);
        String source = record.key() == null ? "unknown" : record.key().sensor();
        context.forward(record.withValue(new Outcome.Refused<>(source, rejection)));
    }
}
