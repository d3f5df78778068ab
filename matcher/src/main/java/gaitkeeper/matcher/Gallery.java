package gaitkeeper.matcher;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.TrackTally;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.core.gallery.Ledger;
import java.util.List;

/** The people known: who they are, and what they look like to a model. Any number of threads read. */
public interface Gallery {
    /** Who is who, as of the latest entry of the log that this gallery shows. */
    Ledger ledger();

    /**
     * Finds the identities nearest to a probe: one entry per identity, scored by its nearest exemplar, best first; of equals
     * the one that came first.
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

    /**
     * One identity found.
     *
     * @param identity who
     * @param score similarity of their nearest exemplar (cosine, or negative Euclidean distance) or likelihood ratio; higher is
     *     nearer
     */
    record Hit(IdentityId identity, float score) implements TrackTally.Ranked<IdentityId> {}
}
