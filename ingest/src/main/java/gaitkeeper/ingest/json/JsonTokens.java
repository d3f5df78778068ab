package gaitkeeper.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.Reason;

/**
 * JSON (RFC 8259) token by token, for documents that are numbers above all: nothing is made of a token before it is asked for, and a
 * number of the usual length is read in one pass. Values may follow one another; NaN and infinities are numbers. Depth and lengths
 * are bounded. For one document and one thread.
 */
public final class JsonTokens {
    /** Most arrays and objects in one another. */
    public static final int MAX_DEPTH = 32;
    /** Longest name, in bytes as written. */
    public static final int MAX_NAME = 256;
    /** Longest number. */
    public static final int MAX_NUMBER = 64;

    private static final int NAMES = 64;

    /** What there is. */
    public enum Token {
        OBJECT, END_OBJECT, ARRAY, END_ARRAY, NAME, TEXT, INTEGER, DECIMAL, TRUE, FALSE, NULL,
        /** Behind the last value. */
        END
    }

    private final byte[] document;
    private final int from;
    private final int end;
    private final int maxText;
    private final JsonNumber number = new JsonNumber();
    /** Names that came before: there are few, and they come again with every body. */
    private final String[] names = new String[NAMES];
    private int at;
    private int depth;
    /** A bit for each level around the present one, the lowest for the innermost: whether it is an object. */
    private long objects;
    private boolean empty = true;
    private boolean named;
    private Token token = Token.END;
    private int start;
    private int stop;
    private int hash;
    private boolean plain;

    /**
     * Prepares.
     *
     * @param document holds the text from one position to before another
     * @param maxText longest text, in bytes as written
     */
    public JsonTokens(byte[] document, int from, int to, int maxText) {
        this.document = document;
        this.from = from;
        this.at = from;
        this.end = to;
        this.maxText = maxText;
    }

    /** The token that was read last. */
    public Token token() {
        return token;
    }

    /** Where in the document it begins: its bracket, or the first letter of what is in quotes. */
    public int from() {
        return start;
    }

    /** Where in the document the next one may begin. */
    public int to() {
        return at;
    }

    /** How many arrays and objects are open. */
    public int depth() {
        return depth;
    }

    /** Reads the next token. */
    public Token next() throws NotJsonException {
        token = read();
        return token;
    }

    private Token read() throws NotJsonException {
        int c = letter();
        if (named) {
            named = false;
            return value(c);
        }
        if (depth == 0) {
            return c < 0 ? Token.END : value(c);
        }
        boolean object = (objects & 1) != 0;
        if (c == (object ? '}' : ']')) {
            return close(object);
        }
        if (!empty) {
            if (c != ',') {
                throw notJson();
            }
            c = letter();
        }
        empty = false;
        return object ? name(c) : value(c);
    }

    private Token close(boolean object) {
        depth--;
        objects >>>= 1;
        empty = false;
        return object ? Token.END_OBJECT : Token.END_ARRAY;
    }

