package gaitkeeper.core;

import java.util.UUID;

/**
 * One entry of a gallery's identity log ({@code gk.identities}); the gallery's state is a fold over these.
 *
 * @param number counts the entries from 1 without gaps, so that one that comes twice is known; 0 in logs older than numbers
 * @param command what caused it; entries of one command are undone together
 * @param by who asked for that: an operator, or a part of the system
 * @param timeNs when it was written, nanoseconds since the epoch
 * @param event what happened
 */
public record LogEntry(long number, UUID command, String by, long timeNs, IdentityEvent event) {}
