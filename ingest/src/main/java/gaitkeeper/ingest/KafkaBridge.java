package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.JsonFrames.Accepted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * twice. "Now" is the record's timestamp, so what is read twice makes the same frames, which the windower drops.
 */
public final class KafkaBridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBridge.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long CLOSE_MS = 5_000;

    private final Consumer<byte[], byte[]> source;
    private final Producer<TrackId, Frame> target;
    private final BridgeOffsets offsets;
    private final BridgeReader reader;
    private final Thread thread = Thread.ofPlatform().name("kafka-bridge").daemon().unstarted(this::run);
    private volatile boolean closed;
    private volatile String trouble = "";

    /**
     * Makes the bridge, which closes both clients when it ends.
     *
     * @param source subscribed, reading committed records, committing nothing by itself
     * @param target with a transactional id of its own
     */
    public KafkaBridge(Consumer<byte[], byte[]> source, Producer<TrackId, Frame> target, BridgeOffsets offsets,
            BridgeReader reader) {
        this.source = source;
        this.target = target;
        this.offsets = offsets;
        this.reader = reader;
    }

    /** Starts. */
    public KafkaBridge start() {
        thread.start();
        return this;
    }

    private void run() {
        try (source; target) {
            target.initTransactions();
            while (!closed) {
                step();
            }
        } catch (WakeupException _) {
            LOG.debug("bridge closed");
        } catch (KafkaException e) {
            trouble = String.valueOf(e.getMessage());
            LOG.atError().addKeyValue("cause", trouble).log("the Kafka bridge stopped");
        }
    }

    /** Takes what is there over, in one transaction, or nothing of it. */
    void step() {
        ConsumerRecords<byte[], byte[]> records = source.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        try {
            target.beginTransaction();
            records.forEach(this::take);
            offsets.commit(target, source, ends(records));
        } catch (ProducerFencedException | AuthorizationException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("a batch was not stored; reading it again");
            target.abortTransaction();
            rewind(records);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
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

    private void rewind(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            if (source.assignment().contains(partition)) {
                source.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    /** Whether records are taken over. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Why not, or empty. */
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closed = true;
        source.wakeup();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
