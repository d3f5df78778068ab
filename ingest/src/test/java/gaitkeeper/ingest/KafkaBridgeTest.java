package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Layout;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaBridgeTest {
    private static final TopicPartition PARTITION = new TopicPartition("cameras", 0);

    private final MockConsumer<byte[], byte[]> source = new MockConsumer<>("earliest");
    private final MockProducer<TrackId, Frame> target = new MockProducer<>(true, new RoundRobinPartitioner(),
            Topics.FRAMES.keys().serializer(), Topics.FRAMES.values().serializer());
    private final FakeRejections rejections = new FakeRejections();
    private KafkaBridge bridge;

    @BeforeEach
    void open() {
        source.assign(List.of(PARTITION));
        source.updateBeginningOffsets(Map.of(PARTITION, 0L));
        target.initTransactions();
        bridge = bridge(BridgeOffsets.WITH_THE_FRAMES);
    }

    private KafkaBridge bridge(BridgeOffsets offsets) {
        return new KafkaBridge(source, target, offsets,
                new BridgeReader(JsonSamples.intake(new FakeFrames(), rejections), Map.of()));
    }

    private void publish(long offset, String document) {
        byte[] value = document.getBytes(UTF_8);
        source.addRecord(new ConsumerRecord<>("cameras", 0, offset, JsonSamples.NOW.toEpochMilli(),
                TimestampType.CREATE_TIME, 0, value.length, null, value, new RecordHeaders(), Optional.empty()));
    }

    private static String good(String track) {
        return message(Layout.KINECT_V2, body(track, Layout.KINECT_V2));
    }

    @Test
    void writesFramesAndPlaceInOneTransaction() {
        publish(0, good("1"));
        publish(1, good("2"));

        bridge.step();

        assertThat(target.history()).extracting(record -> record.key().track()).containsExactly("1", "2");
        assertThat(target.commitCount()).isEqualTo(1);
        assertThat(target.consumerGroupOffsetsHistory()).hasSize(1);
        assertThat(target.consumerGroupOffsetsHistory().getFirst().values()).allSatisfy(
                offsets -> assertThat(offsets.get(PARTITION).offset()).isEqualTo(2));
    }

    @Test
    void keepsThePlaceWithTheSourceOfAnotherCluster() {
        bridge = bridge(BridgeOffsets.AFTER_THE_FRAMES);
        publish(0, good("1"));

        bridge.step();

        assertThat(target.consumerGroupOffsetsHistory()).isEmpty();
        assertThat(source.committed(java.util.Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(1);
    }

    @Test
    void readsABatchAgainThatWasNotStored() {
        publish(0, good("1"));
        target.commitTransactionException = new KafkaException("not now");
        bridge.step();
        assertThat(target.history()).isEmpty();

        target.commitTransactionException = null;
        publish(0, good("1"));
        bridge.step();

        assertThat(target.history()).extracting(record -> record.key().track()).containsExactly("1");
    }

    @Test
    void endsWhenAnotherTookItsPlace() {
        publish(0, good("1"));
        target.commitTransactionException = new ProducerFencedException("another");

        assertThatThrownBy(bridge::step).isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void passesOverWhatCannotBeReadAndTells() {
        publish(0, "{");
        publish(1, good("1"));

        bridge.step();

        assertThat(target.history()).hasSize(1);
        assertThat(rejections.refused).extracting(FakeRejections.Refused::source).containsExactly("kafka:cameras-0");
    }

    @Test
    void stampsByTheRecordSoThatReadingTwiceGivesTheSameFrames() {
        publish(0, good("1"));
        bridge.step();
        source.seek(PARTITION, 0);
        publish(0, good("1"));
        bridge.step();

        assertThat(target.history().get(0).value().bytes()).isEqualTo(target.history().get(1).value().bytes());
    }
}
