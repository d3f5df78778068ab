package gaitkeeper.matcher;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The mean exemplar of each identity, of one model. One thread adds, any number search: a search sees every identity as it was
 * at some moment during the search.
 */
final class Prototypes {
    private static final int ROOM = 64;

    private final Plda plda;
    private volatile AtomicReferenceArray<@Nullable Prototype> byOwner = new AtomicReferenceArray<>(ROOM);

    Prototypes(Plda plda) {
        this.plda = plda;
    }

    /** What is known of one identity: the mean along the axes, and of how many exemplars. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Prototype(float[] projected, int exemplars, TrackMean mean) {}

    /** An identity's position in the order of enrolment, and the likelihood ratio. */
    record Likely(int owner, float score) {}

    /** Adds an exemplar of the identity at this position in the order of enrolment. */
    void add(int owner, float[] vector) {
        AtomicReferenceArray<@Nullable Prototype> rows = withRoom(owner);
        Prototype before = rows.get(owner);
        TrackMean mean = before == null ? new TrackMean(vector.length) : before.mean;
        mean.add(vector);
        rows.set(owner, new Prototype(plda.project(mean.mean()), mean.windows(), mean));
    }

    /** Says anew what an identity looks like; without vectors it is found no more. */
    void set(int owner, List<float[]> vectors) {
        withRoom(owner).set(owner, null);
        vectors.forEach(vector -> add(owner, vector));
    }

    private AtomicReferenceArray<@Nullable Prototype> withRoom(int owner) {
        AtomicReferenceArray<@Nullable Prototype> now = byOwner;
        if (owner < now.length()) {
            return now;
        }
        var more = new AtomicReferenceArray<@Nullable Prototype>(Math.max(owner + 1, 2 * now.length()));
        for (int i = 0; i < now.length(); i++) {
            more.set(i, now.get(i));
        }
        byOwner = more;
        return more;
    }

    /** The likeliest identities, best first; of equals the one enrolled first. */
    List<Likely> search(TrackMean track, int limit) {
        float[] projected = plda.project(track.mean());
        AtomicReferenceArray<@Nullable Prototype> now = byOwner;
        List<Likely> all = new ArrayList<>();
        for (int owner = 0; owner < now.length(); owner++) {
            Prototype prototype = now.get(owner);
            if (prototype != null) {
                all.add(new Likely(owner,
                        plda.likelihood(projected, track.windows(), prototype.projected, prototype.exemplars)));
            }
        }
        all.sort(Comparator.comparing(Likely::score).reversed());
        return all.subList(0, Math.min(limit, all.size()));
    }
}
