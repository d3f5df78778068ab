package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.GalleryCommand.Recognised;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.Match;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.matcher.Company.Body;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides tracks, window by window, wherever windows come from. Used by one thread. */
final class TrackMatcher {
    private final MatcherConfig config;
    private final Decision decision;
    private final ModelSpec model;
    private final MatcherMetrics metrics;
    private final LiveBudget budget;
    private final InstantSource clock;
    private final TrackMemory memory;
    private final Company company = new Company();
    private final Map<TrackId, Course> courses = new HashMap<>();

    /**
     * Goes on with what is remembered.
     *
     * @param budget is told what is found of the calibration
     */
    TrackMatcher(MatcherConfig config, Gallery gallery, ModelSpec model, MatcherMetrics metrics, LiveBudget budget,
            InstantSource clock, TrackMemory memory) {
        this.config = config;
        this.decision = new Decision(gallery, model, config, budget::share);
        this.model = model;
        this.metrics = metrics;
        this.budget = budget;
        this.clock = clock;
        this.memory = memory;
        memory.forEach((track, evidence) -> {
            var visit = new Visit(track, evidence.firstTimeNs());
            decision.recall(evidence, visit);
            company.update(body(visit, evidence));
        });
    }

    private Body body(Visit visit, TrackEvidence evidence) {
        return new Body(visit, evidence.lastTimeNs(), decision.claims(evidence, visit));
    }

    /**
     * Decides a window.
     *
     * @param track whose it is
     * @param streamTimeMs by which it is told that a track fell silent, milliseconds since the epoch
     */
    Outcome<Decided> decide(TrackId track, Embedding embedding, long streamTimeMs) {
        Optional<TrackEvidence> before = memory.evidence(track);
        if (!embedding.model().equals(model.modelId()) || embedding.width() != model.width()) {
            return refused(track, Reason.NO_MODEL,
                    "embedding of " + embedding.width() + " values by " + embedding.model()
                            + ", this matcher decides " + model.width() + " values by " + model.id());
        }
        if (before.isPresent() && embedding.lastTimeNs() <= before.get().lastTimeNs()) {
            return refused(track, Reason.LATE_OR_DUPLICATE,
                    "an embedding of this window, or a later one, was matched already");
        }
        TrackEvidence evidence = before.orElseGet(() -> new TrackEvidence(embedding.sequence().firstTimeNs()));
        Decided decided = decide(new Visit(track, evidence.firstTimeNs()), evidence, embedding);
        memory.save(track, evidence, streamTimeMs);
        metrics.matched(decided.match());
        return new Outcome.Done<>(decided);
    }

    private Decided decide(Visit visit, TrackEvidence evidence, Embedding embedding) {
        boolean wasIdentified = evidence.wasIdentified();
        decision.compare(evidence, visit, embedding.vector(), embedding.lastTimeNs());
        Body body = body(visit, evidence);
        company.update(body);
        company.compare(body, decision.alike(evidence));
        Match match = decision.answer(evidence, embedding, company.taken(body), EpochNanos.now(clock));
        List<GalleryRequest> requests = new ArrayList<>();
        if (!wasIdentified && match instanceof Match.Known known) {
            metrics.identified(known.timeToIdentifyMs());
            memory.dropKept(visit.track(), config.probation());
            requests.add(request("recognised " + visit,
                    new Recognised(known.person().identity(), visit)));
        }
        if (evidence.windows() >= config.minWindows()) {
            note(visit, evidence, match);
        }
        // All that one visit teaches has one id, so it is undone together.
        propose(body, evidence, embedding, match).map(proposal -> request(visit.toString(), proposal))
                .ifPresent(requests::add);
        return new Decided(match, requests);
    }

    private static GalleryRequest request(String about, GalleryCommand command) {
        return new GalleryRequest(UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)), MatcherStage.BY,
                command);
    }

    private void note(Visit visit, TrackEvidence evidence, Match match) {
        Course course = courses.computeIfAbsent(visit.track(), _ -> new Course(visit));
        if (course.answered(match)) {
            metrics.switched();
        }
        course.resembles(decision.nearest(evidence, visit), decision.likest(evidence, visit));
    }

    private Optional<ProposeStranger> propose(Body body, TrackEvidence evidence, Embedding embedding, Match match) {
        TrackId track = body.visit().track();
        if (decision.addsToIdentity(body.visit(), evidence, embedding)) {
            return Optional.of(new ProposeStranger(track, evidence.firstTimeNs(), List.of(Exemplar.of(embedding)),
                    List.of()));
        }
        if (!config.enrolStrangers() || evidence.wasProposed() || evidence.wasIdentified()) {
            return Optional.empty();
        }
        if (evidence.windows() <= config.probation() && embedding.quality() >= config.minQuality()) {
            memory.keep(track, evidence.windows() - 1, embedding);
        }
        if (!(match instanceof Match.Stranger)) {
            return Optional.empty();
        }
        List<Exemplar> kept = memory.kept(track, config.probation());
        evidence.markProposed();
        memory.dropKept(track, config.probation());
        if (kept.size() < config.minWindows()) {
            return Optional.empty();
        }
        metrics.proposed();
        List<Visit> seenWith = company.with(body).stream().map(Body::visit).limit(ProposeStranger.MAX_SEEN_WITH)
                .toList();
        return Optional.of(new ProposeStranger(track, evidence.firstTimeNs(), kept, seenWith));
    }

    private Outcome<Decided> refused(TrackId track, Reason reason, String why) {
        metrics.rejected(reason);
        return new Outcome.Refused<>(track.sensor(),
                new Rejection(Rejection.Stage.MATCHER, reason, why, EpochNanos.now(clock), 0, 0, 1));
    }

    /** Forgets tracks whose last window came before this stream time. */
    void forgetBefore(long streamTimeMs) {
        for (TrackId track : memory.forgetBefore(streamTimeMs, config.probation())) {
            company.remove(track).forEach(metrics::impostor);
            Optional.ofNullable(courses.remove(track)).ifPresent(course -> end(track, course));
        }
    }

    private void end(TrackId track, Course course) {
        boolean learned = decision.learnedFrom(course.visit());
        course.ending(learned).ifPresent(metrics::ended);
        course.nearest(learned).ifPresent(budget::countVisit);
        course.nearestOther().ifPresent(other -> budget.countStranger(track.sensor(), other));
    }
}
