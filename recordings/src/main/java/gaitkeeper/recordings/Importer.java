package gaitkeeper.recordings;

import java.io.IOException;

/** Reads recordings one after the other, so that a set larger than memory passes through. */
@FunctionalInterface
public interface Importer {
    /**
     * Hands every walk over, in a fixed order.
     *
     * @throws gaitkeeper.core.MalformedException if something is broken; the message names file and line
     * @throws IOException if something cannot be read, or the sink fails
     */
    void read(Sink sink) throws IOException;

    /** Takes walks. */
    @FunctionalInterface
    interface Sink {
        /** Takes a walk; its frames may be read until the sink returns, and later. */
        void accept(Walk walk) throws IOException;

        /** Hears of a recording that has no usable frame and is left out. */
        default void skipped(String recording, String why) {}
    }
}
