package gaitkeeper.benchmarks;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.Layout;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topic;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.ingest.KafkaFrameSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The baseline: one record of a frame's size, produced with ingest's own settings and consumed by a plain consumer, on the same
 * broker, at the same time and at the rate of the matches.
 */
final class RawRoundTrip implements AutoCloseable {
    private static final String TOPIC = "gk.bench-raw";

    private final Producer<TrackId, Frame> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Histogram latency = new Histogram(3_600_000_000L, 3);
    private final Thread sender;
    private final Thread reader;
    private boolean measuring;
    private volatile boolean closed;

    RawRoundTrip(KafkaClients kafka, double perSecond) throws InterruptedException, ExecutionException {
        try (var admin = kafka.admin()) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty()))).all().get();
            }
        }
        producer = kafka.producer(new Topic<>(TOPIC, Topics.FRAMES.keys(), Topics.FRAMES.values()),
                KafkaFrameSink.producerSettings(KafkaFrameSink.Bounds.DEFAULT));
        consumer = kafka.reader();
        var partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        sender = Thread.ofPlatform().name("raw-sender").daemon().start(() -> send((long) (1e9 / perSecond)));
        reader = Thread.ofPlatform().name("raw-reader").daemon().start(this::read);
    }

    private void send(long periodNs) {
        var track = new TrackId("raw", "raw", "raw");
        Frame.Builder frame = Frame.builder(Layout.KINECT_V1, Geometry.K1);
        long next = System.nanoTime();
        while (!closed) {
            long now = EpochNanos.now(InstantSource.system());
            var unused = producer.send(new ProducerRecord<>(TOPIC, track, frame.times(now, now).build()));
            next += periodNs;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(20)).forEach(record -> record(Frame.of(record.value()).receivedNs()));
            }
        } catch (WakeupException e) {
            // closing
        }
    }

    private synchronized void record(long sentNs) {
        if (measuring) {
            latency.recordValue(Math.max(0, (EpochNanos.now(InstantSource.system()) - sentNs) / 1_000));
        }
    }

    synchronized void measure(boolean on) {
        measuring = on;
    }

    /** Microseconds. */
    synchronized Histogram latency() {
        return latency.copy();
    }

    @Override
    public void close() {
        closed = true;
        try {
            sender.join(5_000);
            consumer.wakeup();
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }
}
