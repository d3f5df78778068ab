package gaitkeeper.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Layout;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowerTest {
    private static final TrackId ANN = People.track("1");
    private static final TrackId BOB = People.track("2");
    private static final WindowerConfig CONFIG = new WindowerConfig(WindowSpec.of(4), Duration.ofSeconds(1),
            Duration.ofSeconds(10), 3);

    private TopologyTestDriver driver = driver(CONFIG);
    private TestInputTopic<TrackId, Frame> frames = input();
    private TestOutputTopic<TrackId, Sequence> sequences = driver.createOutputTopic(Topics.SEQUENCES.name(),
            Topics.SEQUENCES.keys().deserializer(), Topics.SEQUENCES.values().deserializer());

    @Test
    void topologyIsTheFrozenOne() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("windower-topology.txt"))) {
            assertThat(topology(CONFIG).describe().toString())
                    .isEqualToNormalizingNewlines(new String(in.readAllBytes(), UTF_8));
        }
    }

    @AfterEach
    void close() {
        driver.close();
    }

    static Topology topology(WindowerConfig config) {
        var builder = new StreamsBuilder();
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_100));
        Staged<Sequence> staged = new WindowerStage(config, WindowerMetrics.NONE, clock).attach(builder
                .stream(Topics.FRAMES.name(),
                        Consumed.with(Topics.FRAMES.keys(), Topics.FRAMES.values()).withName("frames")));
        staged.values().to(Topics.SEQUENCES.name(),
                Produced.with(Topics.SEQUENCES.keys(), Topics.SEQUENCES.values()).withName("sequences"));
        staged.rejected().to(Topics.REJECTED.name(),
                Produced.with(Topics.REJECTED.keys(), Topics.REJECTED.values()).withName("rejected"));
        return builder.build();
    }

    private static TopologyTestDriver driver(WindowerConfig config) {
        return new TopologyTestDriver(topology(config), Instant.ofEpochSecond(1_700_000_000));
    }

    private TestInputTopic<TrackId, Frame> input() {
        return driver.createInputTopic(Topics.FRAMES.name(), Topics.FRAMES.keys().serializer(),
                Topics.FRAMES.values().serializer());
    }

    private void pipe(TrackId track, Frame frame) {
        frames.pipeInput(track, frame, Instant.ofEpochMilli(EpochNanos.toMillis(frame.eventTimeNs())));
    }

    private void pipe(TrackId track, int... numbers) {
        IntStream.of(numbers).forEach(n -> pipe(track, People.frame(1, n)));
    }

    private List<Long> starts() {
        return sequences.readValuesToList().stream().map(s -> (s.firstTimeNs() - People.START_NS) / People.PERIOD_NS)
                .toList();
    }

    private List<Rejection> rejections() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return driver.createOutputTopic(Topics.REJECTED.name(), Topics.REJECTED.keys().deserializer(),
                Topics.REJECTED.values().deserializer()).readValuesToList();
    }

    @Test
    void cutsATrackIntoSequencesThatDoNotOverlap() {
        pipe(ANN, IntStream.range(0, 11).toArray());

        assertThat(starts()).containsExactly(0L, 4L);
    }

    @Test
    void sequenceHoldsTheFramesAsTheyCame() {
        pipe(ANN, 0, 1, 2, 3);

        Sequence sequence = sequences.readValue();
        assertThat(IntStream.range(0, 4).mapToObj(sequence::frame)).containsExactlyElementsOf(People.frames(1, 0, 4));
    }

    @Test
    void strideMayOverlap() {
        restart(new WindowerConfig(new WindowSpec(4, 2), CONFIG.maxGap(), CONFIG.forgetAfter(), 3));

        pipe(ANN, IntStream.range(0, 9).toArray());

        assertThat(starts()).containsExactly(0L, 2L, 4L);
    }

    @Test
    void keepsTracksApart() {
        for (int n = 0; n < 4; n++) {
            pipe(ANN, n);
            pipe(BOB, n);
        }

        assertThat(sequences.readKeyValuesToList()).extracting(kv -> kv.key).containsExactly(ANN, BOB);
    }

    @Test
    void dropsDuplicates() {
        pipe(ANN, 0, 1, 1, 2, 2, 3);

        assertThat(starts()).containsExactly(0L);
    }

    @Test
    void dropsLateFramesAndSaysSoOnce() {
        pipe(ANN, 0, 5, 1, 2, 3);

        assertThat(rejections()).singleElement().satisfies(r -> {
            assertThat(r.reason()).isEqualTo(Reason.LATE_OR_DUPLICATE);
            assertThat(r.count()).isEqualTo(3);
        });
    }

    @Test
    void toleratesAShortGap() {
        pipe(ANN, 0, 1, 20, 21);

        assertThat(starts()).containsExactly(0L);
    }

    @Test
    void startsAfreshAfterALongGap() {
        pipe(ANN, 0, 1, 2, 40, 41, 42, 43);

        assertThat(starts()).containsExactly(40L);
    }

    @Test
    void startsAfreshWhenTheLayoutChanges() {
        pipe(ANN, 0, 1, 2);
        for (int n = 3; n < 7; n++) {
            pipe(ANN, People.frameAt(1, People.START_NS + n * People.PERIOD_NS, Layout.KGBD_RAW20));
        }

        assertThat(starts()).containsExactly(3L);
    }

    @Test
    void refusesMoreTracksThanAllowed() {
        for (int track = 0; track < 5; track++) {
            pipe(People.track("t" + track), 0);
        }

        assertThat(rejections()).singleElement().satisfies(r -> {
            assertThat(r.reason()).isEqualTo(Reason.TOO_MANY_TRACKS);
            assertThat(r.count()).isEqualTo(2);
        });
    }

    @Test
    void staysBoundedUnderAMillionTracks() {
        Frame frame = People.frame(1, 0);
        for (int track = 0; track < 1_000_000; track++) {
            frames.pipeInput(People.track("t" + track), frame,
                    Instant.ofEpochMilli(EpochNanos.toMillis(frame.eventTimeNs())));
        }

        assertThat(driver.<Object, Object>getKeyValueStore(WindowStore.NAME).approximateNumEntries()).isEqualTo(3);
    }

    @Test
    void forgetsSilentTracks() {
        pipe(ANN, 0);
        pipe(BOB, 0);

        pipe(BOB, 29 * 30);

        assertThat(driver.<Object, Object>getKeyValueStore(WindowStore.NAME).approximateNumEntries()).isEqualTo(1);
    }

    @Test
    void doesNotForgetASensorWhoseClockLags() {
        pipe(BOB, 1_000_000);
        pipe(ANN, 0, 1, 2, 3);

        assertThat(starts()).containsExactly(0L);
    }

    @Test
    void freesTheTracksOfAPartitionThatStopped() {
        pipe(ANN, 0, 1);

        for (int sweep = 0; sweep < 3; sweep++) {
            driver.advanceWallClockTime(Duration.ofSeconds(30));
        }

        assertThat(driver.<Object, Object>getKeyValueStore(WindowStore.NAME).approximateNumEntries()).isZero();
    }

    @Test
    void doesNotFreeTheTracksOfAThreadThatWasHeldUp() {
        pipe(ANN, 0, 1);
        driver.advanceWallClockTime(Duration.ofSeconds(30));

        driver.advanceWallClockTime(Duration.ofMinutes(5));
        pipe(ANN, 2, 3);

        assertThat(starts()).containsExactly(0L);
    }

    @Test
    void anyOrderOfArrivalGivesSequencesInOrderWithoutDoubles() {
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            TrackId track = People.track("r" + round % 3);
            restart(CONFIG);
            for (int i = 0; i < 200; i++) {
                pipe(track, random.nextInt(120));
            }
            List<Sequence> found = sequences.readValuesToList();
            List<Long> times = found.stream()
                    .flatMap(s -> IntStream.range(0, 4).mapToObj(n -> s.frame(n).eventTimeNs())).toList();
            assertThat(times).isSorted().doesNotHaveDuplicates();
        }
    }

    private void restart(WindowerConfig config) {
        driver.close();
        driver = driver(config);
        frames = input();
        sequences = driver.createOutputTopic(Topics.SEQUENCES.name(), Topics.SEQUENCES.keys().deserializer(),
                Topics.SEQUENCES.values().deserializer());
    }
}
