package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exemplars of one model, and whom each shows. One thread changes them, any number search. */
final class ModelExemplars {
    private final ExemplarMatrix matrix;
    private final Optional<Prototypes> prototypes;
    /** By row; null is forgotten. */
    private final List<@Nullable Exemplar> rows = new ArrayList<>();
    private final Map<IdentityId, Integer> positions = new HashMap<>();
    /** By position, which is the order of their first exemplars. */
    private volatile IdentityId[] owners = {};

    ModelExemplars(Metric metric, Optional<Plda> plda, int width) {
        this.matrix = new ExemplarMatrix(metric, width);
        this.prototypes = plda.map(Prototypes::new);
    }

    void add(IdentityId owner, Exemplar exemplar) {
        matrix.checkWidth("exemplar", exemplar.vector());
        int position = position(owner);
        rows.add(exemplar);
        matrix.append(position, exemplar.vector());
        prototypes.ifPresent(means -> means.add(position, exemplar.vector()));
    }

    private int position(IdentityId owner) {
        Integer known = positions.get(owner);
        if (known != null) {
            return known;
        }
        int position = positions.size();
        IdentityId[] room = position < owners.length ? owners : Arrays.copyOf(owners, Math.max(16, 2 * position));
        room[position] = owner;
        owners = room;
        positions.put(owner, position);
        return position;
    }

    /** Looks at every row: this is what operators do, now and then. */
    void assign(Map<ExemplarId, Optional<IdentityId>> changed) {
        int[] shown = matrix.owners();
        Set<Integer> touched = new HashSet<>();
        for (int row = 0; row < rows.size(); row++) {
            Exemplar exemplar = rows.get(row);
            Optional<IdentityId> to = exemplar == null ? null : changed.get(exemplar.id());
            if (to != null) {
                touched.add(shown[row]);
                shown[row] = to.map(this::position).orElse(ExemplarMatrix.NOBODY);
                touched.add(shown[row]);
            }
        }
        touched.remove(ExemplarMatrix.NOBODY);
        if (!touched.isEmpty()) {
            matrix.assign(shown);
            prototypes.ifPresent(means -> touched.forEach(position -> means.set(position, of(position, shown))));
        }
    }

    private List<float[]> of(int position, int[] shown) {
        List<float[]> vectors = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Exemplar exemplar = rows.get(row);
            if (shown[row] == position && exemplar != null) {
                vectors.add(exemplar.vector());
            }
        }
        return vectors;
    }

    void forget(Set<ExemplarId> exemplars) {
        for (int row = 0; row < rows.size(); row++) {
            Exemplar exemplar = rows.get(row);
            if (exemplar != null && exemplars.contains(exemplar.id())) {
                rows.set(row, null);
                matrix.wipe(row);
            }
        }
    }

    List<Hit> search(float[] probe, int limit) {
        return matrix.search(probe, limit).stream().map(row -> new Hit(owners[row.owner()], row.score())).toList();
    }

    List<Hit> likeliest(TrackMean track, int limit) {
        return prototypes
                .orElseThrow(() -> new IllegalArgumentException("track of another width than the model's PLDA"))
                .search(track, limit).stream().map(row -> new Hit(owners[row.owner()], row.score())).toList();
    }

    int owners() {
        return matrix.distinct();
    }
}
