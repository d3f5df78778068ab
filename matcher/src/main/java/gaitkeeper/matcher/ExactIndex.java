package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.Gallery.Hit;
import gaitkeeper.matcher.search.FlatIndex;
import gaitkeeper.matcher.search.LikelihoodIndex;
import gaitkeeper.matcher.search.SketchedIndex;
import gaitkeeper.matcher.search.VectorIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** All exemplars in memory, every search compares all of them: recall 1, and a change is visible at once. */
final class ExactIndex implements ExemplarIndex {
    private final IntFunction<VectorIndex> vectors;
    private final Optional<Plda> plda;
    private final Map<ModelId, ModelExemplars> models = new ConcurrentHashMap<>();

    /**
     * Makes an empty index whose models compare by {@code metric}.
     *
     * @param plda compares means too, of embeddings as wide as it is
     */
    ExactIndex(Metric metric, Optional<Plda> plda) {
        // Where means are compared the vectors are only kept, for changes of the means.
        this(width -> plda.isPresent() ? new FlatIndex(metric, width) : new SketchedIndex(metric, width), plda);
    }

    /**
     * Makes an empty index that searches in its own way.
     *
     * @param vectors an empty index of vectors, by their width
     */
    ExactIndex(IntFunction<VectorIndex> vectors, Optional<Plda> plda) {
        this.vectors = vectors;
        this.plda = plda;
    }

    @Override
    public void addAll(IdentityId owner, List<Exemplar> exemplars) {
        of(exemplars.getFirst()).addAll(owner, exemplars);
    }

    @Override
    public void keep(Exemplar exemplar) {
        of(exemplar).keep(exemplar);
    }

    private ModelExemplars of(Exemplar exemplar) {
        int width = exemplar.vector().length;
        return models.computeIfAbsent(exemplar.model(), model -> new ModelExemplars(model, vectors.apply(width),
                plda.filter(p -> p.width() == width).map(LikelihoodIndex::new)));
    }

    @Override
    public void assign(Map<ExemplarId, Optional<IdentityId>> owners) {
        models.values().forEach(exemplars -> exemplars.assign(owners));
    }

    @Override
    public void forget(Set<ExemplarId> exemplars) {
        if (!exemplars.isEmpty()) {
            models.values().forEach(model -> model.forget(exemplars));
        }
    }

    @Override
    public List<float[]> vectors(Collection<ExemplarId> exemplars) {
        return models.values().stream().flatMap(model -> model.vectors(exemplars).stream()).toList();
    }

    @Override
    public List<Hit> search(ModelId model, float[] probe, int limit) {
        ModelExemplars exemplars = models.get(model);
        return exemplars == null ? List.of() : exemplars.search(probe, limit);
    }

    @Override
    public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
        if (plda.isEmpty()) {
            throw new IllegalStateException("this gallery compares exemplars only");
        }
        ModelExemplars exemplars = models.get(model);
        return exemplars == null ? List.of() : exemplars.likeliest(track, limit);
    }

    @Override
    public int size(ModelId model) {
        ModelExemplars exemplars = models.get(model);
        return exemplars == null ? 0 : exemplars.owners();
    }
}
