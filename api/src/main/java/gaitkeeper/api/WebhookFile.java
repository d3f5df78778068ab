package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.access.PrivateFile;
import gaitkeeper.api.event.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Webhooks across restarts, with what was delivered; readable by its owner alone, because it holds their secrets. */
record WebhookFile(Path path) {
    List<Webhook> read() {
        List<Webhook> hooks = new ArrayList<>();
        if (!Files.exists(path)) {
            return hooks;
        }
        try {
            for (JsonNode json : Json.read(Files.readAllBytes(path)).path("webhooks")) {
                Cursor done = Cursor.parse(json.path("delivered").asText())
                        .orElseThrow(() -> new IllegalArgumentException(path + ": \"delivered\" is no event id"));
                hooks.add(new Webhook(json.path("id").asText(), json.path("url").asText(), json.path("secret").asText(),
                        Webhook.filter(json), done));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be used: " + e.getMessage(), e);
        }
        return hooks;
    }

    void write(Collection<Webhook> hooks) {
        ObjectNode root = Json.object();
        var all = root.putArray("webhooks");
        hooks.forEach(hook -> all.add(hook.json().put("secret", hook.secret())));
        PrivateFile.replace(path, Json.buffer(root).getBytes());
    }
}
