package gaitkeeper.trainer;

import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.util.Arrays;

/** Mean and standard deviation of each value of a descriptor, for z-scoring. */
final class Scaling {
    /** Values that vary less than this, in metres, are not blown up. */
    private static final float SMALLEST_DEVIATION = 1e-6f;

    private final float[] means;
    private final float[] deviations;

    private Scaling(float[] means, float[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    float[] means() {
        return means.clone();
    }

    float[] deviations() {
        return deviations.clone();
    }

    /** Measures the rows of a matrix; the deviation is the population's. */
    static Scaling of(float[] rows, int width) {
        int count = rows.length / width;
        double[] mean = new double[width];
        double[] square = new double[width];
        for (int i = 0; i < count * width; i++) {
            mean[i % width] += rows[i] / (double) count;
        }
        for (int i = 0; i < count * width; i++) {
            double difference = rows[i] - mean[i % width];
            square[i % width] += difference * difference / count;
        }
        return new Scaling(toFloats(mean),
                toFloats(Arrays.stream(square).map(v -> Math.max(SMALLEST_DEVIATION, Math.sqrt(v))).toArray()));
    }

    /** Scales every row of a set. */
    EmbeddingSet applyTo(EmbeddingSet set) {
        float[] rows = new float[set.vectors().length];
        for (int i = 0; i < rows.length; i++) {
            int at = i % means.length;
            rows[i] = (set.vectors()[i] - means[at]) / deviations[at];
        }
        return new EmbeddingSet(rows, set.width(), set.persons(), set.recordings());
    }

    private static float[] toFloats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
