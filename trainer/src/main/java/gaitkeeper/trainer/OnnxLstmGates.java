package gaitkeeper.trainer;

import gaitkeeper.trainer.nn.LstmLayer;
import gaitkeeper.trainer.nn.Weights;

/** TensorFlow's LSTM weights, gates i, j, f, o side by side, as ONNX wants them: gates i, o, f, c(= j) one below the other. */
final class OnnxLstmGates {
    /** Where ONNX' gates are among TensorFlow's. */
    private static final int[] ORDER = {0, 3, 2, 1};

    private final LstmLayer layer;
    private final float[] kernel;
    private final float[] bias;

    OnnxLstmGates(LstmLayer layer, Weights weights) {
        this.layer = layer;
        kernel = weights.numbers(layer.kernel());
        bias = weights.numbers(layer.bias());
    }

    /** {@code [4 H, input]}. */
    float[] input() {
        return rows(0, layer.input());
    }

    /** {@code [4 H, H]}. */
    float[] recurrent() {
        return rows(layer.input(), layer.width());
    }

    private float[] rows(int from, int count) {
        int width = layer.width();
        float[] rows = new float[4 * width * count];
        for (int gate = 0; gate < 4; gate++) {
            for (int unit = 0; unit < width; unit++) {
                for (int in = 0; in < count; in++) {
                    rows[(gate * width + unit) * count + in] = kernel[(from + in) * 4 * width + ORDER[gate] * width
                            + unit];
                }
            }
        }
        return rows;
    }

    /** {@code [8 H]}: one more on the forget gate, nothing on the recurrent half. */
    float[] bias() {
        int width = layer.width();
        float[] both = new float[8 * width];
        for (int gate = 0; gate < 4; gate++) {
            for (int unit = 0; unit < width; unit++) {
                both[gate * width + unit] = bias[ORDER[gate] * width + unit]
                        + (ORDER[gate] == 2 ? LstmLayer.FORGET_BIAS : 0);
            }
        }
        return both;
    }
}
