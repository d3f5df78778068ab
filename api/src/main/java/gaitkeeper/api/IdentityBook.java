package gaitkeeper.api;

import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ExemplarMoved;
import gaitkeeper.core.IdentityEvent.ExemplarRemoved;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent.Split;
import gaitkeeper.core.IdentityEvent.ToldApart;
import gaitkeeper.core.IdentityEvent.Undone;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.matcher.MatcherStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who is who, and when each identity was last corrected: what an operator looked at before deciding. What the system learns by
 * itself changes no version. One thread applies entries, any number read.
 */
final class IdentityBook {
    private final Map<IdentityId, Long> corrected = new ConcurrentHashMap<>();
    private volatile long correctedAll;
    private volatile Ledger ledger;

    /** Begins with what a snapshot says, or with nothing. */
    IdentityBook(Ledger known) {
        this.ledger = known;
    }

    void apply(LogEntry entry) {
        Ledger before = ledger;
        ledger = before.apply(entry).after();
        if (!entry.by().equals(MatcherStage.BY)) {
            corrected(entry.event(), before).forEach(identity -> corrected.put(identity, ledger.last()));
            correctedAll = entry.event() instanceof Undone ? ledger.last() : correctedAll;
        }
    }

    private static List<IdentityId> corrected(IdentityEvent event, Ledger before) {
        return switch (event) {
            case Enrolled _, ExemplarAdded _, VisitAdded _, Undone _ -> List.of();
            case Named e -> List.of(e.identity());
            case Merged e -> List.of(e.from(), e.into());
            case Split e -> List.of(e.identity(), e.to());
            case ToldApart e -> List.of(e.identity());
            case Erased e -> List.of(e.identity());
            case ExemplarRemoved e -> before.owner(e.exemplar()).stream().toList();
            case ExemplarMoved e -> Stream.concat(before.owner(e.exemplar()).stream(), Stream.of(e.to())).toList();
        };
    }

    Ledger ledger() {
        return ledger;
    }

    /** Number of the entry that corrected an identity last; 0 before the first. An undo counts for everybody. */
    long version(IdentityId identity) {
        return Math.max(correctedAll, Optional.ofNullable(corrected.get(identity)).orElse(0L));
    }
}
