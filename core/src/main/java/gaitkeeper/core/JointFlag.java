package gaitkeeper.core;

/** How a joint came to be. The ordinal is the two-bit wire code. */
public enum JointFlag {
    /** Copied from a source joint. */
    OBSERVED,
    /** Computed from other joints. */
    DERIVED,
    /** Guessed by the sensor's SDK; low confidence. */
    INFERRED,
    /** Absent: the position repeats the parent's and the confidence is 0. */
    MISSING;

    private static final JointFlag[] VALUES = values();

    static JointFlag ofCode(int code) {
        return VALUES[code & 3];
    }
}
