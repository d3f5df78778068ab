package gaitkeeper.api.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of keys and users, readable by its owner alone:
 *
 * <pre>{@code
 * {"version": 1,
 *  "keys":  [{"id": "16 hex digits", "name": "...", "role": "sensor|viewer|operator|admin",
 *             "salt": "hex", "sha256": "hex, of salt and secret", "expires": "2027-11-21T00:00:00Z"}],
 *  "users": [{"name": "...", "role": "...", "argon2id": "$argon2id$v=19$m=19456,t=2,p=1$..."}]}
 * }</pre>
 */
final class AccessFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private AccessFile() {}

    /**
     * Everybody who may enter.
     *
     * @param keys of programs
     * @param users people with passwords
     */
    record Entries(List<ApiKey> keys, List<LocalUser> users) {
        Entries {
            keys = List.copyOf(keys);
            users = List.copyOf(users);
        }
    }

    /**
     * Reads the file; one that is not there holds nobody.
     *
     * @throws IllegalArgumentException if it is not such a file; the message names it and says what is wrong
     */
    static Entries read(Path file) {
        if (!Files.exists(file)) {
            return new Entries(List.of(), List.of());
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.path("version").asInt() != 1) {
                throw new IllegalArgumentException(file + ": \"version\" must be 1");
            }
            List<ApiKey> keys = new ArrayList<>();
            root.path("keys").forEach(key -> keys.add(key(key)));
            List<LocalUser> users = new ArrayList<>();
            root.path("users").forEach(user -> users.add(new LocalUser(text(user, "name"),
                    AccessRole.of(text(user, "role")), text(user, "argon2id"))));
            return new Entries(keys, users);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static ApiKey key(JsonNode key) {
        return new ApiKey(text(key, "id"), text(key, "name"), AccessRole.of(text(key, "role")),
                text(key, "salt"), text(key, "sha256"),
                Instant.parse(text(key, "expires")));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new IllegalArgumentException("an entry lacks \"" + field + "\"");
        }
        return value.textValue();
    }

    /** Replaces the file as a whole, so that a running process never reads half of it. */
    static void write(Path file, Entries entries) {
        ObjectNode root = JSON.createObjectNode().put("version", 1);
        ArrayNode keys = root.putArray("keys");
        entries.keys().forEach(key -> keys.addObject().put("id", key.id()).put("name", key.name())
                .put("role", key.role().toString()).put("salt", key.salt())
                .put("sha256", key.hash()).put("expires", key.expires().toString()));
        ArrayNode users = root.putArray("users");
        entries.users().forEach(user -> users.addObject().put("name", user.name())
                .put("role", user.role().toString()).put("argon2id", user.hash()));
        try {
            PrivateFile.replace(file, JSON.writeValueAsBytes(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
