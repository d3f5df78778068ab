package gaitkeeper.ingest.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.JsonTokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what Jackson reads as Jackson reads it, and refuses what Jackson refuses. */
class JsonTokensTest {
    private static final int MAX_TEXT = 1_000;
    private static final int ROUNDS = 30_000;
    private static final JsonFactory JACKSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).disable(JsonFactory.Feature.CHARSET_DETECTION).build();
    private static final String[] PARTS = {"{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "0", "1", "-", ".", "e",
        "true", "null", "\"a\":", "1.5", "-0.25e3", "NaN", "\\u00e9", "\u00e9", "\u20ac", "\ud83d\ude00"};

    private static List<String> ours(byte[] document) {
        List<String> tokens = new ArrayList<>();
        var in = new JsonTokens(document, 0, document.length, MAX_TEXT);
        try {
            for (Token token = in.next(); token != Token.END; token = in.next()) {
                tokens.add(switch (token) {
                    case NAME, TEXT -> token + " " + in.text();
                    // Jackson's integers know no -0.
                    case INTEGER -> token + " " + (in.number() + 0.0);
                    case DECIMAL -> token + " " + in.number();
                    default -> token.toString();
                });
            }
        } catch (NotJsonException _) {
            tokens.add("refused");
        }
        return tokens;
    }

    private static List<String> jacksons(byte[] document) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser in = JACKSON.createParser(document)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                tokens.add(switch (token) {
                    case START_OBJECT -> "OBJECT";
                    case START_ARRAY -> "ARRAY";
                    case FIELD_NAME -> "NAME " + in.currentName();
                    case VALUE_STRING -> "TEXT " + in.getText();
                    case VALUE_NUMBER_INT -> "INTEGER " + in.getDoubleValue();
                    case VALUE_NUMBER_FLOAT -> "DECIMAL " + in.getDoubleValue();
                    default -> token.toString().replace("VALUE_", "");
                });
            }
        } catch (IOException _) {
            tokens.add("refused");
        }
        return tokens;
    }

    static Stream<String> documents() {
        return Stream.of("[1,2.5,-3]", "{\"a\":{\"b\":[true,false,null]},\"c\":\"d\"}", "1 2 [3] {}", "", "  ", "[]",
                "{}", "[[],{}]", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}", "[1 2]", "[01]", "[-]",
                "[1.]", "[.5]", "[1e]", "[1e+]", "[1E-2]", "[--1]", "[1.5.5]", "[NaN,Infinity,-Infinity]", "[Nan]",
                "[tru]", "[truex]", "[\"\\q\"]", "[\"\\u12g4\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"]",
                "[\"a\nb\"]",
                "[\"", "[\"a", "{\"a\":1}}", "]", "[1", "[123456789012345678901234567890]", "[0.1,0.2,0.3,1e22,1e23]",
                "[9007199254740993,1e-22,1e-23,4.9e-324,1.7976931348623157e308]", "[1e999,-1e999]", "[-0,-0.0]",
                "{\"é\":\"€\"}", "{\"\\u0061\":1}", "[1.0000000000000000000001]", "12345678901234567890.5");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsAsJacksonDoes(String document) {
        assertAsJackson(document.getBytes(UTF_8));
    }

    /** Of what is refused, one may have read on for longer. */
    private static List<String> assertAsJackson(byte[] document) {
        List<String> ours = ours(document);
        List<String> jacksons = jacksons(document);
        if (jacksons.contains("refused")) {
            assertThat(ours).as(() -> new String(document, ISO_8859_1)).contains("refused");
        } else {
            assertThat(ours).as(() -> new String(document, ISO_8859_1)).isEqualTo(jacksons);
        }
        return ours;
    }

    @Test
    void readsNumbersAsTheJdkDoes() {
        var random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            String number = switch (i % 4) {
                case 0 -> String.format(Locale.ROOT, "%." + random.nextInt(1, 10) + "f", random.nextGaussian() * 1_000);
                case 1 -> String.valueOf(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
                case 2 -> String.valueOf(random.nextLong());
                default -> String.valueOf(random.nextFloat());
            };
            if (!number.equals("NaN") && !number.endsWith("Infinity")) {
                assertThat(ours(number.getBytes(UTF_8))).singleElement().asString().endsWith(
                        " " + Double.parseDouble(number));
            }
        }
    }

    @Test
    void readsSpoiledDocumentsAsJacksonDoes() {
        var random = new Random(2);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] document = document(random);
            refused += assertAsJackson(document).contains("refused") ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    /** An array of values in each other, sometimes with a part too much, too little or broken. */
    private static byte[] document(Random random) {
        var text = new StringBuilder("[");
        value(random, text, 0);
        text.append(']');
        if (random.nextInt(3) == 0) {
            text.insert(random.nextInt(1, text.length() + 1), PARTS[random.nextInt(PARTS.length)]);
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static void value(Random random, StringBuilder to, int depth) {
        switch (random.nextInt(depth > 4 ? 3 : 5)) {
            case 0 -> to.append(random.nextInt(2) == 0 ? random.nextInt() : random.nextDouble() * 100);
            case 1 -> to.append('"').append(PARTS[random.nextInt(10, PARTS.length)].replace("\"", "")).append('"');
            case 2 -> to.append(new String[]{"true", "false", "null"}[random.nextInt(3)]);
            case 3 -> {
                to.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(random, to, depth + 1);
                    to.append(i > 1 ? ", " : "");
                }
                to.append(']');
            }
            default -> {
                to.append('{');
                for (int i = random.nextInt(4); i > 0; i--) {
                    to.append("\"n").append(random.nextInt(100)).append("\": ");
                    value(random, to, depth + 1);
                    to.append(i > 1 ? "," : "");
                }
                to.append('}');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc080, 0xe282, 0xff, 0xeda080, 0xf4908080, 0x80, 0xe08080})
    void refusesWhatIsNoUtf8(int sequence) {
        String bytes = "";
        for (int rest = sequence; rest != 0; rest >>>= 8) {
            bytes = (char) (rest & 0xff) + bytes;
        }

        assertThat(ours(("[\"" + bytes + "\"]").getBytes(ISO_8859_1))).containsExactly("ARRAY", "refused");
    }

    @Test
    void passesOverWhatIsNotWanted() throws IOException {
        byte[] document = "{\"a\":[1,{\"b\":[2]},3],\"c\":4}".getBytes(UTF_8);
        var in = new JsonTokens(document, 0, document.length, MAX_TEXT);
        in.next();
        in.next();
        in.next();

        in.skip();

        assertThat(in.token()).isEqualTo(Token.END_ARRAY);
        assertThat(in.next()).isEqualTo(Token.NAME);
        assertThat(in.text()).isEqualTo("c");
        assertThat(in.depth()).isEqualTo(1);
    }

    static Stream<String> tooMuch() {
        return Stream.of("[".repeat(JsonTokens.MAX_DEPTH + 1), "1".repeat(JsonTokens.MAX_NUMBER + 1),
                "\"" + "x".repeat(MAX_TEXT + 1) + "\"",
                "{\"" + "x".repeat(JsonTokens.MAX_NAME + 1) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void refusesWhatIsTooMuch(String document) {
        var in = new JsonTokens(document.getBytes(UTF_8), 0, document.length(), MAX_TEXT);

        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> {
            while (in.next() != Token.END) {
                // Until it is too much.
            }
        }).satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void tellsWhereItBreaksOff() {
        byte[] document = "{\n \"a\": ?}".getBytes(UTF_8);
        var in = new JsonTokens(document, 0, document.length, MAX_TEXT);

        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> {
            while (in.next() != Token.END) {
                // Until it breaks off.
            }
        }).withMessageContaining("line 2, column 7").satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_JSON));
    }
}
