package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.Operation.Parameter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The document of {@code /api/v1}: what it says is what is served, here or by the role that {@code x-served-by} names. */
final class Contract {
    /** Names the role whose processes answer, if it is not this one. */
    static final String ELSEWHERE = "x-served-by";

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final Buffer text;
    private final JsonNode document;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Contract(byte[] bytes) throws IOException {
        text = Buffer.buffer(bytes);
        document = Json.read(bytes);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()) && !method.getValue().has(ELSEWHERE))
                .forEach(method -> add(path.getKey(), method.getKey(), method.getValue())));
    }

    /** The document this program ships, read once. */
    static Contract shipped() {
        return Shipped.CONTRACT;
    }

    private static final class Shipped {
        private static final Contract CONTRACT = read();
    }

    private static Contract read() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("openapi.json"),
                "openapi.json")) {
            return new Contract(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.json", e);
        }
    }

    private void add(String path, String method, JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        node.path("parameters").forEach(parameter -> parameters.add(parameter(resolve(parameter))));
        JsonNode body = node.path("requestBody").path("content").path("application/json").path("schema");
        String id = node.path("operationId").asText();
        operations.put(id, new Operation(id, HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path,
                Operation.role(node), parameters,
                body.isMissingNode() ? Optional.empty() : Optional.of(Shape.of(body, document))));
    }

    private Parameter parameter(JsonNode node) {
        JsonNode schema = node.path("schema");
        return new Parameter(node.path("name").asText(), node.path("in").asText(), node.path("required").asBoolean(),
                resolve(schema).path("type").asText("string"), Shape.of(schema, document));
    }

    /** The node itself, or the one it refers to. */
    JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? document.at(reference.asText().substring(1)) : node;
    }

    JsonNode document() {
        return document;
    }

    Buffer text() {
        return text;
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /**
     * One operation.
     *
     * @throws IllegalArgumentException if the document has none of that name
     */
    Operation operation(String id) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalArgumentException("openapi.json has no operation " + id);
        }
        return operation;
    }
}
