package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Seen;
import java.util.Optional;

/** Whether a model may be measured where it is about to be: not on walks, nor among strangers, that it has learned from. */
final class Fairness {
    /** KGBD's name in {@link Seen}. */
    static final String KGBD = "kgbd";

    private static final String UNKNOWN = Seen.UNKNOWN.set();

    private Fairness() {}

    /**
     * What speaks against measuring on one draw of KGBD, as a clause; empty if nothing does.
     *
     * @param seen by the model
     * @param split seed of the draw
     * @param tested whose gallery and probe walks are used
     * @param strangers whether all of them must be new to the model, not only their walks
     */
    static Optional<String> objection(Seen seen, int split, PersonRange tested, boolean strangers) {
        if (seen.set().equals(UNKNOWN)) {
            return Optional.of("its model.json does not tell what it has learned from (trainedOn.seen)");
        }
        if (!seen.set().equals(KGBD)) {
            return Optional.empty();
        }
        var learned = new PersonRange(seen.firstPerson(), seen.lastPerson());
        if (!learned.meets(tested)) {
            return Optional.empty();
        }
        if (strangers) {
            return Optional.of("it has learned from people " + learned + ", who must be new to it here");
        }
        return seen.split() == split
                ? Optional.empty()
                : Optional.of(seen.split() == Seen.ALL_WALKS
                        ? "it has learned from the very walks"
                        : "it has learned from the training walks of split " + seen.split()
                                + ", which are asked for or known here");
    }
}
