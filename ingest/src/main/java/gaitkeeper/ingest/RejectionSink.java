package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;

/** Where refused input is counted and published ({@code gk.rejected}). Never blocks. Safe for use by several threads. */
public interface RejectionSink {
    /**
     * Records one refusal.
     *
     * @param source the sensor if it is known, else where the message came from
     * @param why reason and message
     * @param refused the refused bytes; only their size and hash are kept
     */
    void reject(String source, MalformedException why, byte[] refused);
}
