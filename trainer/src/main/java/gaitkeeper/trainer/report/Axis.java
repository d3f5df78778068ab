package gaitkeeper.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a chart.
 *
 * @param label with the unit
 * @param low left or lower end
 * @param high right or upper end
 * @param logarithmic whether distances are ratios; {@code low} must then be positive
 */
record Axis(String label, double low, double high, boolean logarithmic) {
    private static final int WANTED_TICKS = 6;

    Axis {
        if (!(low < high) || logarithmic && low <= 0) {
            throw new IllegalArgumentException("axis " + label + " from " + low + " to " + high);
        }
    }

    static Axis linear(String label, double low, double high) {
        return new Axis(label, low, high > low ? high : low + 1, false);
    }

    static Axis logarithmic(String label, double low, double high) {
        return new Axis(label, low, high, true);
    }

    /** Where a value stands: 0 at the low end, 1 at the high end, no further. */
    double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.clamp(share, 0, 1);
    }

    List<Double> ticks() {
        return logarithmic ? decades() : even();
    }

    private List<Double> even() {
        double rough = (high - low) / WANTED_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) {
            ticks.add(tick + 0.0); // no -0
        }
        return ticks;
    }

    private List<Double> decades() {
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high * 1.0001; decade *= 10) {
            for (double factor : new double[]{1, 2, 5}) {
                double tick = decade * factor;
                if (tick >= low * 0.9999 && tick <= high * 1.0001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A tick's value with as many digits as it needs. */
    static String text(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.4f" : "%.2f", value);
        return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
    }
}
