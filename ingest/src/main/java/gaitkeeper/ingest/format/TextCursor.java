package gaitkeeper.ingest.format;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks text line by line and word by word without making strings of numbers. Errors name the line. */
final class TextCursor {
    private static final double[] POWERS = powers();

    private final byte[] bytes;
    private final int end;
    private int at;
    private int line = 1;

    TextCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    private static double[] powers() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    int line() {
        return line;
    }

    /** Goes to the first word, passing over blank lines; false at the end. */
    boolean more() {
        while (at < end && (isBlank(bytes[at]) || bytes[at] == '\n')) {
            line += bytes[at++] == '\n' ? 1 : 0;
        }
        return at < end;
    }

    /** Whether another word stands in this line. */
    boolean moreInLine() {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at < end && bytes[at] != '\n';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == ';' || b == ',';
    }

    /** Goes behind this line, whatever it holds. */
    void nextLine() {
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        if (at < end) {
            at++;
            line++;
        }
    }

    /** The next word, over lines. */
    String word() {
        if (!more()) {
            throw bad("the text ends here; it is cut short");
        }
        int from = at;
        while (at < end && !isBlank(bytes[at]) && bytes[at] != '\n') {
            at++;
        }
        return new String(bytes, from, Math.min(at - from, 64), StandardCharsets.ISO_8859_1);
    }

    /** Goes behind the next word if it is this one; else stays before it. */
    boolean skipWord(byte[] word) {
        if (!more() || end - at < word.length || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
            return false;
        }
        int behind = at + word.length;
        if (behind < end && !isBlank(bytes[behind]) && bytes[behind] != '\n') {
            return false;
        }
        at = behind;
        return true;
    }

    /** The next word as a whole number from 0. */
    int whole(String what, int most) {
        double value = number();
        if (value < 0 || value > most || value != Math.rint(value)) {
            throw bad(what + " must be a whole number from 0 to " + most);
        }
        return (int) value;
    }

    /** The next word as a number. */
    double number() {
        if (!more()) {
            throw bad("the text ends here; it is cut short");
        }
        int from = at;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        long digits = 0;
        int count = 0;
        int scale = 0;
        boolean point = false;
        for (; at < end; at++) {
            byte b = bytes[at];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + b - '0';
                count++;
                scale += point ? 1 : 0;
            } else if (b == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        boolean whole = at == end || isBlank(bytes[at]) || bytes[at] == '\n';
        // Few digits and a small power of ten: the quotient is the nearest double.
        if (!whole || count == 0 || count > 15) {
            return slow(from);
        }
        double value = digits / POWERS[scale];
        return negative ? -value : value;
    }

    /** Exponents, many digits, NaN. */
    private double slow(int from) {
        at = from;
        String word = word();
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException _) {
            throw bad("expected a number");
        }
    }

    MalformedException bad(String what) {
        return new MalformedException(Reason.BAD_FIELD, "line " + line + ": " + what);
    }
}
