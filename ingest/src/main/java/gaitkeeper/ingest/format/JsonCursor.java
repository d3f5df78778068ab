package gaitkeeper.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON document value by value, in the words formats need. What is not JSON ends it with an {@link IOException}; what is
 * JSON but not the format, with a {@link MalformedException}.
 */
final class JsonCursor {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(1 << 16)
                    .maxNameLength(256).maxNumberLength(64).build())
            .build();

    private final JsonParser in;

    /** The point read last: coordinates, and confidence if it had one, else NaN. */
    double x;
    double y;
    double z;
    double confidence;

    private JsonCursor(JsonParser in) {
        this.in = in;
    }

    /** Reads one thing after the other. */
    @FunctionalInterface
    interface Reader {
        void read(JsonCursor in) throws IOException;
    }

    /**
     * Reads each value of a document.
     *
     * @throws MalformedException if it is not JSON, or a value's reader says so
     */
    static void read(byte[] document, int from, int to, Reader value) {
        try (JsonParser parser = JSON.createParser(document, from, to - from)) {
            var cursor = new JsonCursor(parser);
            if (parser.nextToken() == null) {
                throw new MalformedException(Reason.BAD_JSON, "nothing was sent");
            }
            for (; parser.currentToken() != null; parser.nextToken()) {
                value.read(cursor);
            }
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (IOException _) {
            throw new MalformedException(Reason.BAD_JSON, "the text is not UTF-8");
        }
    }

    /** Reads a document whose values are frames or arrays of frames. */
    static void readFrames(byte[] document, int from, int to, Reader frame) {
        read(document, from, to, in -> {
            if (in.isArray()) {
                while (in.item()) {
                    frame.read(in);
                }
            } else {
                frame.read(in);
            }
        });
    }

    /** Jackson's own message is not used: it may repeat coordinates. */
    private static MalformedException notJson(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        return e instanceof StreamConstraintsException
                ? new MalformedException(Reason.TOO_LARGE, "a text, name, number or the nesting is too long" + where)
                : new MalformedException(Reason.BAD_JSON, "the text is not JSON or cut short" + where);
    }

    JsonToken token() {
        return in.currentToken();
    }

    boolean isObject() {
        return in.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return in.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isText() {
        return in.currentToken() == JsonToken.VALUE_STRING;
    }

    /** Goes to the value of the next field of this object; null at its end. */
    @Nullable
    String field() throws IOException {
        String name = in.nextFieldName();
        if (name != null) {
            in.nextToken();
        }
        return name;
    }

    /** Reads each item of the array that must begin here. */
    void items(String what, Reader item) throws IOException {
        expectArray(what);
        while (item()) {
            item.read(this);
        }
    }

    /** Reads each item of the array that must begin here as a body, which harms no other if it is wrong. */
    void bodies(String what, PoseWriter out, Reader body) throws IOException {
        items(what, one -> one.body(out, body));
    }

    /** Goes to the next item of this array; false at its end. */
    boolean item() throws IOException {
        return in.nextToken() != JsonToken.END_ARRAY;
    }

    /** Passes over the present value. */
    void skip() throws IOException {
        in.skipChildren();
    }

    void expectObject(String what) {
        if (!isObject()) {
            throw bad(what + " must be an object");
        }
    }

    void expectArray(String what) {
        if (!isArray()) {
            throw bad(what + " must be an array");
        }
    }

    /** A number; NaN for null. */
    double number(String what) throws IOException {
        JsonToken token = in.currentToken();
        if (token.isNumeric()) {
            return in.getDoubleValue();
        }
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parsed(in.getText(), what);
        }
        throw bad(what + " must be a number");
    }

    private static double parsed(String text, String what) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw bad(what + " must be a number");
        }
    }

    /** A text, or a number as text. */
    String text(String what) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING || in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return in.getText();
        }
        throw bad(what + " must be a text or an integer");
    }

    boolean isFalse() {
        return in.currentToken() == JsonToken.VALUE_FALSE;
    }

    boolean isNull() {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Reads {@code [x, y, z]} or {@code [x, y, z, confidence]}. */
    void point(String what) throws IOException {
        if (isNull()) {
            x = Double.NaN;
            return;
        }
        expectArray(what);
        x = coordinate(what);
        y = coordinate(what);
        z = coordinate(what);
        confidence = Double.NaN;
        if (item()) {
            confidence = number(what);
            while (item()) {
                skip();
            }
        }
    }

    private double coordinate(String what) throws IOException {
        if (!item()) {
            throw bad(what + " needs x, y and z");
        }
        return number(what);
    }

    /**
     * Reads a body with {@code reader}; if it turns out wrong, notes so and goes on behind it.
     */
    void body(PoseWriter out, Reader reader) throws IOException {
        out.body();
        guarded(out, reader);
    }

    /** Reads the present value; if it turns out wrong, notes so and goes on behind it. */
    void guarded(PoseWriter out, Reader reader) throws IOException {
        boolean structured = isObject() || isArray();
        int depth = in.getParsingContext().getNestingDepth();
        try {
            reader.read(this);
        } catch (MalformedException e) {
            out.refuse(e);
            while (structured && in.getParsingContext().getNestingDepth() >= depth && in.nextToken() != null) {
                // Towards the end of the value.
            }
        }
    }

    static MalformedException bad(String message) {
        return new MalformedException(Reason.BAD_FIELD, message);
    }
}
