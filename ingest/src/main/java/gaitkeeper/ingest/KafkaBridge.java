package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for sensors that are on Kafka already: documents of a topic of the user's, JSON or protobuf, become frames. Frames are
 * written in transactions; the place in the topic is kept by {@link BridgeOffsets}: within the transaction where both topics are of
 * one cluster, so that nothing is lost or doubled, and after it where they are not, so that a crash between may read up to one batch
 * twice. "Now" is the record's timestamp, so what is read twice makes the same frames, which the windower drops. After a failure, a
 * refused password included, it begins again with new clients, at growing intervals; it stops only when another takes its place.
 */
public final class KafkaBridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBridge.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long CLOSE_MS = 5_000;

    private final Clients clients;
    private final BridgeOffsets offsets;
    private final BridgeReader reader;
    private final Backoff backoff;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("kafka-bridge").daemon().unstarted(this::run);
    private volatile Runnable wakeUp = () -> {};
    private volatile String trouble = "";
    /** In a row; the thread's own. */
    private int failures;

    /** Makes what a bridge works with, anew after each failure: clients do not survive every one. */
    public interface Clients {
        /** Subscribed, reading committed records, committing nothing by itself. */
        Consumer<byte[], byte[]> source();

        /** With a transactional id of its own. */
        Producer<TrackId, Frame> target();
    }

    /** Makes the bridge, which closes the clients it has made. */
    public KafkaBridge(Clients clients, BridgeOffsets offsets, BridgeReader reader, Backoff backoff) {
        this.clients = clients;
        this.offsets = offsets;
        this.reader = reader;
        this.backoff = backoff;
    }

    /** Starts. */
    public KafkaBridge start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed(Duration.ZERO)) {
                takeOver();
            }
        } catch (ProducerFencedException _) {
            trouble = "another process took the place of this one; give each a --bridge-group of its own";
            LOG.atError().addKeyValue("cause", trouble).log("the Kafka bridge stopped");
        }
    }

    /** Goes on until the bridge is closed or something fails; in that case waits before it returns. */
    private void takeOver() {
        try (var source = clients.source(); var target = clients.target()) {
            wakeUp = source::wakeup;
            target.initTransactions();
            while (!closed(Duration.ZERO)) {
                step(source, target);
                if (!source.assignment().isEmpty()) {
                    failures = 0;
                    trouble = "";
                }
            }
        } catch (WakeupException _) {
            LOG.debug("bridge closed");
        } catch (ProducerFencedException e) {
            throw e;
        } catch (KafkaException e) {
            trouble = BridgeTrouble.tell(e);
            Duration pause = backoff.after(failures++);
            LOG.atWarn().addKeyValue("cause", trouble).addKeyValue("again_in_s", pause.toSeconds())
                    .log("the Kafka bridge failed; trying again");
            closed(pause);
        }
    }

    /** Whether the bridge is closed, or will be before the time has passed. */
    private boolean closed(Duration within) {
        try {
            return closing.await(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Takes what is there over, in one transaction, or nothing of it. */
    void step(Consumer<byte[], byte[]> source, Producer<TrackId, Frame> target) {
        ConsumerRecords<byte[], byte[]> records = source.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        try {
            target.beginTransaction();
            records.forEach(record -> take(record, target));
            offsets.commit(target, source, ends(records));
        } catch (ProducerFencedException | AuthorizationException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("a batch was not stored; reading it again");
            target.abortTransaction();
            rewind(records, source);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Producer<TrackId, Frame> target) {
        for (Accepted body : reader.read(record)) {
            // A failure makes the commit fail.
            var _ = target.send(new ProducerRecord<>(Topics.FRAMES.name(), null,
                    TimeUnit.NANOSECONDS.toMillis(body.frame().eventTimeNs()), body.track(), body.frame()));
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> ends(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
            ends.put(partition, new OffsetAndMetadata(all.getLast().offset() + 1));
        }
        return ends;
    }

    private static void rewind(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> source) {
        for (TopicPartition partition : records.partitions()) {
            if (source.assignment().contains(partition)) {
                source.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    /** Whether records are taken over. */
    public boolean alive() {
        return thread.isAlive() && trouble.isEmpty();
    }

    /** Why not, or empty. */
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closing.countDown();
        wakeUp.run();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
