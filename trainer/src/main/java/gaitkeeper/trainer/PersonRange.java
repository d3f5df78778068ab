package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People by their numbers.
 *
 * @param first lowest number
 * @param last highest number, at least as high
 */
public record PersonRange(int first, int last) implements IntPredicate {
    /** Everybody in KGBD. */
    public static final PersonRange KGBD = new PersonRange(1, 164);

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})-([1-9]\\d{0,3})");

    /** Checks the order. */
    public PersonRange {
        if (first > last) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "people " + first + "-" + last + " are nobody: write the lower number first");
        }
    }

    /**
     * Reads {@code 1-82}.
     *
     * @throws MalformedException if it is something else
     */
    public static PersonRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedException(Reason.BAD_FIELD, "'" + text + "' are no people: write such as 1-82");
        }
        return new PersonRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public boolean test(int person) {
        return person >= first && person <= last;
    }

    boolean meets(PersonRange other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
