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
import gaitkeeper.ingest.KafkaBridge.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaBridgeTest {
    private static final TopicPartition PARTITION = new TopicPartition("cameras", 0);

    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));

    private final MockConsumer<byte[], byte[]> source = new MockConsumer<>("earliest");
    private final MockProducer<TrackId, Frame> target = new MockProducer<>(true, new RoundRobinPartitioner(),
            Topics.FRAMES.keys().serializer(), Topics.FRAMES.values().serializer());
    private final FakeRejections rejections = new FakeRejections();
    /** Makes, one after the other, what a test has put here. */
    private final Queue<MockConsumer<byte[], byte[]>> sources = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Integer> made = new LinkedBlockingQueue<>();
    private final Clients clients = new Clients() {
        @Override
        public Consumer<byte[], byte[]> source() {
            made.add(sources.size());
            return sources.remove();
        }

        @Override
        public Producer<TrackId, Frame> target() {
            return new MockProducer<>(true, new RoundRobinPartitioner(), Topics.FRAMES.keys().serializer(),
                    Topics.FRAMES.values().serializer());
        }
    };
    private KafkaBridge bridge;

    @BeforeEach
    void open() {
        source.assign(List.of(PARTITION));
        source.updateBeginningOffsets(Map.of(PARTITION, 0L));
        target.initTransactions();
        bridge = bridge(BridgeOffsets.WITH_THE_FRAMES);
    }

    private KafkaBridge bridge(BridgeOffsets offsets) {
        return new KafkaBridge(clients, offsets,
                new BridgeReader(JsonSamples.intake(new FakeFrames(), rejections), Map.of()), QUICK);
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

        bridge.step(source, target);

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

        bridge.step(source, target);

        assertThat(target.consumerGroupOffsetsHistory()).isEmpty();
        assertThat(source.committed(java.util.Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(1);
    }

    @Test
    void readsABatchAgainThatWasNotStored() {
        publish(0, good("1"));
        target.commitTransactionException = new KafkaException("not now");
        bridge.step(source, target);
        assertThat(target.history()).isEmpty();

        target.commitTransactionException = null;
        publish(0, good("1"));
        bridge.step(source, target);

        assertThat(target.history()).extracting(record -> record.key().track()).containsExactly("1");
    }

    @Test
    void endsWhenAnotherTookItsPlace() {
        publish(0, good("1"));
        target.commitTransactionException = new ProducerFencedException("another");

        assertThatThrownBy(() -> bridge.step(source, target)).isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void passesOverWhatCannotBeReadAndTells() {
        publish(0, "{");
        publish(1, good("1"));

        bridge.step(source, target);

        assertThat(target.history()).hasSize(1);
        assertThat(rejections.refused).extracting(FakeRejections.Refused::source).containsExactly("kafka:cameras-0");
    }

    @Test
    void stampsByTheRecordSoThatReadingTwiceGivesTheSameFrames() {
        publish(0, good("1"));
        bridge.step(source, target);
        source.seek(PARTITION, 0);
        publish(0, good("1"));
        bridge.step(source, target);

        assertThat(target.history().get(0).value().bytes()).isEqualTo(target.history().get(1).value().bytes());
    }

    /** A consumer whose first look at the cluster fails. */
    private static MockConsumer<byte[], byte[]> failing(KafkaException failure) {
        var consumer = new MockConsumer<byte[], byte[]>("earliest");
        consumer.setPollException(failure);
        return consumer;
    }

    @Test
    void goesOnTryingWithWrongCredentialsUntilTheyAreRight() throws InterruptedException {
        sources.add(failing(new SaslAuthenticationException("Authentication failed")));
        sources.add(failing(new SaslAuthenticationException("Authentication failed")));
        sources.add(source);
        bridge.start();

        for (int left = 3; left > 0; left--) {
            assertThat(made.poll(10, TimeUnit.SECONDS)).isEqualTo(left);
        }
        await("connection", bridge::alive);
        assertThat(bridge.trouble()).isEmpty();

        bridge.close();
        assertThat(source.closed()).isTrue();
        assertThat(bridge.alive()).isFalse();
    }

    @Test
    void tellsWhatToChangeAndNoSecret() {
        for (int i = 0; i < 1_000; i++) {
            sources.add(failing(new SaslAuthenticationException("alice:hunter2 is nobody")));
        }
        bridge.start();

        await("trouble", () -> !bridge.trouble().isEmpty());
        assertThat(bridge.alive()).isFalse();
        assertThat(bridge.trouble()).contains("--bridge-config", "sasl.*").doesNotContain("hunter2");
        bridge.close();
    }

    @Test
    void tellsWhatElseMayBeWrong() {
        assertThat(BridgeTrouble.tell(new TopicAuthorizationException("cameras"))).contains("let the user");
        assertThat(BridgeTrouble.tell(new TimeoutException("60000 ms"))).contains("--bridge-kafka");
        assertThat(BridgeTrouble.tell(new KafkaException("Failed to construct kafka consumer",
                new ConfigException("No resolvable bootstrap urls")))).contains("No resolvable", "--bridge-kafka");
        assertThat(BridgeTrouble.tell(new KafkaException("Failed to construct kafka consumer",
                new IllegalArgumentException("Invalid login module control flag 'hunter2'"))))
                .contains("sasl.jaas.config").doesNotContain("hunter2");
        assertThat(BridgeTrouble.tell(new KafkaException("odd"))).isEqualTo("odd");
    }

    @Test
    void waitsLongerAfterEachFailure() {
        assertThat(IntStream.of(0, 1, 6, 7, 1_000).mapToObj(Backoff.DEFAULT::after))
                .extracting(Duration::toSeconds).containsExactly(1L, 2L, 64L, 120L, 120L);
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ZERO)).hasMessageContaining("must be positive");
    }

    private static void await(String what, BooleanSupplier holds) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
