package gaitkeeper.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.FloorBook;
import gaitkeeper.core.TrackId;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known of people and sensors besides what these tell, because they are simulated.
 *
 * @param truth who a track really is
 * @param floor where the sensors stand, while nobody told otherwise
 */
public record MadeUp(Function<TrackId, Optional<String>> truth, JsonNode floor) {
    /** Everybody is real. */
    public static final MadeUp NOTHING = new MadeUp(_ -> Optional.empty(), FloorBook.unknown());
}
