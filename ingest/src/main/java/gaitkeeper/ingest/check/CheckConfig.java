package gaitkeeper.ingest.check;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a stream is expected to be.
 *
 * @param framesPerSecond the rate that models were trained on
 * @param rateTolerance how far the rate may differ, as a share of it
 * @param overridden checks an operator has switched off for this stream
 */
public record CheckConfig(double framesPerSecond, double rateTolerance, Set<Check> overridden) {
    /** Thirty frames a second within a fifth; nothing switched off. */
    public static final CheckConfig DEFAULT = new CheckConfig(30, 0.2, Set.of());

    /**
     * Checks the numbers.
     *
     * @throws MalformedException if they make no sense
     */
    public CheckConfig {
        if (!(framesPerSecond > 0 && rateTolerance > 0)) {
            throw new MalformedException(Reason.BAD_FIELD, "rate and tolerance must be positive");
        }
        overridden = Set.copyOf(overridden);
    }

    /** The same at another rate. */
    public CheckConfig withRate(double other) {
        return new CheckConfig(other, rateTolerance, overridden);
    }

    /**
     * The same with checks switched off.
     *
     * @param names ids of checks, divided by commas
     * @throws MalformedException if there is no such check
     */
    public CheckConfig without(String names) {
        Set<Check> off = EnumSet.noneOf(Check.class);
        for (String name : names.split(",", -1)) {
            off.add(EnumSet.allOf(Check.class).stream().filter(check -> check.id().equals(name)).findFirst()
                    .orElseThrow(() -> new MalformedException(Reason.BAD_FIELD,
                            "override must list checks: "
                                    + EnumSet.allOf(Check.class).stream().map(Check::id).toList())));
        }
        return new CheckConfig(framesPerSecond, rateTolerance, off);
    }
}
