package gaitkeeper.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.encoder.Receipts.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EncoderStageTest {
    private static final TrackId ANN = People.track("1");
    private static final TrackId BOB = People.track("2");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_100);
    private static final int BASE = 1;

    @TempDir
    private Path folder;
    private BatchingEncoder encoder;
    private TopologyTestDriver driver;
    private TestInputTopic<TrackId, Sequence> sequences;
    private TestOutputTopic<TrackId, Embedding> embeddings;
    private TestOutputTopic<String, Rejection> rejected;

    @BeforeEach
    void start() {
        encoder = new BatchingEncoder(Tables.model(folder, "t@1", BASE), EncoderMetrics.NONE).start();
        driver = new TopologyTestDriver(topology(), NOW);
        sequences = driver.createInputTopic(Topics.SEQUENCES.name(), Topics.SEQUENCES.keys().serializer(),
                Topics.SEQUENCES.values().serializer());
        embeddings = driver.createOutputTopic(Topics.EMBEDDINGS.name(), Topics.EMBEDDINGS.keys().deserializer(),
                Topics.EMBEDDINGS.values().deserializer());
        rejected = driver.createOutputTopic(Topics.REJECTED.name(), Topics.REJECTED.keys().deserializer(),
                Topics.REJECTED.values().deserializer());
    }

    @AfterEach
    void close() {
        driver.close();
        encoder.close();
    }

    private Topology topology() {
        var builder = new StreamsBuilder();
        Staged<Embedding> staged = new EncoderStage(encoder, EncoderMetrics.NONE, InstantSource.fixed(NOW))
                .attach(builder.stream(Topics.SEQUENCES.name(),
                        Consumed.with(Topics.SEQUENCES.keys(), Topics.SEQUENCES.values()).withName("sequences")));
        staged.values().to(Topics.EMBEDDINGS.name(),
                Produced.with(Topics.EMBEDDINGS.keys(), Topics.EMBEDDINGS.values()).withName("embeddings"));
        staged.rejected().to(Topics.REJECTED.name(),
                Produced.with(Topics.REJECTED.keys(), Topics.REJECTED.values()).withName("rejected"));
        return builder.build();
    }

    private void pipe(TrackId track, int... numbers) {
        IntStream.of(numbers).forEach(n -> sequences.pipeInput(track, Tables.sequence(n), NOW));
    }

    /** Answers come when the encoder has them; only the clock of the topology is ours. */
    private <K, V> List<KeyValue<K, V>> await(TestOutputTopic<K, V> topic, int count) {
        List<KeyValue<K, V>> found = new ArrayList<>();
        while (found.size() < count) {
            driver.advanceWallClockTime(Duration.ofMillis(5));
            found.addAll(topic.readKeyValuesToList());
            Thread.onSpinWait();
        }
        return found;
    }

    private static List<Integer> numbers(TrackId track, List<KeyValue<TrackId, Embedding>> found) {
        return found.stream().filter(entry -> entry.key.equals(track))
                .map(entry -> Tables.number(entry.value.vector(), BASE)).toList();
    }

    @Test
    void topologyIsTheFrozenOne() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("encoder-topology.txt"))) {
            assertThat(topology().describe().toString())
                    .isEqualToNormalizingNewlines(new String(in.readAllBytes(), UTF_8));
        }
    }

    @Test
    void keepsTheOrderOfEachTrack() {
        for (int n = 0; n < 2_000; n += 2) {
            pipe(ANN, n);
            pipe(BOB, n + 1);
        }

        var found = await(embeddings, 2_000);
        assertThat(numbers(ANN, found)).isEqualTo(IntStream.range(0, 1_000).map(n -> 2 * n).boxed().toList());
        assertThat(numbers(BOB, found)).isEqualTo(IntStream.range(0, 1_000).map(n -> 2 * n + 1).boxed().toList());
    }

    @Test
    void saysOfAnEmbeddingWhereItCameFrom() {
        Sequence sequence = Tables.sequence(7);

        pipe(ANN, 7);

        Embedding embedding = await(embeddings, 1).getFirst().value;
        assertThat(embedding.sequence()).isEqualTo(sequence.id(ANN));
        assertThat(embedding.model()).isEqualTo(new ModelId("t@1"));
        assertThat(embedding.lastTimeNs()).isEqualTo(sequence.lastTimeNs());
        assertThat(embedding.quality()).isEqualTo(1);
        assertThat(embedding.timing()).isEqualTo(
                new Timing(sequence.receivedNs(), sequence.windowedNs(), EpochNanos.of(NOW), 0));
    }

    @Test
    void keepsNothingPendingThatWasAnswered() {
        pipe(ANN, 1, 2, Tables.NOT_A_NUMBER);

        await(embeddings, 2);
        await(rejected, 1);
        assertThat(driver.<Long, Pending>getKeyValueStore(PendingStore.NAME).approximateNumEntries()).isZero();
    }

    @Test
    void refusesALengthTheModelDoesNotRead() {
        sequences.pipeInput(ANN, Tables.tooLong(), NOW);
        pipe(ANN, 1);

        assertThat(await(rejected, 1)).singleElement().satisfies(entry -> {
            assertThat(entry.key).isEqualTo(ANN.sensor());
            assertThat(entry.value.stage()).isEqualTo(Rejection.Stage.ENCODER);
            assertThat(entry.value.reason()).isEqualTo(Reason.NO_MODEL);
            assertThat(entry.value.sizeBytes()).isEqualTo(Tables.tooLong().bytes().length);
            assertThat(entry.value.detail()).contains("t@1 reads 2 frames", "has 3");
        });
        assertThat(numbers(ANN, await(embeddings, 1))).containsExactly(1);
    }

    @Test
    void refusesPoisonWithoutItsNeighbours() {
        pipe(ANN, 1, Tables.REFUSED, 2, Tables.NOT_A_NUMBER, 3);

        assertThat(numbers(ANN, await(embeddings, 3))).containsExactly(1, 2, 3);
        assertThat(await(rejected, 2)).extracting(entry -> entry.value.reason())
                .containsOnly(Reason.ENCODER_FAILED);
    }

    @Test
    void aTaskThatWaitsForADeadEncoderFails() throws InterruptedException {
        try (var _ = Gate.before(encoder)) {
            encoder.submit(Tables.sequence(1), new Receipts.Broken());
            pipe(ANN, 2);
        }
        while (encoder.alive()) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> driver.advanceWallClockTime(Duration.ofMillis(5)))
                .hasStackTraceContaining("the encoder has stopped");
    }

    @Test
    void anIdleTaskDoesNotMindADeadEncoder() {
        pipe(ANN, 1);
        await(embeddings, 1);
        encoder.close();

        driver.advanceWallClockTime(Duration.ofMillis(5));

        assertThat(embeddings.isEmpty()).isTrue();
    }
}
