package gaitkeeper.deploy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.encoder.BatchingEncoder;
import gaitkeeper.encoder.EncoderMetrics;
import gaitkeeper.encoder.EncoderStage;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.encoder.WindowerConfig;
import gaitkeeper.encoder.WindowerMetrics;
import gaitkeeper.encoder.WindowerStage;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.PlannedWalk;
import gaitkeeper.ingest.ReplayPlayer;
import gaitkeeper.ingest.ReplaySettings;
import gaitkeeper.ingest.TrackNaming;
import gaitkeeper.recordings.Walk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** What the running windower and encoder make of replayed walks: the stages of the product, without a broker. */
final class LiveVectors {
    private static final long START_NS = DemoScene.START_NS;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(0, START_NS));
    private static final ReplaySettings REPLAY = ReplaySettings
            .from(START_NS, TrackNaming.sensorPerLane("replay", "s")).withPace(Pace.AS_FAST_AS_POSSIBLE);

    private LiveVectors() {}

    /** Plays walks one after the other; gives the vector of every sequence of f frames, in the order of walks and time. */
    static List<float[]> of(ModelBundle bundle, List<Walk> walks) throws InterruptedException {
        WindowSpec spec = WindowSpec.of(bundle.spec().frames());
        try (var encoder = new BatchingEncoder(EncodingModel.load(bundle), EncoderMetrics.NONE).start();
                var driver = new TopologyTestDriver(topology(spec, encoder), CLOCK.instant())) {
            TestInputTopic<TrackId, Frame> frames = driver.createInputTopic(Topics.FRAMES.name(),
                    Topics.FRAMES.keys().serializer(), Topics.FRAMES.values().serializer());
            TestOutputTopic<TrackId, Embedding> embeddings = driver.createOutputTopic(Topics.EMBEDDINGS.name(),
                    Topics.EMBEDDINGS.keys().deserializer(), Topics.EMBEDDINGS.values().deserializer());
            TestOutputTopic<String, Rejection> rejected = driver.createOutputTopic(Topics.REJECTED.name(),
                    Topics.REJECTED.keys().deserializer(), Topics.REJECTED.values().deserializer());
            var player = new ReplayPlayer(REPLAY, into(frames));
            player.play(walks);
            List<Embedding> found = new ArrayList<>();
            int expected = walks.stream().mapToInt(walk -> walk.frames() / spec.frames()).sum();
            while (found.size() < expected) {
                driver.advanceWallClockTime(Duration.ofMillis(5));
                found.addAll(embeddings.readValuesToList());
                if (!rejected.isEmpty()) {
                    throw new AssertionError(rejected.readValue());
                }
            }
            return inOrder(player.plan(walks), found);
        }
    }

    private static Topology topology(WindowSpec spec, BatchingEncoder encoder) {
        return new PipelineTopology(Duration.ofMillis(100), CLOCK).build(
                Optional.of(new WindowerStage(WindowerConfig.of(spec), WindowerMetrics.NONE, CLOCK)),
                Optional.of(new EncoderStage(encoder, EncoderMetrics.NONE, CLOCK)), Optional.empty());
    }

    private static FrameSink into(TestInputTopic<TrackId, Frame> frames) {
        return new FrameSink() {
            @Override
            public void send(TrackId track, Frame frame, Completion done) {
                frames.pipeInput(track, frame, CLOCK.instant());
                done.done(true);
            }

            @Override
            public boolean congested() {
                return false;
            }
        };
    }

    private static List<float[]> inOrder(List<PlannedWalk> plan, List<Embedding> found) {
        return plan.stream().flatMap(planned -> found.stream()
                .filter(embedding -> embedding.sequence().track().equals(planned.track()))).map(Embedding::vector)
                .toList();
    }
}
