package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.gallery.Numbers;
import gaitkeeper.matcher.Gallery.Hit;
import gaitkeeper.matcher.search.LikelihoodIndex;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import gaitkeeper.matcher.search.VectorIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The exemplars of one model, and whom each shows. Any number of threads search; changes and questions for vectors take turns. */
final class ModelExemplars {
    private final ModelId model;
    private final VectorIndex vectors;
    private final Optional<LikelihoodIndex> means;
    private final Numbers<SequenceId> rows = new Numbers<>();
    private final Numbers<IdentityId> positions = new Numbers<>();
    /** By position, which is the order of their first exemplars. */
    private volatile IdentityId[] owners = {};
    /** Positions by row; {@link VectorIndex#NOBODY}'s may be in use or not. */
    private int[] shown = {};

    ModelExemplars(ModelId model, VectorIndex vectors, Optional<LikelihoodIndex> means) {
        this.model = model;
        this.vectors = vectors;
        this.means = means;
    }

    synchronized void addAll(IdentityId owner, List<Exemplar> exemplars) {
        List<float[]> added = new ArrayList<>(exemplars.size());
        // Their sequence and model say which vectors they have.
        Map<ExemplarId, Optional<IdentityId>> known = new HashMap<>();
        int position = position(owner);
        for (Exemplar exemplar : exemplars) {
            if (add(position, exemplar)) {
                added.add(exemplar.vector());
            } else {
                known.put(exemplar.id(), Optional.of(owner));
            }
        }
        if (!added.isEmpty()) {
            means.ifPresent(index -> index.add(position, added));
        }
        if (!known.isEmpty()) {
            assign(known);
        }
    }

    /** Adds an exemplar of nobody. */
    synchronized void keep(Exemplar exemplar) {
        add(VectorIndex.NOBODY, exemplar);
    }

    /** False if it is known already. */
    private boolean add(int position, Exemplar exemplar) {
        if (rows.number(exemplar.sequence()) != Numbers.NONE) {
            return false;
        }
        int row = vectors.add(position, exemplar.vector());
        rows.putIfAbsent(exemplar.sequence(), row);
        show(row, position);
        return true;
    }

    private int row(ExemplarId exemplar) {
        return exemplar.model().equals(model) ? rows.number(exemplar.sequence()) : Numbers.NONE;
    }

    private void show(int row, int position) {
        int before = shown.length;
        if (row >= before) {
            shown = Arrays.copyOf(shown, Math.max(16, 2 * row));
            Arrays.fill(shown, before, shown.length, VectorIndex.NOBODY);
        }
        shown[row] = position;
    }

    private int position(IdentityId owner) {
        int known = positions.number(owner);
        if (known != Numbers.NONE) {
            return known;
        }
        int position = positions.size();
        IdentityId[] room = position < owners.length ? owners : Arrays.copyOf(owners, Math.max(16, 2 * position));
        room[position] = owner;
        owners = room;
        positions.putIfAbsent(owner, position);
        return position;
    }

    synchronized void assign(Map<ExemplarId, Optional<IdentityId>> changed) {
        Map<Integer, Integer> moved = new HashMap<>();
        Set<Integer> touched = new HashSet<>();
        changed.forEach((exemplar, to) -> {
            int row = row(exemplar);
            if (row != Numbers.NONE) {
                int position = to.map(this::position).orElse(VectorIndex.NOBODY);
                moved.put(row, position);
                touched.add(shown[row]);
                touched.add(position);
                show(row, position);
            }
        });
        touched.remove(VectorIndex.NOBODY);
        vectors.assign(moved);
        means.ifPresent(index -> byPosition(touched).forEach(index::set));
    }

    /** The vectors of some people; looks at every row: this is what operators do, now and then. */
    private Map<Integer, List<float[]>> byPosition(Set<Integer> positions) {
        Map<Integer, List<float[]>> found = new HashMap<>();
        positions.forEach(position -> found.put(position, new ArrayList<>()));
        for (int row = 0; row < shown.length && !positions.isEmpty(); row++) {
            List<float[]> of = found.get(shown[row]);
            if (of != null) {
                of.add(vectors.vector(row));
            }
        }
        return found;
    }

    synchronized void forget(Set<ExemplarId> exemplars) {
        exemplars.forEach(exemplar -> {
            int row = row(exemplar);
            if (row != Numbers.NONE) {
                rows.remove(exemplar.sequence());
                vectors.remove(row);
            }
        });
    }

    synchronized List<float[]> vectors(Collection<ExemplarId> exemplars) {
        return exemplars.stream().mapToInt(this::row).filter(row -> row != Numbers.NONE).mapToObj(vectors::vector)
                .toList();
    }

    List<Hit> search(float[] probe, int limit) {
        return hits(vectors.search(probe, limit));
    }

    List<Hit> likeliest(TrackMean track, int limit) {
        return hits(
                means.orElseThrow(() -> new IllegalArgumentException("track of another width than the model's PLDA"))
                        .search(track, limit));
    }

    private List<Hit> hits(List<Nearest> ranking) {
        IdentityId[] now = owners;
        return ranking.stream().map(nearest -> new Hit(now[nearest.owner()], nearest.score())).toList();
    }

    int owners() {
        return vectors.owners();
    }
}
