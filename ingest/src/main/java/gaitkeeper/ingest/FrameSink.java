package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;

/** Where every source delivers its frames; the seam between sensors and Kafka. Safe for use by several threads. */
public interface FrameSink {
    /**
     * Hands over one frame. Frames of one track must be handed over in order of time, by one thread. Never blocks.
     *
     * @param done called exactly once, on any thread, when the frame is stored or given up
     */
    void send(TrackId track, Frame frame, Completion done);

    /**
     * Whether the sink wants sources to wait: too much is under way. Sources poll it or, better, hold back by counting their
     * own completions. A source that sends nevertheless is refused with {@code UNAVAILABLE} once the hard bound is reached.
     */
    boolean congested();

    /** What became of a frame. */
    @FunctionalInterface
    interface Completion {
        /** Ignores what became of it. */
        Completion IGNORED = stored -> {};

        /**
         * Tells the outcome.
         *
         * @param stored true if the broker has it; false if it was given up (counted and published by the sink)
         */
        void done(boolean stored);
    }
}
