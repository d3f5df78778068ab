package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackTally;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.matcher.Company.Claim;
import gaitkeeper.matcher.Gallery.Hit;
import gaitkeeper.matcher.LiveBudget.Nearness;
import gaitkeeper.matcher.TrackEvidence.Standing;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Turns a track's evidence into an answer; the one place where a threshold is applied. */
final class Decision {
    /*
     * A track is looked at after every window until somebody is named, and calibrations hold per look. Measured on KGBD, 82
     * enrolled, the looks from the 16th window on together let in 2 to 3 times the strangers that one look does.
     */
    private static final double LOOKS = 3;
    /** Of the visit an identity was enrolled from, one window in this many is kept once probation is over. */
    private static final int KEPT_AFTER_ENROLMENT = 2;

    private final Gallery gallery;
    private final ModelSpec model;
    private final ModelId id;
    private final Likeness likeness;
    private final MatcherConfig config;
    private final DoubleSupplier share;

    /**
     * A rule over a gallery.
     *
     * @param share what the error budget is multiplied by now, above 0 and at most 1
     */
    Decision(Gallery gallery, ModelSpec model, MatcherConfig config, DoubleSupplier share) {
        this.gallery = gallery;
        this.model = model;
        this.id = model.modelId();
        this.likeness = new Likeness(gallery, model);
        this.config = config;
        this.share = share;
    }

    /**
     * Compares one more window with the gallery: with everybody, those too whom its visit was told apart from.
     *
     * @param visit whose window it is
     * @param embedding of the window, by this decision's model
     */
    void compare(TrackEvidence evidence, Visit visit, float[] embedding, long lastTimeNs) {
        likeness.compare(evidence, embedding, lastTimeNs, ranked(visit));
    }

    /** Enough remain when those are passed over whom it is not. */
    private int ranked(Visit visit) {
        return TrackTally.RANKED + gallery.ledger().apart(visit).size();
    }

    /** Looks again at what a track has shown, after the store kept it. */
    void recall(TrackEvidence evidence, Visit visit) {
        likeness.recall(evidence, ranked(visit));
    }

    /** Which identities a track might be given. */
    List<Claim> claims(TrackEvidence evidence, Visit visit) {
        return gallery.ledger().owner(visit).map(own -> List.of(new Claim(own, Claim.CERTAIN)))
                .orElseGet(() -> sufficing(evidence, gallery.ledger().apart(visit)));
    }

    private List<Claim> sufficing(TrackEvidence evidence, Set<IdentityId> not) {
        if (evidence.compared() < config.minWindows()) {
            return List.of();
        }
        // Without likelihoods the evidence is a lead over everybody else, so one identity at most can be claimed.
        float threshold = threshold(evidence, evidence.runnerUp(not));
        List<Hit> hits = likeness.ofMeans()
                ? evidence.likeliest()
                : evidence.best(not).map(best -> new Hit(best.identity(), best.score())).stream().toList();
        return hits.stream().filter(hit -> hit.score() >= threshold && !not.contains(hit.identity()))
                .map(hit -> new Claim(hit.identity(), hit.score() - threshold)).toList();
    }

    /** Which identities the evidence would suffice for, those included that a track was told apart from. */
    Set<IdentityId> alike(TrackEvidence evidence) {
        return sufficing(evidence, Set.of()).stream().map(Claim::identity).collect(Collectors.toSet());
    }

    /**
     * The answer after the latest window.
     *
     * @param taken identities of others who are seen at the same time
     */
    Match answer(TrackEvidence evidence, Embedding embedding, Set<IdentityId> taken, long nowNs) {
        Timing timing = embedding.timing().matchedAt(nowNs);
        var visit = new Visit(embedding.sequence().track(), evidence.firstTimeNs());
        Set<IdentityId> not = new HashSet<>(taken);
        not.addAll(gallery.ledger().apart(visit));
        Evidence shown = shown(evidence, not);
        Optional<Candidate> person = enrolled(visit)
                .or(() -> accepted(evidence, shown));
        if (person.isPresent()) {
            return new Match.Known(embedding.sequence(), embedding.model(), shown, timing, person.get(),
                    evidence.identified());
        }
        return evidence.windows() >= config.probation() && resemblesNobody(evidence, not)
                ? new Match.Stranger(embedding.sequence(), embedding.model(), shown, timing)
                : new Match.Undecided(embedding.sequence(), embedding.model(), shown, timing);
    }

