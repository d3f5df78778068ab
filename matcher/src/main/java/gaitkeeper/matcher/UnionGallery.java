package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Two galleries read as one; where both know an identity, the newer one names it. Read only. */
record UnionGallery(Gallery older, Gallery newer) implements Gallery {
    @Override
    public void apply(IdentityEvent event) {
        throw new UnsupportedOperationException("a view is read only");
    }

    @Override
    public List<Hit> search(ModelId model, float[] probe, int limit) {
        return united(older.search(model, probe, limit), newer.search(model, probe, limit), limit);
    }

    @Override
    public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
        return united(older.likeliest(model, track, limit), newer.likeliest(model, track, limit), limit);
    }

    private static List<Hit> united(List<Hit> older, List<Hit> newer, int limit) {
        Map<IdentityId, Hit> best = new LinkedHashMap<>();
        Stream.concat(older.stream(), newer.stream())
                .forEach(hit -> best.merge(hit.identity(), hit, (a, b) -> a.score() >= b.score() ? a : b));
        List<Hit> hits = new ArrayList<>(best.values());
        hits.sort(Comparator.comparing(Hit::score).reversed());
        return hits.subList(0, Math.min(hits.size(), limit));
    }

    /** At most this many: an identity in both counts twice while the older catches up. */
    @Override
    public int size(ModelId model) {
        return older.size(model) + newer.size(model);
    }

    @Override
    public Optional<Candidate> candidate(IdentityId identity) {
        return newer.candidate(identity).or(() -> older.candidate(identity));
    }

    @Override
    public Optional<IdentityId> named(String name) {
        return newer.named(name).or(() -> older.named(name).filter(id -> keepsName(id, name)));
    }

    private boolean keepsName(IdentityId identity, String name) {
        return newer.candidate(identity).map(Candidate::name).orElse(name).equals(name);
    }

    @Override
    public Optional<IdentityId> enrolledFrom(Visit visit) {
        return older.enrolledFrom(visit).or(() -> newer.enrolledFrom(visit));
    }

    @Override
    public Set<Held> held(IdentityId identity) {
        Set<Held> both = new HashSet<>(older.held(identity));
        both.addAll(newer.held(identity));
        return both;
    }

    @Override
    public List<Candidate> everyone() {
        Map<IdentityId, Candidate> all = new LinkedHashMap<>();
        older.everyone().forEach(person -> all.put(person.identity(), person));
        newer.everyone().forEach(person -> all.put(person.identity(), person));
        return List.copyOf(all.values());
    }
}
