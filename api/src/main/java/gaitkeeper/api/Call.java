package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.access.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * One request whose parameters and body fit the document.
 *
 * @param context of Vert.x Web
 * @param parameters that were given, by name
 * @param body or a missing node
 */
record Call(RoutingContext context, Map<String, JsonNode> parameters, JsonNode body) {
    Caller caller() {
        return Caller.of(context);
    }

    Optional<String> text(String parameter) {
        return Optional.ofNullable(parameters.get(parameter)).map(JsonNode::asText);
    }

    int number(String parameter, int otherwise) {
        JsonNode value = parameters.get(parameter);
        return value == null ? otherwise : value.asInt();
    }

    /** What this look-up or change is about, for the audit log. */
    void about(String target) {
        AuditTrail.about(context, target);
    }
}
