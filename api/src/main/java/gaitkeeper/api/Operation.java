package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.access.AccessRole;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * One operation as the document describes it.
 *
 * @param id the document's {@code operationId}
 * @param method of HTTP
 * @param path below the server's root, with {@code {names}}
 * @param role who may ask for it
 * @param parameters in path, query and header
 * @param body schema of the request's body, if it has one
 */
record Operation(String id, HttpMethod method, String path, AccessRole role, List<Parameter> parameters,
        Optional<Shape> body) {
    /**
     * One parameter.
     *
     * @param name as sent
     * @param in {@code path}, {@code query} or {@code header}
     * @param required whether it must be there
     * @param type of its schema: {@code integer}, {@code boolean} or {@code string}
     * @param shape its schema
     */
    record Parameter(String name, String in, boolean required, String type, Shape shape) {}

    /** Whether it may change anything. */
    boolean changes() {
        return !method.equals(HttpMethod.GET);
    }

    /** The path as Vert.x Web writes it. */
    String route() {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    static AccessRole role(JsonNode operation) {
        return AccessRole.of(operation.path("security").path(0).path("key").path(0).asText());
    }
}
