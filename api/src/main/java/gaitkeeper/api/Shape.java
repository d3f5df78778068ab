package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A schema of the document; OpenAPI 3.1 schemas are JSON Schema 2020-12. */
final class Shape {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true)
            .locale(Locale.ENGLISH).preloadJsonSchema(false).build();

    private final JsonSchema schema;

    private Shape(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * A schema, which is compiled when it is first needed: of some hundred a process needs few, and none to start.
     *
     * @param document whose {@code components} it may refer to
     */
    static Shape of(JsonNode schema, JsonNode document) {
        ObjectNode whole = Json.object();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.path("components"));
        return new Shape(FACTORY.getSchema(whole, CONFIG));
    }

    /** What is wrong with a value, in one sentence; empty if nothing is. */
    Optional<String> faultOf(JsonNode value) {
        return schema.validate(value).stream().map(ValidationMessage::getMessage).min(Comparator.naturalOrder());
    }
}
