package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;

/** A probe compared with sketches: between which two scores those of the vectors lie. For one thread. */
final class SketchQuery {
    /*
     * Let e be the distance of a vector from its sketch. By Cauchy and Schwarz the product of a probe of unit length with the vector
     * is at most e from that with the sketch; by the triangle inequality the distance from the vector is at most e from
     * that from the sketch. To e comes what rounding may add: a sum of n products errs by at most n * 2^-24 of the lengths'
     * product, here and in the comparison with the vectors themselves, and twice that is allowed for.
     */
    /** Beside each row: scale, error and squared length of its sketch. */
    static final int NUMBERS = 3;

    private static final int ERRORS = Kernels.ROWS;
    private static final int SQUARES = 2 * Kernels.ROWS;
    private static final double ROUNDING = 0x1p-24;

    private final Kernels kernels = Kernels.best();
    private final Metric metric;
    private final float[] probe;
    private final float squares;
    private final float rounding;
    private final float[] dots = new float[Kernels.ROWS];

    SketchQuery(Metric metric, float[] probe) {
        float factor = MetricQuery.factor(metric, probe);
        double sum = 0;
        this.probe = new float[probe.length];
        for (int i = 0; i < probe.length; i++) {
            this.probe[i] = probe[i] * factor;
            sum += (double) this.probe[i] * this.probe[i];
        }
        this.metric = metric;
        this.squares = (float) sum;
        this.rounding = (float) (4 * (probe.length + 8) * ROUNDING);
    }

    /** Writes a row's sketch. */
    static void write(Block block, int lane, Sketch sketch) {
        Lanes.write(block, lane, sketch.codes());
        block.beside[lane] = sketch.scale();
        block.beside[ERRORS + lane] = sketch.error();
        block.beside[SQUARES + lane] = sketch.squares();
    }

    /**
     * Compares the probe with all sketches of a block.
     *
     * @param least overwritten: the scores are not below these
     * @param most overwritten: nor above these
     */
    void bounds(Block block, float[] least, float[] most) {
        kernels.byteDots(block.values, block.at, probe, dots);
        switch (metric) {
            case COSINE -> cosines(block.beside, least, most);
            case EUCLIDEAN -> distances(block.beside, least, most);
        }
    }

    private void cosines(float[] beside, float[] least, float[] most) {
        for (int row = 0; row < Kernels.ROWS; row++) {
            float cosine = dots[row] * beside[row];
            float error = beside[ERRORS + row] + rounding;
            least[row] = cosine - error;
            most[row] = cosine + error;
        }
    }

    /** Of negative squared distances. */
    private void distances(float[] beside, float[] least, float[] most) {
        for (int row = 0; row < Kernels.ROWS; row++) {
            float square = squares + beside[SQUARES + row] - 2 * beside[row] * dots[row];
            float slack = 2 * rounding * (squares + beside[SQUARES + row]);
            float near = Math.max(0, (float) Math.sqrt(Math.max(0, square - slack)) - beside[ERRORS + row]);
            float far = (float) Math.sqrt(Math.max(0, square + slack)) + beside[ERRORS + row];
            least[row] = -far * far * (1 + rounding);
            most[row] = -near * near * (1 - rounding);
        }
    }
}
