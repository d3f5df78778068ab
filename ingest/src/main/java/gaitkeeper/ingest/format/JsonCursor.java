package gaitkeeper.ingest.format;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.JsonTokens.Token;
import gaitkeeper.ingest.json.JsonTokens;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON document value by value, in the words formats need. What is not JSON ends it with a {@link NotJsonException}; what is
 * JSON but not the format, with a {@link MalformedException}.
 */
final class JsonCursor {
    static final int MAX_TEXT = 1 << 16;

    private final JsonTokens in;

    /** The point read last: coordinates, and confidence if it had one, else NaN. */
    double x;
    double y;
    double z;
    double confidence;

    private JsonCursor(JsonTokens in) {
        this.in = in;
    }

    /** Reads one thing after the other. */
    @FunctionalInterface
    interface Reader {
        void read(JsonCursor in) throws NotJsonException;
    }

    /**
     * Reads each value of a document.
     *
     * @throws MalformedException if it is not JSON, or a value's reader says so
     */
    static void read(byte[] document, int from, int to, Reader value) {
        var tokens = new JsonTokens(document, from, to, MAX_TEXT);
        var cursor = new JsonCursor(tokens);
        try {
            if (tokens.next() == Token.END) {
                throw new MalformedException(Reason.BAD_JSON, "nothing was sent");
            }
            for (; tokens.token() != Token.END; tokens.next()) {
                value.read(cursor);
            }
        } catch (NotJsonException e) {
            throw e.refusal(1);
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

    boolean isObject() {
        return in.token() == Token.OBJECT;
    }

    boolean isArray() {
        return in.token() == Token.ARRAY;
    }

    boolean isText() {
        return in.token() == Token.TEXT;
    }

    /** Goes to the value of the next field of this object; null at its end. */
    @Nullable
    String field() throws NotJsonException {
        if (in.next() != Token.NAME) {
            return null;
        }
        String name = in.text();
        in.next();
        return name;
    }

    /** Reads each item of the array that must begin here. */
    void items(String what, Reader item) throws NotJsonException {
        expectArray(what);
        while (item()) {
            item.read(this);
        }
    }

    /** Reads each item of the array that must begin here as a body, which harms no other if it is wrong. */
    void bodies(String what, PoseWriter out, Reader body) throws NotJsonException {
        items(what, one -> one.body(out, body));
    }

    /** Goes to the next item of this array; false at its end. */
    boolean item() throws NotJsonException {
        return in.next() != Token.END_ARRAY;
    }

    /** Passes over the present value. */
    void skip() throws NotJsonException {
        in.skip();
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
    double number(String what) throws NotJsonException {
        return switch (in.token()) {
            case INTEGER, DECIMAL -> in.number();
            case NULL -> Double.NaN;
            case TEXT -> parsed(in.text(), what);
            default -> throw bad(what + " must be a number");
        };
    }

    private static double parsed(String text, String what) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw bad(what + " must be a number");
        }
    }

    /** A text, or a number as text. */
    String text(String what) throws NotJsonException {
        if (in.token() == Token.TEXT || in.token() == Token.INTEGER) {
            return in.text();
        }
        throw bad(what + " must be a text or an integer");
    }

    boolean isFalse() {
        return in.token() == Token.FALSE;
    }

    boolean isNull() {
        return in.token() == Token.NULL;
    }

    /** Reads {@code [x, y, z]} or {@code [x, y, z, confidence]}. */
    void point(String what) throws NotJsonException {
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

    private double coordinate(String what) throws NotJsonException {
        if (!item()) {
            throw bad(what + " needs x, y and z");
        }
        return number(what);
    }

    /**
     * Reads a body with {@code reader}; if it turns out wrong, notes so and goes on behind it.
     */
    void body(PoseWriter out, Reader reader) throws NotJsonException {
        out.body();
        guarded(out, reader);
    }

    /** Reads the present value; if it turns out wrong, notes so and goes on behind it. */
    void guarded(PoseWriter out, Reader reader) throws NotJsonException {
        boolean structured = isObject() || isArray();
        int depth = in.depth();
        try {
            reader.read(this);
        } catch (MalformedException e) {
            out.refuse(e);
            while (structured && in.depth() >= depth && in.next() != Token.END) {
                // Towards the end of the value.
            }
        }
    }

    static MalformedException bad(String message) {
        return new MalformedException(Reason.BAD_FIELD, message);
    }
}
