package gaitkeeper.encoder;

import gaitkeeper.core.Reason;

/**
 * Events of the windower. Every frame is accepted or rejected; sequences come to about accepted / stride, less the frames of
 * windows that gaps cut short.
 */
public interface WindowerMetrics {
    /** Counts nothing. */
    WindowerMetrics NONE = new WindowerMetrics() {
    };

    /** A frame joined its track's window. */
    default void accepted() {}

    /** A frame was refused. */
    default void rejected(Reason reason) {}

    /**
     * A window was closed.
     *
     * @param sinceReceivedNs nanoseconds since ingest received its last frame
     */
    default void sequence(long sinceReceivedNs) {}

    /** A gap, or a change of layout, ended a window before it was full. */
    default void interrupted() {}

    /** Live tracks of one partition changed by this much. */
    default void tracks(int change) {}
}
