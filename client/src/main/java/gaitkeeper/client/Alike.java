package gaitkeeper.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the gallery whom an example resembles.
 *
 * @param identity who
 * @param label what to call them
 * @param score as of a match: higher is nearer
 * @param seen where they were named last, if that is known
 */
public record Alike(UUID identity, String label, double score, @Nullable Seen seen) {}