    /** The next character that is no white space, -1 at the end. */
    private int letter() {
        while (at < end) {
            byte c = document[at++];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c & 0xff;
            }
        }
        return -1;
    }

    private Token name(int c) throws NotJsonException {
        if (c != '"') {
            throw notJson();
        }
        string(MAX_NAME);
        if (letter() != ':') {
            throw notJson();
        }
        named = true;
        return Token.NAME;
    }

    private Token value(int c) throws NotJsonException {
        return switch (c) {
            case '{' -> open(1, Token.OBJECT);
            case '[' -> open(0, Token.ARRAY);
            case '"' -> {
                string(maxText);
                yield Token.TEXT;
            }
            case 't' -> word("true", Token.TRUE);
            case 'f' -> word("false", Token.FALSE);
            case 'n' -> word("null", Token.NULL);
            case 'N' -> word("NaN", Token.DECIMAL);
            case 'I' -> word("Infinity", Token.DECIMAL);
            case -1 -> throw notJson();
            default -> numeral();
        };
    }

    private Token open(int object, Token opened) throws NotJsonException {
        if (depth == MAX_DEPTH) {
            throw tooLong();
        }
        start = at - 1;
        depth++;
        objects = objects << 1 | object;
        empty = true;
        return opened;
    }

    private Token word(String word, Token is) throws NotJsonException {
        start = at - 1;
        for (int i = 1; i < word.length(); i++) {
            if (at == end || document[at++] != word.charAt(i)) {
                throw notJson();
            }
        }
        stop = at;
        number.is(word.equals("Infinity") ? Double.POSITIVE_INFINITY : Double.NaN);
        requireEnd();
        return is;
    }

    private Token numeral() throws NotJsonException {
        start = at - 1;
        if (document[start] == '-' && at < end && document[at] == 'I') {
            at++;
            int minus = start;
            word("Infinity", Token.DECIMAL);
            start = minus;
            number.is(Double.NEGATIVE_INFINITY);
            return Token.DECIMAL;
        }
        stop = number.read(document, start, end);
        if (stop < 0) {
            throw notJson();
        }
        at = stop;
        if (stop - start > MAX_NUMBER) {
            throw tooLong();
        }
        requireEnd();
        return number.whole() ? Token.INTEGER : Token.DECIMAL;
    }

    /** Words and numbers end before white space, a comma, a bracket or the end. */
    private void requireEnd() throws NotJsonException {
        if (at == end) {
            return;
        }
        switch (document[at]) {
            case ',', ']', '}', ' ', '\n', '\r', '\t' -> {
                // As it should be.
            }
            default -> throw notJson();
        }
    }

    private void string(int most) throws NotJsonException {
        start = at;
        plain = true;
        int sum = 0;
        while (at < end) {
            byte c = document[at++];
            if (c == '"') {
                stop = at - 1;
                hash = sum;
                if (stop - start > most) {
                    throw tooLong();
                }
                return;
            }
            if (c == '\\') {
                plain = false;
                escape();
            } else if (c < ' ') {
                plain = false;
                other(c);
            }
            sum = sum * 31 + c;
        }
        throw notJson();
    }

    private void escape() throws NotJsonException {
        int c = at < end ? document[at++] : -1;
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                if (at == end || Character.digit(document[at++], 16) < 0) {
                    throw notJson();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw notJson();
        }
    }

    /** Control characters are no text; of the rest all bytes must be there. */
    private void other(byte c) throws NotJsonException {
        int more = c >= 0 ? -1 : Utf8.following(document, at - 1, end);
        if (more < 0) {
            throw notJson();
        }
        at += more;
    }

    /** The name or text that was read last, or a number as it is written. */
    public String text() {
        if (token != Token.NAME || !plain) {
            return made();
        }
        String known = names[hash & NAMES - 1];
        if (known != null && isHere(known)) {
            return known;
        }
        String name = made();
        names[hash & NAMES - 1] = name;
        return name;
    }

    private boolean isHere(String name) {
        if (name.length() != stop - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != document[start + i]) {
                return false;
            }
        }
        return true;
    }

    private String made() {
        String written = new String(document, start, stop - start, UTF_8);
        return plain || token != Token.NAME && token != Token.TEXT ? written : unescaped(written);
    }

    private static String unescaped(String written) {
        var text = new StringBuilder(written.length());
        int done = 0;
        for (int at = written.indexOf('\\'); at >= 0; at = written.indexOf('\\', done)) {
            char escaped = written.charAt(at + 1);
            text.append(written, done, at).append(escaped == 'u'
                    ? (char) Integer.parseInt(written, at + 2, at + 6, 16)
                    : unescaped(escaped));
            done = at + (escaped == 'u' ? 6 : 2);
        }
        return text.append(written, done, written.length()).toString();
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    /** The number that was read last. */
    public double number() {
        return number.value(document, start, stop);
    }

    /** Passes over the value whose first token was read last. */
    public void skip() throws NotJsonException {
        if (token == Token.OBJECT || token == Token.ARRAY) {
            int around = depth;
            while (depth >= around) {
                if (next() == Token.END) {
                    throw notJson();
                }
            }
        }
    }

    private NotJsonException notJson() {
        return at >= end
                ? new NotJsonException(Reason.BAD_JSON, "the text is cut short", where(), "send the whole of it")
                : new NotJsonException(Reason.BAD_JSON, "the text is not JSON in UTF-8", where(),
                        "what follows was not read");
    }

    private NotJsonException tooLong() {
        return new NotJsonException(Reason.TOO_LARGE,
                "a text, name or number is too long or the nesting deeper than " + MAX_DEPTH, where(),
                "send less at once");
    }

    private NotJsonException.Place where() {
        int line = 1;
        int column = 1;
        for (int i = from; i < at - 1; i++) {
            column = document[i] == '\n' ? 1 : column + 1;
            line += document[i] == '\n' ? 1 : 0;
        }
        return new NotJsonException.Place(line, column);
    }
}
