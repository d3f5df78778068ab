package gaitkeeper.matcher;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.wire.WireReader;
import gaitkeeper.core.wire.WireWriter;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one track's windows have shown so far: votes and mean scores per identity. */
final class TrackEvidence {
    /*
     * Each window ranks the identities nearest to it. An identity's score is the mean over the windows of its similarity to
     * them; in a window that did not rank it, it counts with the last rank's similarity, which bounds its own from above.
     * Rank among identities goes by votes (windows nearest to it): measured on KGBD, votes name the right person more often
     * than mean scores do, while the score tells strangers from acquaintances.
     */
    /** Identities ranked per window. */
    static final int RANKED = 8;

    private static final int VERSION = 1;
    private static final int MAX_CANDIDATES = 32;

    /** More votes first, then the higher sum; the earlier known of equals. */
    private static final Comparator<Map.Entry<IdentityId, Tally>> BEST_FIRST = (a, b) -> {
        int byVotes = Integer.compare(b.getValue().votes, a.getValue().votes);
        return byVotes != 0 ? byVotes : Double.compare(b.getValue().sum, a.getValue().sum);
    };

    private final long firstTimeNs;
    private long lastTimeNs;
    private int windows;
    private int compared;
    private double lastRankSum;
    private boolean proposed;
    private int timeToIdentifyMs = -1;
    private final Map<IdentityId, Tally> tallies = new LinkedHashMap<>();

    TrackEvidence(long firstTimeNs) {
        this.firstTimeNs = firstTimeNs;
    }

    /** Adds a window's ranking, which is empty when the gallery is. */
    void add(List<Hit> ranking, long lastTimeNs) {
        windows++;
        this.lastTimeNs = lastTimeNs;
        if (ranking.isEmpty()) {
            return;
        }
        float lastRank = ranking.getLast().score();
        tallies.values().forEach(tally -> tally.sum += lastRank);
        for (Hit hit : ranking) {
            tallies.computeIfAbsent(hit.identity(), id -> new Tally(lastRankSum + lastRank)).sum += hit.score()
                    - lastRank;
        }
        tally(ranking.getFirst().identity()).votes++;
        compared++;
        lastRankSum += lastRank;
        prune();
    }

    private Tally tally(IdentityId identity) {
        return tallies.getOrDefault(identity, new Tally(0));
    }

    private void prune() {
        if (tallies.size() > 2 * MAX_CANDIDATES) {
            List<IdentityId> order = ranked();
            order.subList(MAX_CANDIDATES, order.size()).forEach(tallies::remove);
        }
    }

    private List<IdentityId> ranked() {
        return tallies.entrySet().stream().sorted(BEST_FIRST).map(Map.Entry::getKey).toList();
    }

    /** Windows seen. */
    int windows() {
        return windows;
    }

    /** Windows seen while the gallery held someone. */
    int compared() {
        return compared;
    }

    /** The identity with most votes; of equals the one with the higher score. */
    Optional<Standing> best() {
        return Optional.ofNullable(leader()).map(
                e -> new Standing(e.getKey(), e.getValue().votes, (float) (e.getValue().sum / compared)));
    }

    /** The highest score among the other identities, negative infinity if there are none. */
    float runnerUp() {
        Map.Entry<IdentityId, Tally> leader = leader();
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<IdentityId, Tally> entry : tallies.entrySet()) {
            if (leader != null && !entry.getKey().equals(leader.getKey())) {
                highest = Math.max(highest, entry.getValue().sum / compared);
            }
        }
        return (float) highest;
    }

    /** Asked several times per window, hence no sorting. */
    private Map.@Nullable Entry<IdentityId, Tally> leader() {
        Map.Entry<IdentityId, Tally> leader = null;
        for (Map.Entry<IdentityId, Tally> entry : tallies.entrySet()) {
            if (leader == null || BEST_FIRST.compare(entry, leader) < 0) {
                leader = entry;
            }
        }
        return leader;
    }

    /** Notes that the track was named now, unless it was before; tells the event time that took, milliseconds. */
    int identified() {
        if (timeToIdentifyMs < 0) {
            timeToIdentifyMs = (int) Math.min(Integer.MAX_VALUE, (lastTimeNs - firstTimeNs) / 1_000_000);
        }
        return timeToIdentifyMs;
    }

    boolean wasIdentified() {
        return timeToIdentifyMs >= 0;
    }

    boolean wasProposed() {
        return proposed;
    }

    void markProposed() {
        proposed = true;
    }

    long firstTimeNs() {
        return firstTimeNs;
    }

    long lastTimeNs() {
        return lastTimeNs;
    }

    byte[] encode() {
        var out = new WireWriter(VERSION).i64(firstTimeNs).i64(lastTimeNs).i32(windows).i32(compared)
                .i64(Double.doubleToLongBits(lastRankSum)).u8(proposed ? 1 : 0).i32(timeToIdentifyMs)
                .u16(tallies.size());
        tallies.forEach((id, tally) -> out.uuid(id.value()).i32(tally.votes).i64(Double.doubleToLongBits(tally.sum)));
        return out.bytes();
    }

    static TrackEvidence decode(byte[] bytes) {
        var in = new WireReader(bytes, "evidence", VERSION);
        var evidence = new TrackEvidence(in.i64());
        evidence.lastTimeNs = in.i64();
        evidence.windows = in.i32();
        evidence.compared = in.i32();
        evidence.lastRankSum = Double.longBitsToDouble(in.i64());
        evidence.proposed = in.u8() == 1;
        evidence.timeToIdentifyMs = in.i32();
        int count = in.count(28);
        for (int i = 0; i < count; i++) {
            var id = new IdentityId(in.uuid());
            int votes = in.i32();
            var tally = new Tally(Double.longBitsToDouble(in.i64()));
            tally.votes = votes;
            evidence.tallies.put(id, tally);
        }
        in.end();
        return evidence;
    }

    /** How one identity stands. */
    record Standing(IdentityId identity, int votes, float score) {}

    private static final class Tally {
        int votes;
        double sum;

        Tally(double sum) {
            this.sum = sum;
        }
    }
}
