package gaitkeeper.ingest;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes frames to {@code gk.frames}, keyed by track, with the event time as the record's timestamp. A frame counts as stored
 * when the broker has acknowledged it.
 *
 * <p>The producer is the caller's, made with {@link #producerSettings}; {@code close} leaves it open. {@code Producer.send} may
 * block while it does not know the topic: call {@code producer.partitionsFor("gk.frames")} once before the first frame, off any
 * event loop. After a send that blocked nevertheless, frames are refused for a second.
 */
public final class KafkaFrameSink implements FrameSink, AutoCloseable {
    /** The largest record: a frame, a key of three parts with its slashes, and Kafka's own bytes. */
    static final int MAX_RECORD_BYTES = Frame.BYTES + 3 * TrackId.MAX_PART + 2 + 100;

    /**
     * A send that takes this long has blocked its thread, which other sensors share: {@code send} rests after it. Nearly
     * {@code max.block.ms}: shorter pauses are the collector's or the scheduler's.
     */
    private static final long BLOCKED_MS = 95;
    private static final long REST_MS = 1_000;
    private static final String NOT_STORED = "the broker did not store the frame in time; send it again later";

    private final Producer<TrackId, Frame> producer;
    private final Bounds bounds;
    private final RejectionSink rejections;
    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean congested;
    private volatile long restsUntilMs;
    private volatile boolean closed;

    /** Makes a sink over a producer that it shares with nobody. */
    public KafkaFrameSink(Producer<TrackId, Frame> producer, Bounds bounds, RejectionSink rejections,
            InstantSource clock, IngestMetrics metrics) {
        this.producer = producer;
        this.bounds = bounds;
        this.rejections = rejections;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * How many frames may be under way, that is sent and not yet acknowledged.
     *
     * @param low at or below it, the sink is no longer congested
     * @param high from it on, the sink is congested
     * @param hard above it, frames are refused
     */
    public record Bounds(int low, int high, int hard) {
        /** 8,192 / 16,384 / 24,576 frames, at most 17 MB: within Kafka's default buffer of 32 MiB. */
        public static final Bounds DEFAULT = new Bounds(8_192, 16_384, 24_576);

        /** Checks their order. */
        public Bounds {
            if (low < 0 || high <= low || hard < high) {
                throw new IllegalArgumentException(
                        "need 0 <= low < high <= hard, was " + low + ", " + high + ", " + hard);
            }
        }

        /** Bytes of the producer's buffer that these bounds may fill. */
        public long bytes() {
            return (long) hard * MAX_RECORD_BYTES;
        }
    }

    /**
     * The producer settings that this sink's promises rest on: durable and ordered, a buffer that is never full, and no long
     * wait inside {@code send}.
     */
    public static Map<String, Object> producerSettings(Bounds bounds) {
        return Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(32L << 20, 2 * bounds.bytes()),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 100L,
                // Kafka forgets a topic after five quiet minutes, and the next send would wait for it.
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, TimeUnit.DAYS.toMillis(365),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                // Long enough for all bodies of a message: one that comes later waits for the answers of those before it.
                ProducerConfig.LINGER_MS_CONFIG, 1L,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
    }

    @Override
    public void send(TrackId track, Frame frame, Completion done) {
        metrics.received();
        if (closed) {
            refuse(track, frame, "ingest is shutting down; send it again later", done);
        } else if (rests()) {
            refuse(track, frame, NOT_STORED, done);
        } else if (inFlight.incrementAndGet() > bounds.hard()) {
            inFlight.decrementAndGet();
            refuse(track, frame, "too many frames are under way; send more slowly", done);
        } else {
            produce(track, frame, done);
        }
    }

    /*
     * Derived from the count whenever it is asked, and not set where the count changes: there, a late "congested" could land
     * after the last frame was acknowledged, and sources that wait for it to clear would wait for ever.
     */
    @Override
    public boolean congested() {
        int now = inFlight.get();
        if (now >= bounds.high()) {
            congested = true;
        } else if (now <= bounds.low()) {
            congested = false;
        }
        return congested || rests();
    }

    /** Frames sent and not yet acknowledged. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Refuses further frames and waits until those under way are settled. */
    @Override
    public void close() {
        closed = true;
        producer.flush();
    }

    private void produce(TrackId track, Frame frame, Completion done) {
        var record = new ProducerRecord<>(Topics.FRAMES.name(), null,
                TimeUnit.NANOSECONDS.toMillis(frame.eventTimeNs()), track, frame);
        long start = clock.millis();
        boolean failed = true;
        try {
            Future<RecordMetadata> sent = producer.send(record,
                    (_, failure) -> settle(track, frame, done, failure == null));
            failed = sent.isDone() && sent.state() == Future.State.FAILED;
        } catch (KafkaException | IllegalStateException e) {
            // Thrown instead of calling back: the producer is closed, fenced or interrupted.
            settle(track, frame, done, false);
        }
        long end = clock.millis();
        // A thread that was merely held up has sent its frame; one that waited for Kafka in vain has not.
        if (failed && end - start >= BLOCKED_MS) {
            restsUntilMs = end + REST_MS;
        }
    }

    private boolean rests() {
        return clock.millis() < restsUntilMs;
    }

    private void settle(TrackId track, Frame frame, Completion done, boolean stored) {
        inFlight.decrementAndGet();
        if (stored) {
            metrics.stored(EpochNanos.now(clock) - frame.receivedNs());
            done.done(true);
        } else {
            refuse(track, frame, NOT_STORED, done);
        }
    }

    private void refuse(TrackId track, Frame frame, String why, Completion done) {
        rejections.reject(track.sensor(), new MalformedException(Reason.UNAVAILABLE, why), frame.bytes());
        done.done(false);
    }
}
