package gaitkeeper.ingest.json;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;

/** A document is no JSON in UTF-8, is cut short, or is too much. Nothing of its content is told. */
public final class NotJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String what;
    private final int line;
    private final int column;
    private final String hint;

    /** A place in a text, both from 1. */
    record Place(int line, int column) {}

    NotJsonException(Reason reason, String what, Place place, String hint) {
        super(message(what, place.line(), place.column(), hint));
        this.reason = reason;
        this.what = what;
        this.line = place.line();
        this.column = place.column();
        this.hint = hint;
    }

    private static String message(String what, int line, int column, String hint) {
        return what + " at line " + line + ", column " + column + "; " + hint;
    }

    /** Why: {@link Reason#BAD_JSON} or {@link Reason#TOO_LARGE}. */
    public Reason reason() {
        return reason;
    }

    /**
     * The refusal of a document.
     *
     * @param firstLine number of its first line in what was sent, from 1
     */
    public MalformedException refusal(int firstLine) {
        return new MalformedException(reason, message(what, firstLine + line - 1, column, hint));
    }
}
