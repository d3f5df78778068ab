package gaitkeeper.deploy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.Admission;
import gaitkeeper.ingest.Calibrations;
import gaitkeeper.ingest.CanonicalFrames;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.Intake;
import gaitkeeper.ingest.KafkaFrameSink;
import gaitkeeper.ingest.KafkaRejectionSink;
import gaitkeeper.ingest.StreamGuards;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** Producers and sinks of a process that brings frames in. */
final class IngestPart implements AutoCloseable {
    private static final Duration METADATA_WITHIN = Duration.ofSeconds(30);
    private static final KafkaFrameSink.Bounds BOUNDS = KafkaFrameSink.Bounds.DEFAULT;

    private final Producer<TrackId, Frame> frameProducer;
    private final Producer<String, Rejection> rejectionProducer;
    private final KafkaRejectionSink rejections;
    private final KafkaFrameSink frames;
    private final DiskGuard disk;
    private final Intake intake;

    /**
     * Opens the producers.
     *
     * @param room bytes left on a disk that must not get full
     * @param outage settings of the frames' producer that say what becomes of them while the broker is away
     */
    IngestPart(KafkaClients kafka, LongSupplier room, PipelineMetrics metrics, InstantSource clock,
            Map<String, ?> outage) {
        Map<String, Object> settings = new HashMap<>(KafkaFrameSink.producerSettings(BOUNDS));
        settings.put("batch.size", 64 << 10);
        settings.putAll(outage);
        frameProducer = kafka.producer(Topics.FRAMES, settings);
        rejectionProducer = kafka.producer(Topics.REJECTED, Map.of("max.block.ms", 100));
        rejections = new KafkaRejectionSink(rejectionProducer, KafkaRejectionSink.Bounds.DEFAULT, clock,
                metrics.ingest());
        frames = new KafkaFrameSink(frameProducer, BOUNDS, rejections, clock, metrics.ingest());
        disk = new DiskGuard(frames, rejections, room);
        intake = new Intake(
                new Admission(new CanonicalFrames(clock, CanonicalFrames.Times.DEFAULT), new StreamGuards(clock),
                        new Calibrations()),
                disk, rejections);
        fetchMetadata(frameProducer, Topics.FRAMES.name());
        fetchMetadata(rejectionProducer, Topics.REJECTED.name());
    }

    /** Fetches what the first send would wait for, now and off every event loop. A new topic is not known at once. */
    private static void fetchMetadata(Producer<?, ?> producer, String topic) {
        long until = System.nanoTime() + METADATA_WITHIN.toNanos();
        while (true) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the broker does not show topic " + topic + " after "
                            + METADATA_WITHIN.toSeconds() + " s", e);
                }
            }
        }
    }

    FrameSink frames() {
        return disk;
    }

    /** Whether the disk has room for more. */
    boolean hasRoom() {
        return disk.hasRoom();
    }

    /** What every way in shares. */
    Intake intake() {
        return intake;
    }

    /** Publishes the counts of refusals and looks at the disk; call about once a second. */
    void tick() {
        rejections.tick();
        disk.look();
    }

    @Override
    public void close() {
        frames.close();
        rejections.close();
        frameProducer.close(Duration.ofSeconds(5));
        rejectionProducer.close(Duration.ofSeconds(5));
    }
}
