package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Rejection.Stage;
import gaitkeeper.core.wire.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every refusal and publishes them to {@code gk.rejected}, keyed by source. A source that sends much rubbish fills
 * neither the topic nor this process: per source, reason and second, the first few are records of their own, and the rest is one
 * record with their count, sent by {@link #tick}.
 *
 * <p>The producer is the caller's and stays open. Only {@link #close} waits.
 */
public final class KafkaRejectionSink implements RejectionSink, AutoCloseable {
    /** Source under which refusals are counted when too many sources have some at once. */
    public static final String OTHER = "other";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRejectionSink.class);
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int MAX_SOURCE = 100;

    private final Producer<String, Rejection> producer;
    private final Bounds bounds;
    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final Map<Key, Bucket> buckets = new HashMap<>();
    private Instant windowStart;

    /** Makes a sink; call {@link #tick} about once a second. */
    public KafkaRejectionSink(Producer<String, Rejection> producer, Bounds bounds, InstantSource clock,
            IngestMetrics metrics) {
        this.producer = producer;
        this.bounds = bounds;
        this.clock = clock;
        this.metrics = metrics;
        this.windowStart = clock.instant();
    }

    /**
     * Bounds of what is published.
     *
     * @param recordsPerSecond most records per source and reason
     * @param keys most pairs of source and reason in a second; more count under {@value #OTHER}
     * @param inFlight most records under way; above it, refusals wait in their counts
     */
    public record Bounds(int recordsPerSecond, int keys, int inFlight) {
        /** 4 records a second each, 256 keys, 4,096 under way. */
        public static final Bounds DEFAULT = new Bounds(4, 256, 4_096);

        /** Checks that all are positive. */
        public Bounds {
            if (recordsPerSecond < 1 || keys < 1 || inFlight < 1) {
                throw new IllegalArgumentException("rejection bounds must be positive");
            }
        }
    }

    @Override
    public void reject(String source, MalformedException why, byte[] refused) {
        metrics.rejected(why.reason());
        synchronized (buckets) {
            Bucket bucket = bucket(source, why.reason());
            // One record is kept back for the count.
            if (bucket.sent < bounds.recordsPerSecond() - 1 && hasRoom()) {
                bucket.sent++;
                send(bucket.key.source(), rejection(why.reason(), String.valueOf(why.getMessage()),
                        refused.length, hash(refused), 1));
            } else {
                bucket.add(why, refused);
            }
        }
    }

    /** Publishes the counts of the last second, if it is over. */
    public void tick() {
        synchronized (buckets) {
            Instant now = clock.instant();
            if (!now.isBefore(windowStart.plus(WINDOW))) {
                windowStart = now;
                publishCounts();
            }
        }
        long lostNow = lost.getAndSet(0);
        if (lostNow > 0) {
            LOG.warn("rejection records lost count={}", lostNow);
        }
    }

    /** Publishes what is still counted and waits until it is sent. */
    @Override
    public void close() {
        synchronized (buckets) {
            publishCounts();
        }
        producer.flush();
    }

    private Bucket bucket(String source, Reason reason) {
        var key = new Key(source.length() <= MAX_SOURCE ? source : source.substring(0, MAX_SOURCE), reason);
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            Key kept = buckets.size() < bounds.keys() ? key : new Key(OTHER, reason);
            bucket = buckets.computeIfAbsent(kept, Bucket::new);
        }
        return bucket;
    }

    private void publishCounts() {
        for (Iterator<Bucket> each = buckets.values().iterator(); each.hasNext() && hasRoom();) {
            Bucket bucket = each.next();
            if (bucket.hasCounted()) {
                send(bucket.key.source(),
                        rejection(bucket.key.reason(), bucket.detail, bucket.size, bucket.hash, bucket.count));
            }
            each.remove();
        }
    }

    private boolean hasRoom() {
        return inFlight.get() < bounds.inFlight();
    }

    private void send(String source, Rejection rejection) {
        inFlight.incrementAndGet();
        var record = new ProducerRecord<>(Topics.REJECTED.name(), null,
                TimeUnit.NANOSECONDS.toMillis(rejection.timeNs()), source, rejection);
        try {
            var _ = producer.send(record, (_, failure) -> settle(rejection, failure == null));
        } catch (KafkaException | IllegalStateException e) {
            settle(rejection, false);
        }
    }

    private void settle(Rejection rejection, boolean stored) {
        inFlight.decrementAndGet();
        if (!stored) {
            lost.addAndGet(rejection.count());
        }
    }

    private Rejection rejection(Reason reason, String detail, long size, long hash, int count) {
        Instant now = clock.instant();
        return new Rejection(Stage.INGEST, reason, detail, now.getEpochSecond() * 1_000_000_000L + now.getNano(), size,
                hash, count);
    }

    private static long hash(byte[] refused) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(refused)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private record Key(String source, Reason reason) {}

    /** What one source got refused for one reason in this second. */
    private static final class Bucket {
        private final Key key;
        private int sent;
        private int count;
        private String detail = "";
        private long size;
        private long hash;

        Bucket(Key key) {
            this.key = key;
        }

        /** Counts one more. Only the first is looked at: hashing a flood would cost what counting saves. */
        void add(MalformedException why, byte[] refused) {
            if (count++ == 0) {
                detail = String.valueOf(why.getMessage());
                size = refused.length;
                hash = hash(refused);
            }
        }

        boolean hasCounted() {
            return count > 0;
        }
    }
}
