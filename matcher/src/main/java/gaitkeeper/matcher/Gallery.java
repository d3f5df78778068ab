package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.core.TrackTally;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The people known, as a fold over the identity log. One thread applies events; any number search meanwhile and see each
 * event wholly or not at all. Applying an event twice changes nothing.
 */
public interface Gallery {
    /** Exemplars kept per identity and model; further ones are ignored. */
    int MAX_EXEMPLARS = 256;

    /** Applies the next event of the log. */
    void apply(IdentityEvent event);

    /**
     * Finds the identities nearest to a probe: one entry per identity, scored by its nearest exemplar, best first; of equals
     * the one enrolled first.
     *
     * @param model whose embedding the probe is; exemplars of other models are not compared
     * @param probe the embedding
     * @param limit most entries wanted, 1 or more
     * @throws IllegalArgumentException if the probe's width is not that of the model's exemplars
     */
    List<Hit> search(ModelId model, float[] probe, int limit);

    /**
     * Finds the identities that a track is likeliest of, by their mean exemplars: best first, scored by
     * {@link Plda#likelihood}.
     *
     * @param model whose embeddings the track's are
     * @param track its mean
     * @param limit most entries wanted, 1 or more
     * @throws IllegalStateException if this gallery compares exemplars only
     */
    List<Hit> likeliest(ModelId model, TrackMean track, int limit);

    /** Identities with at least one exemplar of this model. */
    int size(ModelId model);

    /** One identity as people see it. */
    Optional<Candidate> candidate(IdentityId identity);

    /** The identity of that exact name, if there is one. */
    Optional<IdentityId> named(String name);

    /** The identity that was enrolled from this visit, if one was. */
    Optional<IdentityId> enrolledFrom(Visit visit);

    /** The exemplars of an identity; empty for an unknown one. */
    Set<Held> held(IdentityId identity);

    /** Everyone, in order of enrolment. */
    List<Candidate> everyone();

    /**
     * One stay of a track. Sensors reuse track ids within a session, so the id alone does not tell who it is.
     *
     * @param track the sensor's id
     * @param firstTimeNs event time of the stay's first frame, nanoseconds since the epoch
     */
    record Visit(TrackId track, long firstTimeNs) {}

    /**
     * An exemplar by name.
     *
     * @param model of its embedding
     * @param sequence it was made from
     */
    record Held(ModelId model, SequenceId sequence) {
        /** The name of an exemplar. */
        static Held of(Exemplar exemplar) {
            return new Held(exemplar.model(), exemplar.sequence());
        }

        /** How many more exemplars of this model an identity that holds these may be given. */
        static int room(Set<Held> held, ModelId model) {
            return MAX_EXEMPLARS - (int) held.stream().filter(h -> h.model.equals(model)).count();
        }
    }

    /**
     * One identity found.
     *
     * @param identity who
     * @param score similarity of their nearest exemplar (cosine, or negative Euclidean distance) or likelihood ratio; higher is
     *     nearer
     */
    record Hit(IdentityId identity, float score) implements TrackTally.Ranked<IdentityId> {}
}
