package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * What an operation answers.
 *
 * @param status HTTP status
 * @param body or a missing node
 * @param headers besides the usual ones
 */
record Answer(int status, JsonNode body, Map<String, String> headers) {
    static Answer of(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    static Answer nothing() {
        return new Answer(204, MissingNode.getInstance(), Map.of());
    }

    void send(HttpServerResponse response) {
        response.setStatusCode(status).putHeader("Cache-Control", "no-store");
        headers.forEach(response::putHeader);
        if (body.isMissingNode()) {
            response.end();
        } else {
            response.putHeader("Content-Type", "application/json").end(Json.buffer(body));
        }
    }
}
