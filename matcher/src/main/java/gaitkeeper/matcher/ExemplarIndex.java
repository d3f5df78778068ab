package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the people of a gallery look like. One thread changes it, any number search meanwhile and see each change of one model's
 * exemplars wholly or not at all.
 */
interface ExemplarIndex {
    /**
     * Adds an exemplar.
     *
     * @throws IllegalArgumentException if its width is not that of the model's exemplars
     */
    default void add(IdentityId owner, Exemplar exemplar) {
        addAll(owner, List.of(exemplar));
    }

    /**
     * Adds exemplars of one model and one owner, which is cheaper than one after the other.
     *
     * @throws IllegalArgumentException if their width is not that of the model's exemplars
     */
    void addAll(IdentityId owner, List<Exemplar> exemplars);

    /** Adds an exemplar of nobody, which may be given to somebody later. */
    void keep(Exemplar exemplar);

    /**
     * Says anew whom some exemplars show. Those of nobody are found by no search, but can be given to somebody later. Unknown
     * exemplars are ignored.
     */
    void assign(Map<ExemplarId, Optional<IdentityId>> owners);

    /** Forgets exemplars of nobody, with their vectors. */
    void forget(Set<ExemplarId> exemplars);

    /** The vectors of some exemplars; of those it does not hold, none. */
    List<float[]> vectors(Collection<ExemplarId> exemplars);

    /** As {@link Gallery#search}. */
    List<Hit> search(ModelId model, float[] probe, int limit);

    /** As {@link Gallery#likeliest}. */
    List<Hit> likeliest(ModelId model, TrackMean track, int limit);

    /** Identities with at least one exemplar of this model. */
    int size(ModelId model);
}
