package gaitkeeper.recordings;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;

/**
 * Numbers in lines of text, refused with the place they stand at and never repeated.
 *
 * @param file shown in errors
 * @param line counts from 1
 */
record TextRow(String file, int line) {
    /** A coordinate in metres, at most {@link Frame#MAX_COORDINATE} from the sensor. */
    float coordinate(String text) {
        float value;
        try {
            value = Float.parseFloat(text);
        } catch (NumberFormatException _) {
            throw malformed(Reason.BAD_FIELD, "a coordinate is not a number with a decimal point");
        }
        if (!Float.isFinite(value)) {
            throw malformed(Reason.NOT_FINITE, "a coordinate is NaN or infinite");
        }
        if (Math.abs(value) > Frame.MAX_COORDINATE) {
            throw malformed(Reason.OUT_OF_RANGE, "a coordinate lies outside ±100 m; are the units metres?");
        }
        return value;
    }

    /** A whole number, possibly written with a fraction of zeros. */
    int whole(String text, String what) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
                return (int) value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw malformed(Reason.BAD_FIELD, what + " is not a whole number");
    }

    MalformedException malformed(Reason reason, String what) {
        return new MalformedException(reason, file + " line " + line + ": " + what);
    }
}
