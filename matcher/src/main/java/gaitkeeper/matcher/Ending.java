package gaitkeeper.matcher;

/** How a visit ends. */
public enum Ending {
    /** Recognised. */
    NAMED,
    /** The gallery learned somebody from it. */
    ENROLLED,
    /** Resembled nobody and was not enrolled. */
    STRANGER,
    /** Between the two until its end. */
    UNDECIDED
}
