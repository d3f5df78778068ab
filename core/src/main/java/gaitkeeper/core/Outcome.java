package gaitkeeper.core;

/**
 * What a stage made of one input: a value, or a rejection that goes to its own topic. Exceptions remain for bugs and lost
 * infrastructure.
 *
 * @param <T> type of the value
 */
public sealed interface Outcome<T> {
    /** The stage did its work. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The stage refused; {@code source} says who should hear of it. */
    record Refused<T>(String source, Rejection rejection) implements Outcome<T> {}
}
