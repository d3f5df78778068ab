package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.FakeRejections.Refused;
import gaitkeeper.ingest.KafkaFrameSink.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaFrameSinkTest {
    private static final TrackId TRACK = new TrackId("cam-07", "2f0c", "1");
    private static final Frame FRAME = Frame.builder(Layout.KINECT_V2, Geometry.K2).times(1_234_567_899L, 2)
            .joint(0, 1, 1, 2, 1, JointFlag.OBSERVED).build();

    private Duration sendTakes = Duration.ZERO;
    private boolean sendFails;
    private Instant now = JsonSamples.NOW;
    private final MockProducer<TrackId, Frame> producer = producer(this::whileSending);
    private final FakeRejections rejections = new FakeRejections();
    private final CountingMetrics metrics = new CountingMetrics();
    private final List<Boolean> outcomes = new ArrayList<>();
    private final KafkaFrameSink sink = new KafkaFrameSink(producer, new Bounds(1, 3, 4), rejections, () -> now,
            metrics);

    private void whileSending() {
        now = now.plus(sendTakes);
        if (sendFails) {
            throw new TimeoutException("no broker");
        }
    }

    private static MockProducer<TrackId, Frame> producer(Runnable onSend) {
        return new MockProducer<>(false, null, Topics.FRAMES.keys().serializer(),
                Topics.FRAMES.values().serializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<TrackId, Frame> record, Callback callback) {
                onSend.run();
                return super.send(record, callback);
            }
        };
    }

    private void send(int frames) {
        for (int i = 0; i < frames; i++) {
            sink.send(TRACK, FRAME, outcomes::add);
        }
    }

    @Test
    void writesAFrameUnderItsTrackAtItsEventTime() {
        send(1);

        var record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("gk.frames");
        assertThat(record.key()).isEqualTo(TRACK);
        assertThat(record.value()).isEqualTo(FRAME);
        assertThat(record.timestamp()).isEqualTo(1_234);
        assertThat(record.partition()).isNull();
    }

    @Test
    void callsAFrameStoredWhenTheBrokerAcknowledgesIt() {
        send(1);
        assertThat(outcomes).isEmpty();

        producer.completeNext();

        assertThat(outcomes).containsExactly(true);
        assertThat(metrics.received).isEqualTo(1);
        assertThat(metrics.stored).isEqualTo(1);
        assertThat(sink.inFlight()).isZero();
    }

    @Test
    void reportsAFrameThatTheBrokerDoesNotTake() {
        send(1);

        producer.errorNext(new TimeoutException("no broker"));

        assertThat(outcomes).containsExactly(false);
        assertThat(rejections.refused).containsExactly(new Refused("cam-07", Reason.UNAVAILABLE, Frame.BYTES));
        assertThat(metrics.stored).isZero();
        assertThat(sink.inFlight()).isZero();
    }

    @Test
    void reportsAFrameThatTheProducerRefuses() {
        producer.sendException = new TimeoutException("no metadata");

        send(1);

        assertThat(outcomes).containsExactly(false);
        assertThat(rejections.refused).hasSize(1);
        assertThat(sink.inFlight()).isZero();
    }

    @Test
    void survivesAClosedProducer() {
        producer.close();

        send(1);

        assertThat(outcomes).containsExactly(false);
    }

    @Test
    void isCongestedFromHighUntilLow() {
        List<Boolean> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            send(1);
            seen.add(sink.congested());
        }
        for (int i = 0; i < 3; i++) {
            producer.completeNext();
            seen.add(sink.congested());
        }

        assertThat(seen).containsExactly(false, false, true, true, false, false);
    }

    @Test
    void refusesFramesAboveTheHardBound() {
        send(6);

        assertThat(outcomes).containsExactly(false, false);
        assertThat(producer.history()).hasSize(4);
        assertThat(sink.inFlight()).isEqualTo(4);
        assertThat(rejections.refused).extracting(Refused::reason).containsOnly(Reason.UNAVAILABLE).hasSize(2);
    }

    @Test
    void restsForASecondAfterASendThatBlocked() {
        sendTakes = Duration.ofMillis(100);
        sendFails = true;
        send(2);
        assertThat(outcomes).containsExactly(false, false);
        assertThat(sink.congested()).isTrue();

        now = now.plusSeconds(1);
        sendFails = false;

        assertThat(sink.congested()).isFalse();
        send(1);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void doesNotRestBecauseItsThreadWasHeldUp() {
        sendTakes = Duration.ofMillis(100);
        send(2);

        assertThat(producer.history()).hasSize(2);
        assertThat(sink.congested()).isFalse();
    }

    @Test
    void settlesEverythingBeforeItIsClosed() {
        send(2);

        sink.close();
        send(1);

        assertThat(outcomes).containsExactly(true, true, false);
        assertThat(producer.closed()).as("the producer is the caller's").isFalse();
    }

    @Test
    void keepsNothingOfAMillionTracks() {
        var many = new KafkaFrameSink(producer, Bounds.DEFAULT, rejections, () -> now,
                metrics);
        for (int i = 0; i < 1_000_000; i++) {
            many.send(new TrackId("cam", "0", "t" + i), FRAME, FrameSink.Completion.IGNORED);
            producer.completeNext();
            if (i % 10_000 == 0) {
                producer.clear();
            }
        }

        assertThat(metrics.stored).isEqualTo(1_000_000);
        assertThat(many.inFlight()).isZero();
        assertThat(many.congested()).isFalse();
    }

    @Test
    void asksForABufferThatItsBoundsCannotFill() {
        var settings = KafkaFrameSink.producerSettings(Bounds.DEFAULT);

        assertThat(Bounds.DEFAULT.bytes()).isLessThan(32 << 20);
        assertThat((long) settings.get(ProducerConfig.BUFFER_MEMORY_CONFIG)).isGreaterThan(Bounds.DEFAULT.bytes());
        assertThat(settings).containsEntry(ProducerConfig.ACKS_CONFIG, "all");
    }

    @Test
    void asksForSettingsThatKafkaTakes() {
        Map<String, Object> settings = new HashMap<>(KafkaFrameSink.producerSettings(Bounds.DEFAULT));
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");

        try (var real = new KafkaProducer<>(settings, Topics.FRAMES.keys().serializer(),
                Topics.FRAMES.values().serializer())) {
            assertThat(real.metrics()).isNotEmpty();
        }
    }

    @Test
    void refusesBoundsOutOfOrder() {
        assertThatThrownBy(() -> new Bounds(2, 2, 3)).hasMessageContaining("low < high");
        assertThatThrownBy(() -> new Bounds(1, 3, 2)).hasMessageContaining("hard");
    }
}
