package gaitkeeper.encoder;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Hands sequences of one partition to the encoder and forwards what comes back, in the same order. */
final class AsyncEncode implements Processor<TrackId, Sequence, TrackId, Outcome<Embedding>> {
    /*
     * A quick model that is idle is run right here. Else: exactly once without waiting. process() puts the sequence into the pending store and returns; a result deletes it and is
     * forwarded. The put commits with the input's offset and the delete with the output, so after a crash whatever was not
     * answered is still in the store and is submitted again. Encoding is pure: doing it twice is harmless.
     *
     * The store is cached: a sequence that is answered before the commit (nearly all are, an answer takes about a millisecond)
     * never reaches the changelog, only its tombstone does.
     *
     * Kafka Streams may close and initialise the same instance again when a task lost its transaction. Every life has its own
     * queue of results, so late ones of an earlier life vanish with it.
     */
    private static final Duration DRAIN_EVERY = Duration.ofMillis(1);
    private static final long ALIVE_POLL_MS = 100;

    private final BatchingEncoder encoder;
    private final EncoderMetrics metrics;
    private final InstantSource clock;
    private final int maxInFlight;
    private BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private ProcessorContext<TrackId, Outcome<Embedding>> context;
    private KeyValueStore<Long, Pending> pending;
    private long nextId;
    private int inFlight;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() first.
    AsyncEncode(BatchingEncoder encoder, EncoderMetrics metrics, InstantSource clock, int maxInFlight) {
        this.encoder = encoder;
        this.metrics = metrics;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
    }

    @Override
    public void init(ProcessorContext<TrackId, Outcome<Embedding>> context) {
        this.context = context;
        results = new LinkedBlockingQueue<>();
        inFlight = 0;
        pending = context.getStateStore(PendingStore.NAME);
        try (var unanswered = pending.all()) {
            while (unanswered.hasNext()) {
                var entry = unanswered.next();
                nextId = Math.max(nextId, entry.key + 1);
                submit(entry.key, entry.value);
            }
        }
        context.schedule(DRAIN_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> drainOrFail());
    }

    @Override
    public void process(Record<TrackId, Sequence> record) {
        drain();
        while (inFlight >= maxInFlight) {
            forward(awaitResult());
        }
        var item = new Pending(record.key(), record.value());
        // Only when nothing is under way, or it would overtake.
        if (inFlight > 0 || !encodeNow(item)) {
            long id = nextId++;
            pending.put(id, item);
            submit(id, item);
        }
    }

    private boolean encodeNow(Pending item) {
        try {
            return encoder.encodeNow(item.sequence(), new BatchingEncoder.Receiver() {
                @Override
                public void encoded(ModelId model, float[] vector) {
                    forward(item, embedded(item, model, vector));
                }

                @Override
                public void refused(MalformedException why) {
                    forward(item, AsyncEncode.this.refused(item, why));
                }
            });
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StreamsException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StreamsException("interrupted while a sequence was with the encoder", e);
    }

    private void submit(long id, Pending item) {
        inFlight++;
        BlockingQueue<Result> thisLife = results;
        try {
            encoder.submit(item.sequence(), new BatchingEncoder.Receiver() {
                @Override
                public void encoded(ModelId model, float[] vector) {
                    thisLife.add(new Result(id, item, embedded(item, model, vector)));
                }

                @Override
                public void refused(MalformedException why) {
                    thisLife.add(new Result(id, item, AsyncEncode.this.refused(item, why)));
                }
            });
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A task that waits for a dead encoder would otherwise look like one without traffic. */
    private void drainOrFail() {
        drain();
        if (inFlight > 0) {
            encoder.requireAlive();
        }
    }

    private void drain() {
        for (Result result = results.poll(); result != null; result = results.poll()) {
            forward(result);
        }
    }

    private Result awaitResult() {
        try {
            Result result = results.poll(ALIVE_POLL_MS, TimeUnit.MILLISECONDS);
            while (result == null) {
                encoder.requireAlive();
                result = results.poll(ALIVE_POLL_MS, TimeUnit.MILLISECONDS);
            }
            return result;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void forward(Result result) {
        inFlight--;
        pending.delete(result.id);
        forward(result.item, result.outcome);
    }

    private void forward(Pending item, Outcome<Embedding> outcome) {
        long timestamp = EpochNanos.toMillis(item.sequence().lastTimeNs());
        context.forward(new Record<>(item.track(), outcome, timestamp));
    }

    private Outcome<Embedding> embedded(Pending item, ModelId model, float[] vector) {
        Sequence sequence = item.sequence();
        long now = EpochNanos.now(clock);
        metrics.encoded(now - sequence.windowedNs());
        return new Outcome.Done<>(Embedding.of(item.track(), sequence, model, vector, now));
    }

    private Outcome<Embedding> refused(Pending item, MalformedException why) {
        byte[] sequence = item.sequence().bytes();
        return new Outcome.Refused<>(item.track().sensor(), new Rejection(Rejection.Stage.ENCODER, why.reason(),
                String.valueOf(why.getMessage()), EpochNanos.now(clock), sequence.length, RejectionTally.hash(sequence),
                1));
    }

    /** What became of a pending sequence. */
    private record Result(long id, Pending item, Outcome<Embedding> outcome) {}
}
