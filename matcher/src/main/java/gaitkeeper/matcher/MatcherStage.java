package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.Match;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelSpec;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Embeddings to matches, against a replica of the gallery; strangers become proposals to the gallery's one writer. */
public final class MatcherStage {
    /** The gallery's name until sites have their own. */
    public static final String GALLERY = "default";
    /** Who asks for what no person asked for. */
    public static final String BY = "matcher";

    private final MatcherConfig config;
    private final Gallery gallery;
    private final ModelSpec model;
    private final MatcherMetrics metrics;
    private final LiveBudget budget;
    private final InstantSource clock;

    /**
     * Makes the stage.
     *
     * @param gallery the replica that {@link LoggedGallery#follow} keeps current
     * @param model whose embeddings are decided, with its calibration
     * @param budget what this process finds of that calibration
     */
    public MatcherStage(MatcherConfig config, Gallery gallery, ModelSpec model, MatcherMetrics metrics,
            LiveBudget budget, InstantSource clock) {
        this.config = config;
        this.gallery = gallery;
        this.model = model;
        this.metrics = metrics;
        this.budget = budget;
        this.clock = clock;
    }

    /** Attaches the stage to embeddings keyed by track and ordered per key. */
    public Matched attach(KStream<TrackId, Embedding> embeddings) {
        Map<String, KStream<TrackId, Outcome<Decided>>> branches = embeddings
                .process(new Supplier(), Named.as("match")).split(Named.as("matched-"))
                .branch((track, outcome) -> outcome instanceof Outcome.Done, Branched.as("done"))
                .defaultBranch(Branched.as("refused"));
        KStream<TrackId, Decided> decided = Objects.requireNonNull(branches.get("matched-done"))
                .mapValues(outcome -> ((Outcome.Done<Decided>) outcome).value(), Named.as("matched-values"));
        KStream<String, Rejection> rejected = Objects.requireNonNull(branches.get("matched-refused"))
                .map((track, outcome) -> {
                    var refused = (Outcome.Refused<Decided>) outcome;
                    return KeyValue.pair(refused.source(), refused.rejection());
                }, Named.as("matched-rejections"));
        KStream<String, GalleryRequest> requests = decided.flatMap(
                (track, d) -> d.requests().stream().map(request -> KeyValue.pair(GALLERY, request)).toList(),
                Named.as("requests"));
        return new Matched(decided.mapValues(Decided::match, Named.as("matches")), requests, rejected);
    }

    /**
     * What comes out of the stage.
     *
     * @param matches the answers by track
     * @param requests for {@code gk.commands}
     * @param rejected refusals by source
     */
    public record Matched(KStream<TrackId, Match> matches, KStream<String, GalleryRequest> requests,
            KStream<String, Rejection> rejected) {}

    private final class Supplier implements ProcessorSupplier<TrackId, Embedding, TrackId, Outcome<Decided>> {
        @Override
        public Processor<TrackId, Embedding, TrackId, Outcome<Decided>> get() {
            return new Matcher(
                    memory -> new TrackMatcher(config, gallery, model, metrics, budget, clock, memory),
                    config.forgetAfter(), metrics, clock);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return MatcherStores.builders();
        }
    }
}
