package gaitkeeper.deploy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.KafkaFrameSink;
import gaitkeeper.ingest.KafkaRejectionSink;
import gaitkeeper.ingest.RejectionSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** Producers and sinks of a process that brings frames in. */
final class IngestPart implements AutoCloseable {
    private static final KafkaFrameSink.Bounds BOUNDS = KafkaFrameSink.Bounds.DEFAULT;

    private final Producer<TrackId, Frame> frameProducer;
    private final Producer<String, Rejection> rejectionProducer;
    private final KafkaRejectionSink rejections;
    private final KafkaFrameSink frames;

    /**
     * Opens the producers.
     *
     * @param patience how long a frame is retried while the broker is away, before its sender is told that it was not stored
     */
    IngestPart(KafkaClients kafka, PipelineMetrics metrics, InstantSource clock, Duration patience) {
        Map<String, Object> settings = new HashMap<>(KafkaFrameSink.producerSettings(BOUNDS));
        settings.put("delivery.timeout.ms", (int) patience.toMillis());
        settings.put("batch.size", 64 << 10);
        frameProducer = kafka.producer(Topics.FRAMES, settings);
        rejectionProducer = kafka.producer(Topics.REJECTED, Map.of("max.block.ms", 100));
        rejections = new KafkaRejectionSink(rejectionProducer, KafkaRejectionSink.Bounds.DEFAULT, clock,
                metrics.ingest());
        frames = new KafkaFrameSink(frameProducer, BOUNDS, rejections, clock, metrics.ingest());
        // Fetched now, off every event loop: the first send would wait for it.
        frameProducer.partitionsFor(Topics.FRAMES.name());
        rejectionProducer.partitionsFor(Topics.REJECTED.name());
    }

    FrameSink frames() {
        return frames;
    }

    RejectionSink rejections() {
        return rejections;
    }

    /** Publishes the counts of refusals; call about once a second. */
    void tick() {
        rejections.tick();
    }

    @Override
    public void close() {
        frames.close();
        rejections.close();
        frameProducer.close(Duration.ofSeconds(5));
        rejectionProducer.close(Duration.ofSeconds(5));
    }
}
