package gaitkeeper.client;

import java.util.UUID;

/**
 * An entry of the identity log.
 *
 * @param number of the entry
 * @param command what caused it; an undo names it
 * @param by who asked
 * @param change such as {@code named} or {@code merged}
 */
public record Correction(long number, UUID command, String by, String change) {}
