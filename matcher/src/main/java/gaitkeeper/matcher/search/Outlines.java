package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Plda.Form;
import gaitkeeper.core.bundle.Plda;
import java.util.Arrays;

/**
 * Outlines of people's means: the first half of the axes of a PLDA, a byte each. They tell what a likelihood does not exceed.
 *
 * <p>An axis adds {@code y (linear + square * y)} to a likelihood, {@code square} is never above 0. With the inner product in
 * which an axis counts as its {@code weight}, Cauchy and Schwarz say: the axes outside the outline add not more than the length of
 * {@code linear / weight} times the length of {@code y}, both outside the outline; and those within it, where {@code y} is the
 * outlined value and an error, not more than the outlined values would, and the length of the error times that of
 * {@code linear / weight} and twice that of the outline times the greatest {@code -square / weight}.
 */
final class Outlines {
    /*
     * Half of the axes, because they stand in the order of what they tell of people. Of 100,000 the likelihoods of some 400 are
     * computed with half the axes, of 1,000 with three eighths of them, of 5,000 with a quarter.
     */
    /** Lengths that a bound takes a number of times. */
    static final int LENGTHS = 3;

    private static final int MOST = 127;
    /** What the largest byte stands for, in standard deviations; whoever is farther out has a large error. */
    private static final int RANGE = 8;
    /** Of the windows behind both sides of a comparison for which the weights are best. */
    private static final int WINDOWS = 4;
    private static final double ROUNDING = 0x1p-24;

    /** How far the values of both sides of a comparison go together: then both lengths are as short as can be. */
    private final float[] weights;
    /** What a one stands for. */
    private final float[] steps;
    /** Share of a sum's terms that rounding may add: of n floats at most n * 2^-24, here and in the likelihood; twice that. */
    private final double rounding;

    Outlines(Plda plda) {
        float[] ones = new float[plda.axes()];
        Arrays.fill(ones, 1);
        weights = plda.against(ones, WINDOWS, WINDOWS).linear();
        rounding = 4 * (plda.axes() + 8) * ROUNDING;
        steps = Arrays.copyOf(plda.spread(WINDOWS), Math.ceilDiv(plda.axes(), 2));
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(Float.MIN_NORMAL, weights[i]);
        }
        for (int i = 0; i < steps.length; i++) {
            steps[i] *= (float) RANGE / MOST;
        }
    }

    /** Axes outlined. */
    int axes() {
        return steps.length;
    }

    /**
     * One outline.
     *
     * @param codes {@code [axes]}
     * @param lengths {@code [LENGTHS]}: of the error, of the error times that of the outline, and of what is not outlined
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outline(byte[] codes, float[] lengths) {}

    /** Outlines a projected mean. */
    Outline of(float[] mean) {
        byte[] codes = new byte[steps.length];
        double errors = 0;
        double outlined = 0;
        double rest = 0;
        for (int i = 0; i < mean.length; i++) {
            if (i < steps.length) {
                codes[i] = (byte) Math.clamp(Math.round(mean[i] / steps[i]), -MOST, MOST);
                double value = (double) codes[i] * steps[i];
                errors += weights[i] * (mean[i] - value) * (mean[i] - value);
                outlined += weights[i] * value * value;
            } else {
                rest += (double) weights[i] * mean[i] * mean[i];
            }
        }
        double length = Math.sqrt(outlined);
        double error = Math.sqrt(errors) + rounding * length;
        return new Outline(codes, new float[]{(float) error, (float) (error * length), (float) Math.sqrt(rest)});
    }

    /**
     * What a likelihood does not exceed, of outlines: the constant, along each axis {@code code (linear + square * code)}, and
     * the {@link Outline#lengths} so many times.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bound(float constant, float[] linear, float[] square, float[] factors) {}

    /** The bound of a likelihood. */
    Bound bound(Form form) {
        float[] linear = new float[steps.length];
        float[] square = new float[steps.length];
        double within = 0;
        double outside = 0;
        double bent = 0;
        for (int i = 0; i < weights.length; i++) {
            double squared = (double) form.linear()[i] * form.linear()[i] / weights[i];
            if (i < steps.length) {
                linear[i] = form.linear()[i] * steps[i];
                square[i] = form.square()[i] * steps[i] * steps[i];
                within += squared;
                bent = Math.max(bent, -form.square()[i] / weights[i]);
            } else {
                outside += squared;
            }
        }
        double more = 1 + rounding;
        return new Bound(form.constant(), linear, square, new float[]{(float) (more * Math.sqrt(within)),
            (float) (more * 2 * bent), (float) (more * Math.sqrt(outside))});
    }

    /** What sums must reach, with the lengths, if the likelihood may reach the floor. */
    float wanted(Bound bound, float floor) {
        return (float) (floor - bound.constant - rounding * (Math.abs(floor) + Math.abs(bound.constant)));
    }
}
