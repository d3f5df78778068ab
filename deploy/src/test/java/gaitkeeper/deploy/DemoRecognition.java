package gaitkeeper.deploy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.wire.Topic;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.LiveBudget;
import gaitkeeper.matcher.LoggedGallery;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.MatcherMetrics;
import gaitkeeper.matcher.MatcherStage;
import gaitkeeper.matcher.RegistrarStage;
import gaitkeeper.matcher.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** Plays a {@link DemoScene} through the real matcher and registrar and judges the answers by the truth. */
final class DemoRecognition {
    private final DemoScene scene;
    private final Map<IdentityId, Integer> owners = new LinkedHashMap<>();
    private final Map<IdentityId, TrackId> enrolledFrom = new HashMap<>();
    private final Set<Integer> knownPeople = new HashSet<>();
    private final Map<TrackId, Boolean> returning = new LinkedHashMap<>();
    private final Map<TrackId, Match> last = new HashMap<>();
    private final Map<TrackId, Integer> windows = new HashMap<>();
    private final List<Integer> timesMs = new ArrayList<>();
    private int rightAnswers;
    private int wrongAnswers;

    private DemoRecognition(DemoScene scene) {
        this.scene = scene;
    }

    /**
     * What came of it.
     *
     * @param people seen at all
     * @param identities enrolled
     * @param rightAnswers answers that name a returning person rightly
     * @param wrongAnswers answers that name anybody wrongly, newcomers included
     * @param right visits of people enrolled before, long enough to be named, whose last answer is right
     * @param wrong such visits whose last answer names somebody else
     * @param again such visits that were enrolled once more
     * @param undecided such visits without an answer
     * @param medianSeconds time to identify
     */
    record Result(int people, int identities, int rightAnswers, int wrongAnswers, int right, int wrong, int again,
            int undecided, double medianSeconds) {
        /** Of the answers that name somebody, those that are right. */
        double shareRight() {
            return rightAnswers / Math.max(1.0, rightAnswers + wrongAnswers);
        }

        /** Of the visits of people enrolled before, those that end rightly named. */
        double shareRecognised() {
            return right / Math.max(1.0, right + wrong + again + undecided);
        }
    }

    static Result judge(DemoScene scene, ModelSpec model, MatcherConfig config) {
        var recognition = new DemoRecognition(scene);
        var gallery = LoggedGallery.of(model);
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
        try (var driver = new TopologyTestDriver(topology(config, gallery, model, clock),
                Instant.ofEpochMilli(EpochNanos.toMillis(DemoScene.START_NS)))) {
            var in = driver.createInputTopic(Topics.EMBEDDINGS.name(), Topics.EMBEDDINGS.keys().serializer(),
                    Topics.EMBEDDINGS.values().serializer());
            var out = driver.createOutputTopic(Topics.MATCHES.name(), Topics.MATCHES.keys().deserializer(),
                    Topics.MATCHES.values().deserializer());
            var events = driver.createOutputTopic(Topics.IDENTITIES.name(), Topics.IDENTITIES.keys().deserializer(),
                    Topics.IDENTITIES.values().deserializer());
            for (Embedding embedding : scene.embeddings()) {
                recognition.arrives(embedding.sequence().track());
                in.pipeInput(embedding.sequence().track(), embedding,
                        Instant.ofEpochMilli(EpochNanos.toMillis(embedding.lastTimeNs())));
                out.readValuesToList().forEach(recognition::answered);
                events.readValuesToList().forEach(entry -> recognition.written(entry.event()));
            }
        }
        return recognition.result(config);
    }

    private static Topology topology(MatcherConfig config, LoggedGallery gallery, ModelSpec model,
            InstantSource clock) {
        var builder = new StreamsBuilder();
        gallery.follow(builder);
        var matched = new MatcherStage(config, gallery, model, MatcherMetrics.NONE, new LiveBudget(), clock)
                .attach(source(builder, Topics.EMBEDDINGS));
        sink(matched.matches(), Topics.MATCHES);
        sink(matched.requests(), Topics.COMMANDS);
        var registered = new RegistrarStage(config, gallery, model, MatcherMetrics.NONE, Retention.FOR_EVER, clock,
                clock)
                .attach(source(builder, Topics.COMMANDS));
        sink(registered.events(), Topics.IDENTITIES);
        return builder.build();
    }

    private static <K, V> KStream<K, V> source(StreamsBuilder builder, Topic<K, V> topic) {
        return builder.stream(topic.name(), Consumed.with(topic.keys(), topic.values()));
    }

    private static <K, V> void sink(KStream<K, V> stream, Topic<K, V> topic) {
        stream.to(topic.name(), Produced.with(topic.keys(), topic.values()));
    }

    private int person(TrackId track) {
        return scene.truth().getOrDefault(track, -1);
    }

    private void arrives(TrackId track) {
        returning.computeIfAbsent(track, t -> knownPeople.contains(person(t)));
        windows.merge(track, 1, Integer::sum);
    }

    private void written(IdentityEvent event) {
        if (event instanceof IdentityEvent.Enrolled enrolled) {
            owners.put(enrolled.identity(), person(enrolled.track()));
            enrolledFrom.put(enrolled.identity(), enrolled.track());
            knownPeople.add(person(enrolled.track()));
        }
    }

    private void answered(Match match) {
        TrackId track = match.sequence().track();
        last.put(track, match);
        if (match instanceof Match.Known known && !track.equals(enrolledFrom.get(known.person().identity()))) {
            boolean right = isRight(track, known);
            rightAnswers += right ? 1 : 0;
            wrongAnswers += right ? 0 : 1;
        }
    }

    private boolean isRight(TrackId track, Match.Known known) {
        return owners.getOrDefault(known.person().identity(), -1) == person(track);
    }

    private Result result(MatcherConfig config) {
        int[] kinds = new int[4];
        returning.forEach((track, before) -> {
            if (before && windows.getOrDefault(track, 0) >= config.minWindows() && last.containsKey(track)) {
                kinds[kind(track, last.get(track))]++;
            }
        });
        timesMs.sort(null);
        int people = new HashSet<>(scene.truth().values()).size();
        return new Result(people, owners.size(), rightAnswers, wrongAnswers, kinds[0], kinds[1], kinds[2], kinds[3],
                timesMs.isEmpty() ? 0 : timesMs.get(timesMs.size() / 2) / 1000.0);
    }

    private int kind(TrackId track, Match match) {
        if (match instanceof Match.Known known) {
            if (track.equals(enrolledFrom.get(known.person().identity()))) {
                return 2;
            }
            timesMs.add(known.timeToIdentifyMs());
            return isRight(track, known) ? 0 : 1;
        }
        return 3;
    }
}
