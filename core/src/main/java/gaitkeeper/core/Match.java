package gaitkeeper.core;

/**
 * The answer for a track after one more of its windows.
 *
 * <p>Every kind carries the evidence and the sequence that led to it, so the last match of a track is all one needs.
 */
public sealed interface Match {
    /** The window that led to this answer. */
    SequenceId sequence();

    /** The model whose embeddings were compared. */
    ModelId model();

    /** What the track has shown so far. */
    Evidence evidence();

    /** The stay that is answered for: what a correction names. */
    default Visit visit() {
        return new Visit(sequence().track(), evidence().sinceNs());
    }

    /** When the window's last frame passed the stages. */
    Timing timing();

    /** Not enough evidence yet. */
    record Undecided(SequenceId sequence, ModelId model, Evidence evidence, Timing timing) implements Match {}

    /**
     * A person of the gallery.
     *
     * @param person who
     * @param timeToIdentifyMs event time from the track's first frame to the window that decided, milliseconds
     */
    record Known(SequenceId sequence, ModelId model, Evidence evidence, Timing timing, Evidence.Candidate person,
            int timeToIdentifyMs) implements Match {}

    /** Nobody of the gallery; proposed for enrolment as an anonymous identity. */
    record Stranger(SequenceId sequence, ModelId model, Evidence evidence, Timing timing) implements Match {}
}