    /**
     * Whether a window is worth keeping for the identity that was enrolled from its own visit. Probation shows a few seconds
     * of a person, mostly from one side; the rest of the visit shows more, thinned so that it lasts.
     */
    boolean addsToIdentity(Visit visit, TrackEvidence evidence, Embedding embedding) {
        return config.enrolStrangers() && evidence.windows() % KEPT_AFTER_ENROLMENT == 0
                && embedding.quality() >= config.minQuality()
                && learnedFrom(visit);
    }

    /** Whether the gallery learned an identity from this very visit. */
    boolean learnedFrom(Visit visit) {
        return gallery.ledger().owner(visit).isPresent();
    }

    /** Whom the evidence names, if it suffices, among those who are not these. */
    Optional<IdentityId> accepts(TrackEvidence evidence, Set<IdentityId> not) {
        return accepted(evidence, shown(evidence, not)).map(Candidate::identity);
    }

    /**
     * Whether the nearest identity is farther than an enrolled person's own nearly ever is. Not the opposite of {@link #accepted}: between the two lies
     * doubt, and whoever is enrolled in doubt is known twice from then on. The runner-up does not count here, because for
     * somebody known twice it is the same person.
     */
    private boolean resemblesNobody(TrackEvidence evidence, Set<IdentityId> not) {
        float alike = model.calibration().stranger(model.metric(), gallery.size(id), Math.max(1, evidence.compared()));
        return evidence.best(not).map(best -> best.score() < alike).orElse(true);
    }

    /** A visit that an identity was enrolled from is that identity, whatever its scores. */
    private Optional<Candidate> enrolled(Visit visit) {
        return gallery.ledger().owner(visit).flatMap(gallery.ledger()::candidate);
    }

    private Optional<Candidate> accepted(TrackEvidence evidence, Evidence shown) {
        boolean enough = evidence.compared() >= config.minWindows() && shown.score() >= shown.threshold();
        return enough ? shown.nearest() : Optional.empty();
    }

    private Evidence shown(TrackEvidence evidence, Set<IdentityId> not) {
        Optional<Standing> best = evidence.best(not);
        float runnerUp = evidence.runnerUp(not);
        return new Evidence(evidence.firstTimeNs(), evidence.windows(),
                best.flatMap(b -> gallery.ledger().candidate(b.identity())),
                best.map(Standing::votes).orElse(0), best.map(Standing::score).orElse(Float.NEGATIVE_INFINITY),
                runnerUp, threshold(evidence, runnerUp));
    }

    /** How near a visit comes to the one whom it is likest; none before an answer can be given. */
    Map<IdentityId, Nearness> nearest(TrackEvidence evidence, Visit visit) {
        Set<IdentityId> not = gallery.ledger().apart(visit);
        return candidate(evidence, not).map(best -> Map.of(best.identity(), near(evidence, best, not)))
                .orElse(Map.of());
    }

    /** How near a visit comes to the two whom it is likest, at least one of whom it is not: each as if it were the other one's. */
    Map<IdentityId, Nearness> likest(TrackEvidence evidence, Visit visit) {
        Set<IdentityId> not = gallery.ledger().apart(visit);
        return candidate(evidence, not).flatMap(first -> {
            Set<IdentityId> notFirst = and(not, first.identity());
            return evidence.best(notFirst).map(second -> Map.of(
                    first.identity(), near(evidence, first, and(not, second.identity())),
                    second.identity(), near(evidence, second, notFirst)));
        }).orElse(Map.of());
    }

    private Optional<Standing> candidate(TrackEvidence evidence, Set<IdentityId> not) {
        return evidence.compared() < config.minWindows() ? Optional.empty() : evidence.best(not);
    }

    private static Set<IdentityId> and(Set<IdentityId> some, IdentityId one) {
        Set<IdentityId> together = new HashSet<>(some);
        together.add(one);
        return together;
    }

    private Nearness near(TrackEvidence evidence, Standing best, Set<IdentityId> not) {
        float runnerUp = evidence.runnerUp(not);
        double budget = Double.POSITIVE_INFINITY;
        for (int i = Tradeoff.BUDGETS.length - 1; i >= 0; i--) {
            if (best.score() < threshold(evidence, runnerUp, Tradeoff.BUDGETS[i])) {
                break;
            }
            budget = Tradeoff.BUDGETS[i];
        }
        return new Nearness(budget, best.score() >= threshold(evidence, runnerUp));
    }

    private float threshold(TrackEvidence evidence, float runnerUp) {
        return threshold(evidence, runnerUp, config.fpir() * share.getAsDouble());
    }

    private float threshold(TrackEvidence evidence, float runnerUp, double fpir) {
        return model.calibration().threshold(model.metric(), gallery.size(id), Math.max(1, evidence.compared()),
                runnerUp, fpir / LOOKS);
    }
}
