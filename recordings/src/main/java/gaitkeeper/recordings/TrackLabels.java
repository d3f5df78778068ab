package gaitkeeper.recordings;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
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
    private final Map<IdentityId, String> names = new HashMap<>();
    private final Map<IdentityId, Integer> numbers = new HashMap<>();
    private final Map<TrackId, IdentityId> evidence = new HashMap<>();
    private final Map<TrackId, Candidate> answered = new HashMap<>();

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

    /** Takes the next entry of the gallery's log. */
    public void add(IdentityEvent event) {
        switch (event) {
            case IdentityEvent.Enrolled enrolled -> {
                names.put(enrolled.identity(), enrolled.name());
                numbers.put(enrolled.identity(), enrolled.number());
                evidence.put(enrolled.track(), enrolled.identity());
            }
            case IdentityEvent.ExemplarAdded added -> evidence.put(added.exemplar().sequence().track(),
                    added.identity());
            case IdentityEvent.Named named -> names.put(named.identity(), named.name());
        }
    }

    /** Takes the next answer; a track's last one counts. */
    public void add(Match match) {
        TrackId track = match.sequence().track();
        if (match instanceof Match.Known known) {
            answered.put(track, known.person());
        } else {
            answered.remove(track);
        }
    }

    /** The name to file a track under, if there is one. */
    public Optional<String> of(TrackId track) {
        @Nullable
        IdentityId identity = evidence.get(track);
        if (identity != null) {
            return name(identity, numbers.getOrDefault(identity, 0), "");
        }
        @Nullable
        Candidate candidate = answers ? answered.get(track) : null;
        return candidate == null
                ? Optional.empty()
                : name(candidate.identity(), candidate.number(), candidate.name());
    }

    private Optional<String> name(IdentityId identity, int number, String otherwise) {
        String name = names.getOrDefault(identity, otherwise);
        if (!name.isBlank()) {
            return Optional.of(name.replaceAll("[,\"\\p{Cntrl}]", "_"));
        }
        return strangers ? Optional.of("stranger " + number) : Optional.empty();
    }
}
