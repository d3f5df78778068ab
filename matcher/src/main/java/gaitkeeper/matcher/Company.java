package gaitkeeper.matcher;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is seen together. Two bodies that one sensor saw at the same time are never one person, so identities are given to all of
 * them together, each to one at most: those go wrong least if the sum of the evidence is highest.
 */
final class Company {
    /** Trackers that hand a body over to a new id may show it under both for some frames. */
    private static final long OVERLAP_NS = 500_000_000;

    private final Map<String, Map<TrackId, Body>> sensors = new HashMap<>();
    private final Map<TrackId, Map<IdentityId, Boolean>> impostors = new HashMap<>();

    /**
     * One track and what it claims.
     *
     * @param visit its stay
     * @param lastTimeNs event time of its latest window's end, nanoseconds since the epoch
     * @param claims the identities it might be given
     */
    record Body(Visit visit, long lastTimeNs, List<Claim> claims) {
        private boolean overlaps(Body other) {
            long from = Math.max(visit.firstTimeNs(), other.visit.firstTimeNs());
            return Math.min(lastTimeNs, other.lastTimeNs) - from >= OVERLAP_NS;
        }
    }

    /**
     * An identity that the evidence suffices for.
     *
     * @param gain how much more evidence there is than needed, 0 or more
     */
    record Claim(IdentityId identity, double gain) {
        /** Beyond any evidence: the gallery learned the identity from this very visit. */
        static final double CERTAIN = 1e9;
    }

    /** Notes the latest about a track. */
    void update(Body body) {
        sensors.computeIfAbsent(body.visit.track().sensor(), sensor -> new HashMap<>()).put(body.visit.track(), body);
    }

    /**
     * Notes for whom the evidence of a track would suffice, of those whom it surely is not: the gallery knows them from somebody
     * who is seen at the same time.
     *
     * @param alike all for whom it would suffice
     */
    void compare(Body body, Set<IdentityId> alike) {
        for (Body other : with(body)) {
            for (Claim claim : other.claims) {
                if (claim.gain == Claim.CERTAIN) {
                    impostors.computeIfAbsent(body.visit.track(), track -> new HashMap<>()).merge(claim.identity,
                            alike.contains(claim.identity), Boolean::logicalOr);
                }
            }
        }
    }

    /** Forgets a track; tells for each identity that it surely was not whether it was ever taken for it. */
    Collection<Boolean> remove(TrackId track) {
        Map<TrackId, Body> bodies = sensors.get(track.sensor());
        if (bodies != null && bodies.remove(track) != null && bodies.isEmpty()) {
            sensors.remove(track.sensor());
        }
        Map<IdentityId, Boolean> compared = impostors.remove(track);
        return compared == null ? List.of() : compared.values();
    }

    /** The other visits that were seen at the same time. */
    List<Body> with(Body body) {
        return sensors.getOrDefault(body.visit.track().sensor(), Map.of()).values().stream()
                .filter(other -> !other.visit.track().equals(body.visit.track()) && other.overlaps(body)).toList();
    }

    /** The identities that others have the better claim to, and so are not this body's. */
    Set<IdentityId> taken(Body body) {
        List<Body> others = with(body);
        if (others.stream().allMatch(other -> other.claims.isEmpty())) {
            return Set.of();
        }
        List<Body> all = new ArrayList<>(others);
        all.add(body);
        List<IdentityId> identities = all.stream().flatMap(each -> each.claims.stream()).map(Claim::identity).distinct()
                .toList();
        int[] given = Assignment.best(gains(all, identities));
        Set<IdentityId> taken = new HashSet<>();
        for (int i = 0; i < others.size(); i++) {
            if (given[i] != Assignment.NONE) {
                taken.add(identities.get(given[i]));
            }
        }
        return taken;
    }

    private static double[][] gains(List<Body> bodies, List<IdentityId> identities) {
        double[][] gains = new double[bodies.size()][identities.size()];
        for (int i = 0; i < gains.length; i++) {
            for (Claim claim : bodies.get(i).claims) {
                // A claim that just suffices is worth more than none.
                gains[i][identities.indexOf(claim.identity)] = claim.gain + 1e-6;
            }
        }
        return gains;
    }
}
