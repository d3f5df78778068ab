package gaitkeeper.matcher;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackTally;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.List;
import java.util.Set;

/** Whom somebody resembles: the search that the matcher decides by, for people who ask. Any number of threads ask. */
public final class Lookalikes {
    /** Least number of identities that a score is told of exactly. */
    private static final int LEAST_RANKED = 64;

    private final LoggedGallery gallery;
    private final ModelId model;
    private final Likeness likeness;

    /** Asks a gallery about embeddings of this model. */
    public Lookalikes(LoggedGallery gallery, ModelSpec model) {
        this.gallery = gallery;
        this.model = model.modelId();
        this.likeness = new Likeness(gallery, model);
    }

    /** Whose embeddings are compared. */
    public ModelId model() {
        return model;
    }

    /**
     * Whom a stay resembles, best first, by the rule that names people.
     *
     * @param windows embeddings of the stay
     * @param limit most wanted, 1 or more; models that compare exemplars rank 64 or fewer
     */
    public List<Hit> of(List<float[]> windows, int limit) {
        return likeness.of(windows, Math.max(TrackTally.RANKED, limit)).ranking().stream().limit(limit).toList();
    }

    /** Whom an identity resembles, but for itself: as if its exemplars were the windows of one stay. */
    public List<Hit> of(IdentityId identity, int limit) {
        return of(exemplars(identity), limit + 1).stream().filter(hit -> !hit.identity().equals(identity)).limit(limit)
                .toList();
    }

    /** Embeddings by the present model that an identity is known by. */
    public List<float[]> exemplars(IdentityId identity) {
        return gallery
                .vectors(gallery.ledger().held(identity).stream().filter(one -> one.model().equals(model)).toList());
    }

    /**
     * How a stay stands with one identity.
     *
     * @param score of that identity; of one that is no longer ranked, that of the last who is: its own is no higher
     * @param runnerUp highest score of the others, negative infinity if there are none
     */
    public record Standing(float score, float runnerUp) {
        /** Lead over the others; infinite if there are none. */
        public float margin() {
            return score - runnerUp;
        }
    }

    /**
     * How a stay stands with an identity.
     *
     * @param windows embeddings of the stay
     * @param not who is no rival, because the stay was told apart from them
     */
    public Standing standing(List<float[]> windows, IdentityId identity, Set<IdentityId> not) {
        List<Hit> ranking = likeness.of(windows, LEAST_RANKED + not.size()).ranking();
        float last = ranking.stream().map(Hit::score).min(Float::compare).orElse(Float.NEGATIVE_INFINITY);
        float score = ranking.stream().filter(hit -> hit.identity().equals(identity)).map(Hit::score).findFirst()
                .orElse(last);
        float runnerUp = ranking.stream()
                .filter(hit -> !hit.identity().equals(identity) && !not.contains(hit.identity()))
                .map(Hit::score).max(Float::compare).orElse(Float.NEGATIVE_INFINITY);
        return new Standing(score, runnerUp);
    }
}
