package gaitkeeper.trainer;

import gaitkeeper.core.Skeleton;

/** The descriptors once more, in plain Java and double precision, written from their definitions. */
final class DescriptorReference {
    private final float[] windows;
    private final int start;
    private final int frames;

    /** Looks at one window of {@code [windows, frames, 20, 3]}. */
    DescriptorReference(float[] windows, int window, int frames) {
        this.windows = windows;
        this.frames = frames;
        start = window * frames * Skeleton.K20 * 3;
    }

    double[] d13() {
        double[] sum = new double[13];
        for (int t = 0; t < frames; t++) {
            double torso = d(t, 2, 1);
            double[] frame = {height(t, 3), height(t, 2), d(t, 4, 2), d(t, 8, 2), d(t, 1, 8), d(t, 8, 10), d(t, 4, 6),
                d(t, 16, 17), d(t, 13, 12), torso, d(t, 16, 12), torso / Math.max(d(t, 16, 17), 0.1),
                torso / Math.max(d(t, 13, 12), 0.1)};
            add(sum, frame);
        }
        return sum;
    }

    double[] d16() {
        double[] sum = new double[16];
        for (int t = 0; t < frames; t++) {
            add(sum, new double[]{d(t, 3, 2), d(t, 1, 2), d(t, 1, 0), d(t, 8, 2), d(t, 8, 9), d(t, 9, 10), d(t, 2, 4),
                d(t, 4, 5), d(t, 5, 6), d(t, 16, 0), d(t, 16, 17), d(t, 17, 19), d(t, 12, 0), d(t, 12, 13),
                d(t, 13, 15), height(t, 3)});
        }
        return sum;
    }

    /** Means, then deviations, in metres. */
    double[] pairwise() {
        double[] values = new double[2 * 210];
        int at = 0;
        for (int a = 0; a < 20; a++) {
            for (int b = a + 1; b < 20; b++) {
                double[] series = new double[frames];
                for (int t = 0; t < frames; t++) {
                    series[t] = d(t, a, b);
                }
                moments(series, at++, values);
            }
        }
        for (int joint = 0; joint < 20; joint++) {
            double[] series = new double[frames];
            for (int t = 0; t < frames; t++) {
                series[t] = height(t, joint);
            }
            moments(series, at++, values);
        }
        return values;
    }

    double[] pairwise(Scaling scaling) {
        double[] values = pairwise();
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - scaling.means()[i]) / scaling.deviations()[i];
            square += values[i] * values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= Math.sqrt(square);
        }
        return values;
    }

    private static void moments(double[] series, int at, double[] values) {
        double mean = 0;
        for (double value : series) {
            mean += value / series.length;
        }
        double square = 0;
        for (double value : series) {
            square += (value - mean) * (value - mean) / series.length;
        }
        values[at] = mean;
        values[210 + at] = Math.sqrt(square);
    }

    private void add(double[] sum, double... frame) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += frame[i] / frames;
        }
    }

    private double at(int frame, int joint, int axis) {
        return windows[start + (frame * Skeleton.K20 + joint) * 3 + axis];
    }

    private double d(int frame, int a, int b) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double difference = at(frame, a, axis) - at(frame, b, axis);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private double height(int frame, int joint) {
        return at(frame, joint, 1) - (at(frame, 15, 1) + at(frame, 19, 1)) / 2;
    }
}
