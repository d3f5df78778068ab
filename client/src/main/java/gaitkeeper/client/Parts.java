package gaitkeeper.client;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of the body an answer rests on.
 *
 * @param identity the one given, or the nearest
 * @param label what to call them
 * @param compared windows that were compared again
 * @param score of those with the whole body
 * @param margin lead over the runner-up, if there is one
 * @param parts all five
 */
public record Parts(UUID identity, String label, int compared, double score, @Nullable Double margin,
        List<PartLoss> parts) {}
