package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.Operation.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the document with values that fit and values that do not: whatever is sent, the answer is one that the
 * document declares, has the form it declares, and is never "our fault".
 */
class ApiFuzzTest {
    private static final int REQUESTS = 60;
    private static final Set<String> STREAMS = Set.of("text/event-stream");
    private static final List<String> TEXTS = List.of(ANN.toString(), BOB.toString(), new UUID(7, 7).toString(), "Ann",
            "", " ", "1", "0", "-1", "1001", "99999999999999999999", "true", "known", "match", "cam", "cam/s1/1@5",
            ANNS_TRACK + "@1700000000000000000", "d16@1", TestHouse.sequence(ANNS_TRACK, 0).toString(), "m0.0-i0.0",
            "m9.5", "2026-11-21T12:00:00Z", "yesterday", "../../../etc/passwd", "..", "%00", "<script>x</script>",
            "http://127.0.0.1:1/x", "file:///etc/passwd", "http://user:secret@host/", "\u0000", "\ud83d\ude00",
            "x".repeat(600), "'\"`;--", "${jndi:ldap://x}", "\"1\"", "*");

    private static final List<Double> NUMBERS = List.of(0.0, 1.0, -0.5, 4.5, 90.0, 1e-300, 1e308);

    private static final Contract CONTRACT = Contract.shipped();

    @AutoClose
    private final TestHouse house;

    static Stream<String> operations() {
        return CONTRACT.operations().keySet().stream();
    }

    ApiFuzzTest(@TempDir Path folder) {
        house = new TestHouse(folder);
        house.answer(ANNS_TRACK, 1, Optional.of(TestHouse.ann()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersAsTheDocumentSays(String id) throws IOException, InterruptedException {
        Operation operation = CONTRACT.operation(id);
        JsonNode described = CONTRACT.document().at("/paths/" + operation.path().replace("/", "~1") + "/"
                + operation.method().name().toLowerCase(Locale.ROOT));
        var random = new Random(id.hashCode());
        for (int n = 0; n < REQUESTS; n++) {
            HttpRequest request = request(operation, described, random, n % 2 == 0);
            HttpResponse<InputStream> answer = house.http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                check(described, request, answer, body);
            }
            // Identities must not run out.
            house.now.set(house.now.get().plusSeconds(1));
        }
    }

    private static void check(JsonNode described, HttpRequest request, HttpResponse<InputStream> answer,
            InputStream body) throws IOException {
        String about = request.method() + " " + request.uri();
        JsonNode declared = CONTRACT.resolve(described.path("responses").path(String.valueOf(answer.statusCode())));
        // A segment of dots leads to another address before it is a parameter.
        if (answer.statusCode() == 404 || answer.statusCode() == 405) {
            declared = CONTRACT.document().at("/components/responses/Problem");
        }
        assertThat(answer.statusCode()).as(about).isNotEqualTo(500);
        assertThat(declared.isMissingNode()).as("%s answered %s", about, answer.statusCode()).isFalse();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (declared.has("content") && !STREAMS.contains(type)) {
            JsonNode schema = declared.path("content").path(type).path("schema");
            assertThat(schema.isMissingNode()).as("%s as %s", about, type).isFalse();
            JsonNode value = Json.read(body.readAllBytes());
            assertThat(Shape.of(schema, CONTRACT.document()).faultOf(value)).as("%s: %s", about, value).isEmpty();
        }
    }

    private HttpRequest request(Operation operation, JsonNode described, Random random, boolean fitting) {
        String path = operation.path();
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        HttpRequest.Builder request = house.request("/");
        for (Parameter parameter : operation.parameters()) {
            String value = value(parameter, random, fitting || random.nextBoolean());
            switch (parameter.in()) {
                case "path" -> path = path.replace("{" + parameter.name() + "}", encode(value.isEmpty() ? "%" : value));
                case "query" -> {
                    if (random.nextInt(3) == 0) {
                        query.add(encode(parameter.name()) + "=" + encode(value));
                    }
                }
                default -> {
                    if (random.nextInt(3) == 0 && value.chars().allMatch(c -> c > 31 && c < 127)) {
                        request.header(parameter.name(), value);
                    }
                }
            }
        }
        request.uri(house.uri(path + query));
        if (operation.body().isEmpty()) {
            return request.method(operation.method().name(), BodyPublishers.noBody()).build();
        }
        JsonNode schema = CONTRACT
                .resolve(described.path("requestBody").path("content").path("application/json").path("schema"));
        return request.header("Content-Type", "application/json")
                .method(operation.method().name(), BodyPublishers.ofString(body(schema, random, fitting))).build();
    }

    private static String value(Parameter parameter, Random random, boolean fitting) {
        List<String> texts = fitting ? TEXTS.stream().filter(text -> fits(parameter, text)).toList() : TEXTS;
        return texts.isEmpty() ? "x" : texts.get(random.nextInt(texts.size()));
    }

    private static boolean fits(Parameter parameter, String text) {
        boolean number = parameter.type().equals("integer");
        if (number && !text.matches("\\d{1,9}")) {
            return false;
        }
        var nodes = JsonNodeFactory.instance;
        return parameter.shape().faultOf(number ? nodes.numberNode(Long.parseLong(text)) : nodes.textNode(text))
                .isEmpty();
    }

    private static String body(JsonNode schema, Random random, boolean fitting) {
        String text = filled(schema, random, fitting).toString();
        if (fitting) {
            return text;
        }
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> "[" + text + "]";
            case 2 -> text + text;
            case 3 -> "[".repeat(2_000);
            default -> text;
        };
    }

    private static JsonNode filled(JsonNode given, Random random, boolean fitting) {
        JsonNode schema = CONTRACT.resolve(given);
        return switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = Json.object();
                schema.path("properties").properties().forEach(
                        property -> object.set(property.getKey(), filled(property.getValue(), random, fitting)));
                yield object;
            }
            case "array" -> {
                var array = Json.array();
                int size = schema.path("minItems").asInt(1) + random.nextInt(3);
                for (int n = 0; n < size; n++) {
                    array.add(filled(schema.path("items"), random, fitting));
                }
                yield array;
            }
            case "number" -> any(NUMBERS.stream().<JsonNode>map(JsonNodeFactory.instance::numberNode), schema, random,
                    fitting);
            default -> any(TEXTS.stream().map(JsonNodeFactory.instance::textNode), schema, random, fitting);
        };
    }

    private static JsonNode any(Stream<? extends JsonNode> values, JsonNode schema, Random random, boolean fitting) {
        Shape shape = Shape.of(schema, CONTRACT.document());
        List<? extends JsonNode> left = values.filter(value -> !fitting || shape.faultOf(value).isEmpty()).toList();
        return left.get(random.nextInt(left.size()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
