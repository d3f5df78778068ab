package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.access.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the sensors stand on the floor: what an administrator told last, across restarts. The document's schema {@code Floor} says
 * what may be told, here and in the file. Safe for use by several threads.
 */
public final class FloorBook {
    /** What is so of a sensor where nothing else is told: it looks level, and sees as far and as wide as a Kinect v1. */
    private static final Map<String, Double> USUAL = Map.of("tilt", 0.0, "roll", 0.0, "angle", 57.0, "reach", 4.5);

    private final Path file;
    private final Shape shape = Contract.shipped().operation("putFloor").body().orElseThrow();
    private volatile JsonNode floor;

    /**
     * Begins with what the file says.
     *
     * @param otherwise what is so while there is no file
     * @throws IllegalArgumentException if the file cannot be used; the message says what to change
     */
    public FloorBook(Path file, JsonNode otherwise) {
        this.file = file;
        this.floor = complete(Files.exists(file) ? read(file) : otherwise);
    }

    /** A floor that nothing is known of. */
    public static JsonNode unknown() {
        ObjectNode json = Json.object();
        json.putArray("sensors");
        return json;
    }

    private JsonNode read(Path file) {
        try {
            if (Files.size(file) > Operations.MAX_BODY) {
                throw new IOException("it has more than " + Operations.MAX_BODY + " bytes");
            }
            JsonNode told = Json.read(Files.readAllBytes(file));
            Optional<String> fault = shape.faultOf(told).or(() -> faultOf(told));
            if (fault.isPresent()) {
                throw new IOException(fault.get());
            }
            return told;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be used: " + e.getMessage() + "; mend it, or delete it and tell the floor anew", e);
        }
    }

    /** What a schema cannot say. */
    private static Optional<String> faultOf(JsonNode floor) {
        Set<String> seen = new HashSet<>();
        return floor.path("sensors").valueStream().map(sensor -> sensor.path("sensor").asText())
                .filter(sensor -> !seen.add(sensor)).findFirst()
                .map(sensor -> "sensor " + sensor + " is placed twice; leave one of its places out");
    }

    private static JsonNode complete(JsonNode told) {
        ObjectNode floor = Json.object().put("name", "");
        floor.putArray("walls");
        floor.setAll((ObjectNode) told.deepCopy());
        floor.path("sensors").forEach(sensor -> USUAL.forEach((name, value) -> {
            if (!sensor.has(name)) {
                ((ObjectNode) sensor).put(name, value);
            }
        }));
        return floor;
    }

    /** The floor as it is told now, with everything that was left out. */
    JsonNode floor() {
        return floor;
    }

    /**
     * From now on the floor is so, once that is stored; blocks.
     *
     * @param told fits the schema
     * @return the same with everything that was left out
     * @throws Problem if it makes no sense all the same
     */
    synchronized JsonNode replace(JsonNode told) {
        faultOf(told).ifPresent(fault -> {
            throw new Problem(400, "bad-body", fault);
        });
        PrivateFile.replace(file, Json.buffer(told).getBytes());
        JsonNode whole = complete(told);
        floor = whole;
        return whole;
    }
}
