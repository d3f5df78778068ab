package gaitkeeper.ingest;

import java.time.InstantSource;

/**
 * How documents become frames, and which of them may pass.
 *
 * @param messages reads canonical messages; its clock and its bounds of event times hold for other formats too
 * @param guards the streams under check
 * @param calibrations camera sets that sources may name
 */
public record Admission(CanonicalFrames messages, StreamGuards guards, Calibrations calibrations) {
    /** The same as of other times. */
    Admission at(InstantSource clock) {
        return new Admission(new CanonicalFrames(clock, messages.times()), guards, calibrations);
    }

    /** A reader of canonical messages, whose streams are watched. */
    DocumentReader canonical() {
        return guards.watching(messages);
    }
}
