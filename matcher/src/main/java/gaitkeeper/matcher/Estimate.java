package gaitkeeper.matcher;

import java.util.function.DoubleUnaryOperator;

/**
 * A rate with the interval of 95 % in which it lies (Wilson 1927).
 *
 * @param low 0 to 1
 * @param middle 0 to 1
 * @param high 0 to 1; 1 before anything was counted
 */
public record Estimate(double low, double middle, double high) {
    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.96;

    /** Of something that happened {@code hits} times out of {@code n}. */
    public static Estimate of(long hits, long n) {
        if (n == 0) {
            return new Estimate(0, 0, 1);
        }
        double p = Math.min(n, hits) / (double) n;
        double square = Z * Z / n;
        double centre = (p + square / 2) / (1 + square);
        double half = Math.sqrt(p * (1 - p) * square + square * square / 4) / (1 + square);
        return new Estimate(Math.max(0, centre - half), p, Math.min(1, centre + half));
    }

    /** The same of a rate that grows with this one. */
    Estimate map(DoubleUnaryOperator growing) {
        return new Estimate(growing.applyAsDouble(low), growing.applyAsDouble(middle), growing.applyAsDouble(high));
    }
}
