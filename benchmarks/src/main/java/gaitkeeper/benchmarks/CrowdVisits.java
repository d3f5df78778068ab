package gaitkeeper.benchmarks;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What was finally said of every visit of a crowd, beside who it was. */
final class CrowdVisits {
    private final ToIntFunction<TrackId> truth;
    private final Map<TrackId, Said> visits = new HashMap<>();

    /** The last answer for a track. */
    private record Said(int person, long sinceNs, Optional<IdentityId> known, boolean stranger, int timeToIdentifyMs) {}

    /** What an answer is worth. */
    private enum Worth {
        RIGHT, WRONG, NEW, UNDECIDED
    }

    /** Takes who a track really is, by number. */
    CrowdVisits(ToIntFunction<TrackId> truth) {
        this.truth = truth;
    }

    synchronized void answered(Match match) {
        TrackId track = match.sequence().track();
        Optional<IdentityId> known = match instanceof Match.Known one
                ? Optional.of(one.person().identity())
                : Optional.empty();
        visits.put(track, new Said(truth.applyAsInt(track), match.evidence().sinceNs(), known,
                match instanceof Match.Stranger, match instanceof Match.Known one ? one.timeToIdentifyMs() : 0));
    }

    /** Prints the shares; an identity is whose first visit it is. */
    synchronized void report(Ledger gallery, PrintStream out) {
        Map<IdentityId, Visit> founders = founders(gallery);
        Map<Worth, Integer> ofStrangers = new EnumMap<>(Worth.class);
        Map<Worth, Integer> ofKnown = new EnumMap<>(Worth.class);
        List<Integer> times = new ArrayList<>();
        Set<Integer> enrolled = new HashSet<>();
        for (Map.Entry<TrackId, Said> visit : inOrder()) {
            Said said = visit.getValue();
            Worth worth = worth(visit.getKey(), said, founders);
            (enrolled.contains(said.person()) ? ofKnown : ofStrangers).merge(worth, 1, Integer::sum);
            if (worth == Worth.NEW) {
                enrolled.add(said.person());
            } else if (said.known().isPresent()) {
                times.add(said.timeToIdentifyMs());
            }
        }
        out.printf(Locale.ROOT, "  %,d visits of %,d people; %,d identities of %,d people%n", visits.size(),
                visits.values().stream().map(Said::person).distinct().count(), gallery.size(), enrolled.size());
        print(out, "of people not enrolled yet", ofStrangers);
        print(out, "of people enrolled before", ofKnown);
        times.sort(null);
        out.printf(Locale.ROOT, "  named after %.1f s, median%n",
                times.isEmpty() ? Double.NaN : times.get(times.size() / 2) / 1e3);
    }

    private static Map<IdentityId, Visit> founders(Ledger gallery) {
        Map<IdentityId, Visit> founders = new HashMap<>();
        for (Candidate one : gallery.everyone()) {
            gallery.visits(one.identity()).stream().min(Comparator.comparingLong(Visit::firstTimeNs))
                    .ifPresent(first -> founders.put(one.identity(), first));
        }
        return founders;
    }

    private List<Map.Entry<TrackId, Said>> inOrder() {
        return visits.entrySet().stream().sorted(Comparator.comparingLong(visit -> visit.getValue().sinceNs()))
                .toList();
    }

    private Worth worth(TrackId track, Said said, Map<IdentityId, Visit> founders) {
        if (said.known().isEmpty()) {
            return said.stranger() ? Worth.NEW : Worth.UNDECIDED;
        }
        Visit founder = founders.get(said.known().get());
        if (founder == null || founder.track().equals(track)) {
            return Worth.NEW;
        }
        return truth.applyAsInt(founder.track()) == said.person() ? Worth.RIGHT : Worth.WRONG;
    }

    private static void print(PrintStream out, String whose, Map<Worth, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        out.printf(Locale.ROOT, "  visits %s: %,d", whose, all);
        for (Worth worth : Worth.values()) {
            out.printf(Locale.ROOT, ", %s %.2f %%", worth.name().toLowerCase(Locale.ROOT),
                    100.0 * counts.getOrDefault(worth, 0) / Math.max(1, all));
        }
        out.println();
    }
}
