package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.wire.Topic;
import gaitkeeper.core.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The matcher's part of the topology as the deployment wires it, in a test driver. What goes to a topic that is also a source
 * comes back at once, so the replica never lags here, except behind {@link #lagging}.
 */
final class Pipeline implements AutoCloseable {
    static final int WIDTH = 3;
    static final ModelSpec SPEC = Crowd.spec(WIDTH, Metric.COSINE);
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_100));

    /** Named after 3 windows, strangers after 6. */
    static final MatcherConfig CONFIG = new MatcherConfig(0.01, 3, 6, true, 0.5f, Duration.ofSeconds(60));

    final LoggedGallery gallery;
    final Counts counts = new Counts();
    final LiveBudget budget = new LiveBudget();
    private final TopologyTestDriver driver;
    private int commands;
    private final TestInputTopic<TrackId, Embedding> embeddings;
    private final TestOutputTopic<TrackId, Match> matches;
    private final TestOutputTopic<String, LogEntry> identities;
    private final TestOutputTopic<String, Rejection> rejected;

    private Pipeline(MatcherConfig config, LoggedGallery gallery, LoggedGallery followed) {
        this(config, gallery, followed, Retention.FOR_EVER, CLOCK, CLOCK);
    }

    private Pipeline(MatcherConfig config, LoggedGallery gallery, LoggedGallery followed, Retention retention,
            InstantSource clock, InstantSource ticker) {
        this.gallery = gallery;
        driver = new TopologyTestDriver(topology(config, gallery, followed, counts, budget,
                new RegistrarStage(config, gallery, SPEC, counts, retention, clock, ticker)),
                Instant.ofEpochMilli(EpochNanos.toMillis(People.START_NS)));
        embeddings = input(Topics.EMBEDDINGS);
        matches = output(Topics.MATCHES);
        identities = output(Topics.IDENTITIES);
        rejected = output(Topics.REJECTED);
    }

    static Pipeline of(MatcherConfig config) {
        LoggedGallery gallery = TestGallery.of(Metric.COSINE).gallery();
        return new Pipeline(config, gallery, gallery);
    }

    /** People are not kept for ever. */
    static Pipeline keeping(Retention retention, InstantSource clock, InstantSource ticker) {
        LoggedGallery gallery = TestGallery.of(Metric.COSINE).gallery();
        return new Pipeline(CONFIG, gallery, gallery, retention, clock, ticker);
    }

    /** The stages' gallery shows nothing but what a test applies to it. */
    static Pipeline lagging(MatcherConfig config) {
        return new Pipeline(config, TestGallery.of(Metric.COSINE).gallery(), TestGallery.of(Metric.COSINE).gallery());
    }

    static Topology topology(MatcherConfig config, Gallery gallery, LoggedGallery followed, MatcherMetrics metrics,
            LiveBudget budget) {
        return topology(config, gallery, followed, metrics, budget,
                new RegistrarStage(config, gallery, SPEC, metrics, Retention.FOR_EVER, CLOCK, CLOCK));
    }

    private static Topology topology(MatcherConfig config, Gallery gallery, LoggedGallery followed,
            MatcherMetrics metrics, LiveBudget budget, RegistrarStage registrar) {
        var builder = new StreamsBuilder();
        followed.follow(builder);
        MatcherStage.Matched matched = new MatcherStage(config, gallery, SPEC, metrics, budget, CLOCK)
                .attach(source(builder, Topics.EMBEDDINGS));
        sink(matched.matches(), Topics.MATCHES);
        sink(matched.requests(), Topics.COMMANDS);
        RegistrarStage.Registered registered = registrar
                .attach(source(builder, Topics.COMMANDS));
        sink(registered.events(), Topics.IDENTITIES);
        sink(matched.rejected().merge(registered.rejected()), Topics.REJECTED);
        return builder.build();
    }

    private static <K, V> KStream<K, V> source(StreamsBuilder builder, Topic<K, V> topic) {
        return builder.stream(topic.name(),
                Consumed.with(topic.keys(), topic.values()).withName("from-" + topic.name()));
    }

    private static <K, V> void sink(KStream<K, V> stream, Topic<K, V> topic) {
        stream.to(topic.name(), Produced.with(topic.keys(), topic.values()).withName("to-" + topic.name()));
    }

    private <K, V> TestInputTopic<K, V> input(Topic<K, V> topic) {
        return driver.createInputTopic(topic.name(), topic.keys().serializer(), topic.values().serializer());
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }

    /** The n-th window of a track, whose embedding points this way. */
    static Embedding window(TrackId track, int n, double degrees) {
        return People.embedding(track, n, Crowd.MODEL, People.facing(degrees, WIDTH));
    }

    static Embedding withQuality(Embedding e, float quality) {
        return new Embedding(e.sequence(), e.lastTimeNs(), e.model(), quality, e.timing(), e.vector());
    }

    static Embedding byModel(Embedding e, ModelId model) {
        return new Embedding(e.sequence(), e.lastTimeNs(), model, e.quality(), e.timing(), e.vector());
    }

    /** One embedding goes in, at its event time; all answers of the track that came out since the last call. */
    List<Match> match(Embedding embedding) {
        embeddings.pipeInput(embedding.sequence().track(), embedding,
                Instant.ofEpochMilli(EpochNanos.toMillis(embedding.lastTimeNs())));
        return matches.readValuesToList();
    }

    /** Windows {@code from} to {@code to - 1} of somebody who faces this way. */
    List<Match> walk(TrackId track, double degrees, int from, int to) {
        List<Match> answers = new ArrayList<>();
        for (int n = from; n < to; n++) {
            answers.addAll(match(window(track, n, degrees)));
        }
        return answers;
    }

    /** What a foreign producer may put there: a record without a key, or without a value. */
    void poison() {
        embeddings.pipeInput(null, window(People.track("1"), 0, 0));
        embeddings.pipeInput(People.track("1"), null);
        input(Topics.COMMANDS).pipeInput(MatcherStage.GALLERY, null);
        input(Topics.IDENTITIES).pipeInput(MatcherStage.GALLERY, null);
    }

    /** A command under an id of its own. */
    void command(GalleryCommand command) {
        commands++;
        request(new GalleryRequest(new UUID(9, commands), "olga", command));
    }

    void request(GalleryRequest request) {
        input(Topics.COMMANDS).pipeInput(MatcherStage.GALLERY, request, 0);
    }

    void replay(List<LogEntry> log) {
        TestInputTopic<String, LogEntry> topic = input(Topics.IDENTITIES);
        log.forEach(event -> topic.pipeInput(MatcherStage.GALLERY, event, 0));
    }

    /** Entries of the identity log since the last call. */
    List<LogEntry> entries() {
        return identities.readValuesToList();
    }

    /** What they tell. */
    List<IdentityEvent> events() {
        return entries().stream().map(LogEntry::event).toList();
    }

    List<Rejection> rejections() {
        return rejected.readValuesToList();
    }

    long stored(String store) {
        return driver.<Object, Object>getKeyValueStore(store).approximateNumEntries();
    }

    void wait(Duration wallClock) {
        driver.advanceWallClockTime(wallClock);
    }

    @Override
    public void close() {
        driver.close();
    }

    /** What was counted. */
    static final class Counts implements MatcherMetrics {
        final List<Match> matched = new ArrayList<>();
        final List<Long> identified = new ArrayList<>();
        final List<Reason> rejected = new ArrayList<>();
        final List<Boolean> impostors = new ArrayList<>();
        final List<Ending> endings = new ArrayList<>();
        int switches;
        int proposed;
        int enrolled;
        int expired;

        @Override
        public void matched(Match match) {
            matched.add(match);
        }

        @Override
        public void identified(long timeToIdentifyMs) {
            identified.add(timeToIdentifyMs);
        }

        @Override
        public void impostor(boolean taken) {
            impostors.add(taken);
        }

        @Override
        public void ended(Ending ending) {
            endings.add(ending);
        }

        @Override
        public void expired() {
            expired++;
        }

        @Override
        public void switched() {
            switches++;
        }

        @Override
        public void proposed() {
            proposed++;
        }

        @Override
        public void enrolled() {
            enrolled++;
        }

        @Override
        public void rejected(Reason reason) {
            rejected.add(reason);
        }
    }
}
