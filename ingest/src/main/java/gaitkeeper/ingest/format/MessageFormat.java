package gaitkeeper.ingest.format;

import gaitkeeper.core.MalformedException;

/** Reads one kind of document. Immutable, safe for use by several threads. */
@FunctionalInterface
interface MessageFormat {
    /**
     * Reads a document, or a part of an array. Each body goes to {@code out} on its own, and one that is wrong harms no other.
     *
     * @throws MalformedException if what follows cannot be read; what went to {@code out} stands
     */
    void read(byte[] document, int from, int to, PoseWriter out);
}
