package gaitkeeper.matcher;

import gaitkeeper.core.Evidence.Candidate;
import java.time.Duration;
import java.util.Optional;

/**
 * How long people are kept after they were seen last; then they are erased.
 *
 * @param strangers those without a name, empty for ever
 * @param named those with one, empty for ever
 */
public record Retention(Optional<Duration> strangers, Optional<Duration> named) {
    /** Keeps everybody. */
    public static final Retention FOR_EVER = new Retention(Optional.empty(), Optional.empty());

    /** Checks the bounds. */
    public Retention {
        strangers.ifPresent(Retention::require);
        named.ifPresent(Retention::require);
    }

    private static void require(Duration kept) {
        if (!kept.isPositive()) {
            throw new IllegalArgumentException("people are kept for some time or for ever, not for " + kept);
        }
    }

    /** How long this one is kept. */
    Optional<Duration> of(Candidate person) {
        return person.name().isEmpty() ? strangers : named;
    }
}
