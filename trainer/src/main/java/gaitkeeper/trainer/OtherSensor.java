package gaitkeeper.trainer;

/**
 * People seen by another sensor than the recordings', such as simulated ones. Three cohorts, no person in two of them.
 */
@FunctionalInterface
public interface OtherSensor {
    /** What they are for. */
    enum Cohort {
        /** The axes of the embedding are learned from them. */
        AXES,
        /** How embeddings compare is learned from them. */
        COMPARISON,
        /** Thresholds are measured on them. */
        THRESHOLDS
    }

    /** The cohort's sequences of so many frames; a recording is one visit. */
    SequenceSet people(Cohort cohort, int frames);
}
