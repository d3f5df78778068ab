package gaitkeeper.deploy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Match;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topic;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.encoder.EncoderStage;
import gaitkeeper.encoder.Staged;
import gaitkeeper.encoder.WindowerStage;
import gaitkeeper.matcher.LoggedGallery;
import gaitkeeper.matcher.MatcherStage;
import gaitkeeper.matcher.RegistrarStage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Joins the stages that live in this process. Two neighbours in one process meet inside the topology; otherwise they meet
 * through the topic between them, which is written either way (retraining, re-embedding, replay).
 */
final class PipelineTopology {
    private final StreamsBuilder builder = new StreamsBuilder();
    private final Duration commitInterval;
    private final InstantSource clock;

    /**
     * Begins a topology.
     *
     * @param commitInterval longest time from a result to its commit
     */
    PipelineTopology(Duration commitInterval, InstantSource clock) {
        this.commitInterval = commitInterval;
        this.clock = clock;
    }

    /**
     * The matcher's part.
     *
     * @param stage decides
     * @param registrar writes the identity log
     * @param gallery the replica both read
     */
    record Matching(MatcherStage stage, RegistrarStage registrar, LoggedGallery gallery) {}

    /** Builds the topology of the stages given. */
    Topology build(Optional<WindowerStage> windower, Optional<EncoderStage> encoder, Optional<Matching> matching) {
        Optional<KStream<TrackId, Sequence>> sequences = windower.map(stage -> window(stage));
        Optional<KStream<TrackId, Embedding>> embeddings = encoder
                .map(stage -> encode(stage, sequences.orElseGet(() -> source(Topics.SEQUENCES))));
        if (matching.isPresent()) {
            KStream<TrackId, Match> matches = match(matching.get(),
                    embeddings.orElseGet(() -> source(Topics.EMBEDDINGS)));
            commitPromptly(matches, match -> match.timing().receivedNs());
        } else if (embeddings.isPresent()) {
            commitPromptly(embeddings.get(), embedding -> embedding.timing().receivedNs());
        } else {
            sequences.ifPresent(s -> commitPromptly(s, Sequence::receivedNs));
        }
        return builder.build();
    }

    /** The last stage here decides when a transaction is worth its while. */
    private <V> void commitPromptly(KStream<TrackId, V> results, ToLongFunction<V> receivedNs) {
        results.process(() -> new PromptCommit<>(receivedNs, commitInterval, clock), Named.as("commit-promptly"));
    }

    /** What the registrar did is committed with what else came in the interval: enrolments come in crowds. */
    private <V> void commitInTime(KStream<String, V> results, String name) {
        results.process(() -> new PromptCommit<>(result -> 0, commitInterval, clock), Named.as(name));
    }

    private KStream<TrackId, Sequence> window(WindowerStage stage) {
        KStream<TrackId, Frame> frames = source(Topics.FRAMES);
        return out(stage.attach(frames), Topics.SEQUENCES, "windower");
    }

    private KStream<TrackId, Embedding> encode(EncoderStage stage, KStream<TrackId, Sequence> sequences) {
        return out(stage.attach(sequences), Topics.EMBEDDINGS, "encoder");
    }

    private KStream<TrackId, Match> match(Matching matching, KStream<TrackId, Embedding> embeddings) {
        matching.gallery().follow(builder);
        MatcherStage.Matched matched = matching.stage().attach(embeddings);
        sink(matched.matches(), Topics.MATCHES);
        sink(matched.requests(), Topics.COMMANDS);
        RegistrarStage.Registered registered = matching.registrar().attach(source(Topics.COMMANDS));
        sink(registered.events(), Topics.IDENTITIES);
        commitInTime(registered.events(), "commit-events");
        reject(matched.rejected(), "matcher");
        reject(registered.rejected(), "registrar");
        commitInTime(registered.rejected(), "commit-refusals");
        return matched.matches();
    }

    private <T> KStream<TrackId, T> out(Staged<T> staged, Topic<TrackId, T> topic, String stage) {
        sink(staged.values(), topic);
        reject(staged.rejected(), stage);
        return staged.values();
    }

    /** Each stage has its own sink: a merged one would tie the registrar's one partition to the stages' many. */
    private static void reject(KStream<String, Rejection> rejected, String stage) {
        rejected.to(Topics.REJECTED.name(), Produced.with(Topics.REJECTED.keys(), Topics.REJECTED.values())
                .withName("rejected-by-" + stage));
    }

    private <K, V> KStream<K, V> source(Topic<K, V> topic) {
        return builder.stream(topic.name(), Consumed.with(present(topic.keys()), present(topic.values()))
                .withName("from-" + topic.name()));
    }

    /** Stages count on key and value; a record that lacks one is refused like any other unreadable bytes. */
    private static <T> Serde<T> present(Serde<T> serde) {
        return Serdes.serdeFrom(serde.serializer(), (topic, bytes) -> {
            if (bytes == null) {
                throw new MalformedException(Reason.BAD_BYTES, "a record needs a key and a value");
            }
            return serde.deserializer().deserialize(topic, bytes);
        });
    }

    private static <K, V> void sink(KStream<K, V> stream, Topic<K, V> topic) {
        stream.to(topic.name(), Produced.with(topic.keys(), topic.values()).withName("to-" + topic.name()));
    }
}
