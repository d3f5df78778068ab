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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides the tracks of one partition, window by window. */
final class Matcher implements Processor<TrackId, Embedding, TrackId, Outcome<Decided>> {
    /*
     * Late windows are told by the track's own event time. When a silent track is forgotten is told by the stream time at its
     * last window, so a sensor whose clock lags keeps its evidence; the wall clock frees the tracks of a partition on which
     * nothing arrives at all.
     */
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration WALL_SWEEP = Duration.ofSeconds(30);

    private final MatcherConfig config;
    private final Decision decision;
    private final ModelSpec model;
    private final MatcherMetrics metrics;
    private final LiveBudget budget;
    private final InstantSource clock;
    private ProcessorContext<TrackId, Outcome<Decided>> context;
    private MatcherStores stores;
    private Company company;
    private final Map<TrackId, Course> courses = new HashMap<>();
    private boolean arrived;
    private int idleSweeps;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() first.
    Matcher(MatcherConfig config, Decision decision, ModelSpec model, MatcherMetrics metrics, LiveBudget budget,
            InstantSource clock) {
        this.config = config;
        this.decision = decision;
        this.model = model;
        this.metrics = metrics;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<TrackId, Outcome<Decided>> context) {
        this.context = context;
        stores = new MatcherStores(context.getStateStore(MatcherStores.EVIDENCE),
                context.getStateStore(MatcherStores.PROBATION));
        arrived = true;
        company = new Company();
        courses.clear();
        stores.forEach((track, evidence) -> {
            var visit = new Visit(track, evidence.firstTimeNs());
            decision.recall(evidence, visit);
            company.update(body(visit, evidence));
        });
        context.schedule(SWEEP, PunctuationType.STREAM_TIME,
                now -> forgetBefore(now - config.forgetAfter().toMillis()));
        context.schedule(WALL_SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forgetStoppedPartition);
    }

    /** Two sweeps in a row must find nothing new: a thread that was held up sweeps before it reads what waits. */
    private void forgetStoppedPartition(long nowMs) {
        idleSweeps = arrived ? 0 : idleSweeps + 1;
        arrived = false;
        if (idleSweeps >= 2) {
            forgetBefore(Long.MAX_VALUE);
        }
    }

    private void forgetBefore(long streamTimeMs) {
        for (TrackId track : stores.forgetBefore(streamTimeMs, config.probation())) {
            company.remove(track).forEach(metrics::impostor);
            Optional.ofNullable(courses.remove(track)).ifPresent(course -> end(track, course));
        }
    }

    private void end(TrackId track, Course course) {
        course.ending(decision.learnedFrom(course.visit())).ifPresent(metrics::ended);
        course.nearest().ifPresent(nearest -> budget.count(track.sensor(), nearest));
    }

    private Body body(Visit visit, TrackEvidence evidence) {
        return new Body(visit, evidence.lastTimeNs(), decision.claims(evidence, visit));
    }

    @Override
    public void process(Record<TrackId, Embedding> record) {
        arrived = true;
        if (record.key() == null) {
            refuse(record, Reason.BAD_KEY, "an embedding needs its track as key");
        } else if (record.value() == null) {
            refuse(record, Reason.BAD_BYTES, "an embedding needs a value");
        } else {
            check(record);
        }
    }

    private void check(Record<TrackId, Embedding> record) {
        Embedding embedding = record.value();
        Optional<TrackEvidence> before = stores.evidence(record.key());
        if (!embedding.model().equals(model.modelId()) || embedding.width() != model.width()) {
            refuse(record, Reason.NO_MODEL, "embedding of " + embedding.width() + " values by " + embedding.model()
                    + ", this matcher decides " + model.width() + " values by " + model.id());
        } else if (before.isPresent() && embedding.lastTimeNs() <= before.get().lastTimeNs()) {
            refuse(record, Reason.LATE_OR_DUPLICATE,
                    "an embedding of this window, or a later one, was matched already");
        } else {
            decide(record, before.orElseGet(() -> new TrackEvidence(embedding.sequence().firstTimeNs())));
        }
    }

    private void decide(Record<TrackId, Embedding> record, TrackEvidence evidence) {
        Embedding embedding = record.value();
        boolean wasIdentified = evidence.wasIdentified();
        var visit = new Visit(record.key(), evidence.firstTimeNs());
        decision.compare(evidence, visit, embedding.vector(), embedding.lastTimeNs());
        Body body = body(visit, evidence);
        company.update(body);
        company.compare(body, decision.alike(evidence));
        Match match = decision.answer(evidence, embedding, company.taken(body), EpochNanos.now(clock));
        List<GalleryRequest> requests = new ArrayList<>();
        if (!wasIdentified && match instanceof Match.Known known) {
            metrics.identified(known.timeToIdentifyMs());
            stores.dropKept(record.key(), config.probation());
            requests.add(request("recognised " + visit,
                    new Recognised(known.person().identity(), visit)));
        }
        if (evidence.windows() >= config.minWindows()) {
            note(visit, evidence, match);
        }
        // All that one visit teaches has one id, so it is undone together.
        propose(body, evidence, embedding, match).map(proposal -> request(visit.toString(), proposal))
                .ifPresent(requests::add);
        stores.save(record.key(), evidence, context.currentStreamTimeMs());
        metrics.matched(match);
        context.forward(record.withValue(new Outcome.Done<>(new Decided(match, requests))));
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
        course.resembles(decision.likest(evidence, visit));
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
            stores.keep(track, evidence.windows() - 1, embedding);
        }
        if (!(match instanceof Match.Stranger)) {
            return Optional.empty();
        }
        List<Exemplar> kept = stores.kept(track, config.probation());
        evidence.markProposed();
        stores.dropKept(track, config.probation());
        if (kept.size() < config.minWindows()) {
            return Optional.empty();
        }
        metrics.proposed();
        List<Visit> seenWith = company.with(body).stream().map(Body::visit).limit(ProposeStranger.MAX_SEEN_WITH)
                .toList();
        return Optional.of(new ProposeStranger(track, evidence.firstTimeNs(), kept, seenWith));
    }

    private void refuse(Record<TrackId, Embedding> record, Reason reason, String message) {
        metrics.rejected(reason);
        var rejection = new Rejection(Rejection.Stage.MATCHER, reason, message, EpochNanos.now(clock), 0, 0, 1);
        String source = record.key() == null ? "unknown" : record.key().sensor();
        context.forward(record.withValue(new Outcome.Refused<>(source, rejection)));
    }
}
