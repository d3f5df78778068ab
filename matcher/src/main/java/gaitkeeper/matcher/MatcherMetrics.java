package gaitkeeper.matcher;

import gaitkeeper.core.Match;
import gaitkeeper.core.Reason;

/** Events of the matcher and of the registrar. Every embedding read is matched once or rejected. */
public interface MatcherMetrics {
    /** Counts nothing. */
    MatcherMetrics NONE = new MatcherMetrics() {
    };

    /** An answer was given; latencies follow from its timing. */
    default void matched(Match match) {}

    /** A track was named for the first time, this long after its first frame (event time, milliseconds). */
    default void identified(long timeToIdentifyMs) {}

    /** A track that had a name was given another. */
    default void switched() {}

    /**
     * A visit ended that had been compared with an identity that it surely was not.
     *
     * @param taken whether the evidence ever sufficed for it
     */
    default void impostor(boolean taken) {}

    /** A visit ended that was long enough for an answer. */
    default void ended(Ending ending) {}

    /** A stranger was proposed for enrolment. */
    default void proposed() {}

    /** The registrar wrote a new identity. */
    default void enrolled() {}

    /** The registrar erased an identity that was not seen for as long as is kept. */
    default void expired() {}

    /** An embedding or a command was refused. */
    default void rejected(Reason reason) {}
}
