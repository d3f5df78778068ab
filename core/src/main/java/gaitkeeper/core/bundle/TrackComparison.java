package gaitkeeper.core.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a model's tracks are compared with the people of a gallery. In {@code model.json} it is a text, see {@link #text}. */
public sealed interface TrackComparison {
    /** Window by window with exemplars; what counts is how far the nearest identity leads. */
    record Exemplars() implements TrackComparison {
        @Override
        public String text() {
            return "";
        }
    }

    /** The mean of a track with the mean of a person; what counts is the likelihood ratio. */
    record Means(Plda plda) implements TrackComparison {
        @Override
        public String text() {
            return plda.text();
        }
    }

    /** {@link Plda#text()}, or nothing to compare with exemplars. */
    @JsonValue
    String text();

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    @JsonCreator
    static TrackComparison of(String text) {
        return text.isEmpty() ? new Exemplars() : new Means(Plda.of(text));
    }
}
