package gaitkeeper.core.gallery;

import java.util.UUID;

/**
 * How a snapshot of a gallery begins.
 *
 * @param id on all of its pages
 * @param last number of the latest entry of the log that is in it
 * @param timeNs when it was written, nanoseconds since the epoch
 */
public record SnapshotHead(UUID id, long last, long timeNs) {}
