package gaitkeeper.recordings;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the tracks of the live path were, as far as the gallery's log and the answers say: a fold over {@code gk.identities} and
 * {@code gk.matches}. Not safe for use by several threads.
 *
 * <p>A track whose sequences the gallery keeps as evidence belongs to that identity; any other to the identity that its last
 * answer names. Answers are a model's opinion: training on them repeats its errors.
 */
public final class TrackLabels {
    private final boolean answers;
    private final boolean strangers;
    private final Map<TrackId, IdentityId> answered = new HashMap<>();
    private Ledger ledger = Ledger.EMPTY;
    private @Nullable Map<TrackId, IdentityId> evidence;

    /**
     * Makes an empty fold.
     *
     * @param answers whether tracks are labelled by their answers too, or by the gallery's evidence alone
     * @param strangers whether identities that nobody named count, as {@code stranger n}
     */
    public TrackLabels(boolean answers, boolean strangers) {
        this.answers = answers;
        this.strangers = strangers;
    }

    /** Begins with what a snapshot says, before the first entry that is left of the log. */
    public void begin(Ledger known) {
        ledger = known;
        evidence = null;
    }

    /** Takes the next entry of the gallery's log. */
    public void add(LogEntry entry) {
        ledger = ledger.apply(entry).after();
        evidence = null;
    }

    /** Takes the next answer; a track's last one counts. */
    public void add(Match match) {
        TrackId track = match.sequence().track();
        if (match instanceof Match.Known known) {
            answered.put(track, known.person().identity());
        } else {
            answered.remove(track);
        }
    }

    /** The name to file a track under, if there is one. */
    public Optional<String> of(TrackId track) {
        IdentityId known = evidence().get(track);
        IdentityId identity = known == null && answers ? answered.get(track) : known;
        return Optional.ofNullable(identity).flatMap(ledger::resolved)
                .filter(person -> strangers || !person.name().isBlank())
                .map(person -> person.label().replaceAll("[,\"\\p{Cntrl}]", "_"));
    }

    private Map<TrackId, IdentityId> evidence() {
        Map<TrackId, IdentityId> known = evidence;
        if (known == null) {
            known = new HashMap<>();
            for (Candidate person : ledger.everyone()) {
                for (Visit visit : ledger.visits(person.identity())) {
                    known.put(visit.track(), person.identity());
                }
                for (ExemplarId exemplar : ledger.held(person.identity())) {
                    known.put(exemplar.sequence().track(), person.identity());
                }
            }
            evidence = known;
        }
        return known;
    }
}
