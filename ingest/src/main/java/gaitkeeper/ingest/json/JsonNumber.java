package gaitkeeper.ingest.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A number of a JSON text, read in one pass. Up to 15 digits with up to 22 of them behind the point, or zeros before it, are a whole
 * number times or by a power of ten, both exact in double precision, so that their one rounding is the right one (Clinger, "How to
 * read floating point numbers accurately", 1990); others are left to the JDK. Reused; for one thread.
 */
final class JsonNumber {
    private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
        1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    private static final long MOST_EXACT = 1L << 53;
    /** So many digits are less than 2^63. */
    private static final int MOST_DIGITS = 18;
    private static final int MOST_EXPONENT = 9_999;

    private long digits;
    private int power;
    private boolean exact;
    private boolean negative;
    private boolean whole;
    private boolean named;
    private double value;

    /** Makes this a number that is written as a word. */
    void is(double word) {
        named = true;
        whole = false;
        value = word;
    }

    /** Whether it is written without point and exponent. */
    boolean whole() {
        return whole;
    }

    /**
     * Reads what begins at a position.
     *
     * @return the position behind it; -1 if it is no number
     */
    int read(byte[] text, int from, int end) {
        named = false;
        negative = text[from] == '-';
        int first = negative ? from + 1 : from;
        digits = 0;
        int at = digits(text, first, end);
        int count = at - first;
        if (count == 0 || count > 1 && text[first] == '0') {
            return -1;
        }
        whole = true;
        power = 0;
        if (at < end && text[at] == '.') {
            int point = at + 1;
            at = digits(text, point, end);
            if (at == point) {
                return -1;
            }
            power = point - at;
            whole = false;
        }
        exact = count - power <= MOST_DIGITS && digits <= MOST_EXACT;
        return at < end && (text[at] | 0x20) == 'e' ? exponent(text, at + 1, end) : at;
    }

    /** Appends digits; the position behind them. */
    private int digits(byte[] text, int from, int end) {
        long sum = digits;
        int at = from;
        while (at < end) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            sum = sum * 10 + digit;
            at++;
        }
        digits = sum;
        return at;
    }

    private int exponent(byte[] text, int from, int end) {
        whole = false;
        boolean less = from < end && text[from] == '-';
        int first = from < end && (less || text[from] == '+') ? from + 1 : from;
        int exponent = 0;
        int at = first;
        for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            exponent = Math.min(MOST_EXPONENT, exponent * 10 + text[at] - '0');
        }
        power += less ? -exponent : exponent;
        return at == first ? -1 : at;
    }

    /** What was read last, from the text it was read from. */
    double value(byte[] text, int from, int to) {
        if (named) {
            return value;
        }
        if (!exact || power >= TENS.length || power <= -TENS.length) {
            return Double.parseDouble(new String(text, from, to - from, US_ASCII));
        }
        double size = power < 0 ? digits / TENS[-power] : digits * TENS[power];
        return negative ? -size : size;
    }
}
