package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.nio.charset.StandardCharsets;

/**
 * Which recording of whom. Unique in a set.
 *
 * @param person name of the person in the recordings, such as {@code p001}; ground truth, never an identity of the gallery
 * @param walk number of the recording among the person's
 * @param condition what the data set calls the circumstances, such as {@code training}, {@code walking}, {@code nm}; or empty
 * @param view where the sensor stood, such as {@code frontal}; or empty
 */
public record Take(String person, int walk, String condition, String view) {
    /** Longest text, in UTF-8 bytes. */
    static final int MAX_TEXT = 255;

    /**
     * Checks the texts.
     *
     * @throws MalformedException if the person has no name, or a text is long or holds a comma, quote or line break
     */
    public Take {
        check("person", person);
        check("condition", condition);
        check("view", view);
        if (person.isBlank()) {
            throw new MalformedException(Reason.BAD_FIELD, "a recording needs the name of its person");
        }
    }

    /** A recording of a set with one condition and one view. */
    public Take(String person, int walk) {
        this(person, walk, "", "");
    }

    private static void check(String name, String text) {
        // Manifests are CSV without quoting.
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT
                || text.chars().anyMatch(c -> c < ' ' || c == ',' || c == '"')) {
            throw new MalformedException(Reason.BAD_FIELD, name + " must have at most " + MAX_TEXT
                    + " bytes, none of them a comma, a quote or a line break");
        }
    }

    /** All of it, such as {@code p001-w2} or {@code p004-w1-frontal}. */
    public String name() {
        return person + "-w" + walk + (condition.isEmpty() ? "" : "-" + condition) + (view.isEmpty() ? "" : "-" + view);
    }
}
