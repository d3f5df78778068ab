package gaitkeeper.matcher;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.Visit;
import gaitkeeper.matcher.LiveBudget.Nearness;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a visit went, as far as this process saw it. */
final class Course {
    private final Visit visit;
    private Optional<IdentityId> name = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private final Map<IdentityId, Nearness> nearest = new HashMap<>();
    private final Map<IdentityId, Nearness> likest = new HashMap<>();

    Course(Visit visit) {
        this.visit = visit;
    }

    Visit visit() {
        return visit;
    }

    /**
     * Notes an answer that was given on enough windows.
     *
     * @return whether the visit had another name before
     */
    boolean answered(Match match) {
        ending = Optional.of(switch (match) {
            case Match.Known _ -> Ending.NAMED;
            case Match.Stranger _ -> Ending.STRANGER;
            case Match.Undecided _ -> Ending.UNDECIDED;
        });
        if (match instanceof Match.Known known) {
            Optional<IdentityId> before = name;
            name = Optional.of(known.person().identity());
            return before.isPresent() && !before.equals(name);
        }
        return false;
    }

    /**
     * Notes how near it came to some people.
     *
     * @param best the one whom it was likest
     * @param others as if each were a stranger to the other; one of them it may be
     */
    void resembles(Map<IdentityId, Nearness> best, Map<IdentityId, Nearness> others) {
        best.forEach((person, near) -> nearest.merge(person, near, Nearness::or));
        others.forEach((person, near) -> likest.merge(person, near, Nearness::or));
    }

    /**
     * How it ended; empty if there was never evidence enough for an answer.
     *
     * @param learned whether the gallery learned an identity from this very visit
     */
    Optional<Ending> ending(boolean learned) {
        return ending.map(answered -> learned ? Ending.ENROLLED : answered);
    }

    /**
     * The nearest that it ever came to the one whom it was named, or resembled most; empty if it ended otherwise, or there was
     * nobody to compare with.
     *
     * @param learned as above
     */
    Optional<Nearness> nearest(boolean learned) {
        return switch (ending(learned).orElse(Ending.STRANGER)) {
            case NAMED -> name.map(nearest::get);
            case UNDECIDED -> nearest.values().stream().reduce(Nearness::or);
            case ENROLLED, STRANGER -> Optional.empty();
        };
    }

    /** The nearest that it ever came to somebody other than whom it was; empty if that is not known, or there was nobody else. */
    Optional<Nearness> nearestOther() {
        return name.flatMap(self -> likest.entrySet().stream().filter(one -> !one.getKey().equals(self))
                .map(Map.Entry::getValue).reduce(Nearness::or));
    }
}
