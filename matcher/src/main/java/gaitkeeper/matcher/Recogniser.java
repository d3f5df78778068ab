package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Match;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.matcher.Rulings.Ruling;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Recognition as a library: one gallery in this JVM, decided and corrected as in the live system, without Kafka. Whoever uses it
 * keeps the identity log, and gives it back after a restart. Used by one thread at a time; what was enrolled may be searched by
 * others through {@link #gallery}.
 */
public final class Recogniser {
    private static final long SWEEP_MS = 10_000;

    private final MatcherConfig config;
    private final ModelSpec model;
    private final Consumer<LogEntry> log;
    private final InstantSource clock;
    private final LoggedGallery gallery;
    private final TrackMatcher matcher;
    private long streamTimeMs = Long.MIN_VALUE;
    private long sweptMs = Long.MIN_VALUE;

    /**
     * Makes an empty gallery.
     *
     * @param model whose embeddings are compared, with its calibration
     * @param config how tracks are decided; see {@link MatcherConfig#forFrames}
     * @param log takes every change before anybody sees it; what it throws stops the change
     */
    public Recogniser(ModelSpec model, MatcherConfig config, Consumer<LogEntry> log, InstantSource clock) {
        this.config = config;
        this.model = model;
        this.log = log;
        this.clock = clock;
        gallery = LoggedGallery.of(model);
        matcher = new TrackMatcher(config, gallery, model, MatcherMetrics.NONE, new LiveBudget(), clock,
                new TracksInMemory());
    }

    /**
     * Applies an entry that the log took earlier; all of them, in their order, make the gallery what it was.
     *
     * @throws IllegalStateException if entries before it are missing
     */
    public void restore(LogEntry entry) {
        gallery.apply(entry);
    }

    /**
     * Decides the next window of a track, and enrols strangers if they are to be. A track that was silent for as long as the
     * configuration says is forgotten.
     *
     * @param embedding by the model of this gallery, later than those of its track before
     * @throws MalformedException if it is not, saying what would fit
     */
    public Match recognise(Embedding embedding) {
        TrackId track = embedding.sequence().track();
        streamTimeMs = Math.max(streamTimeMs, EpochNanos.toMillis(embedding.lastTimeNs()));
        if (streamTimeMs >= sweptMs + SWEEP_MS) {
            matcher.forgetBefore(streamTimeMs - config.forgetAfter().toMillis());
            sweptMs = streamTimeMs;
        }
        return switch (matcher.decide(track, embedding, streamTimeMs)) {
            case Outcome.Done<Decided>(Decided decided) -> {
                for (GalleryRequest request : decided.requests()) {
                    // The matcher may propose what a correction forbids; nothing is to be done about it then.
                    if (rule(request) instanceof Ruling.Granted granted) {
                        write(request, granted.events());
                    }
                }
                yield decided.match();
            }
            case Outcome.Refused<Decided> refused ->
                throw new MalformedException(refused.rejection().reason(), refused.rejection().detail());
        };
    }

    /**
     * Carries out a command: enrols somebody by name, names, merges, splits, tells apart, moves, erases, undoes.
     *
     * @return what changed; nothing if all was so already
     * @throws MalformedException if it cannot be carried out, saying why and what to do instead
     */
    public List<LogEntry> carryOut(GalleryRequest request) {
        return switch (rule(request)) {
            case Ruling.Granted granted -> write(request, granted.events());
            case Ruling.Refused refused -> throw new MalformedException(Reason.BAD_COMMAND, refused.why());
        };
    }

    private Ruling rule(GalleryRequest request) {
        return new Rulings(gallery, model, config).on(request);
    }

    private List<LogEntry> write(GalleryRequest request, List<IdentityEvent> events) {
        List<LogEntry> entries = new ArrayList<>();
        for (IdentityEvent event : events) {
            var entry = new LogEntry(ledger().last() + 1, request.id(), request.by(), EpochNanos.now(clock), event);
            log.accept(entry);
            gallery.apply(entry);
            entries.add(entry);
        }
        return entries;
    }

    /** Who is who now. */
    public Ledger ledger() {
        return gallery.ledger();
    }

    /** For searches. */
    public Gallery gallery() {
        return gallery;
    }
}
