package gaitkeeper.trainer.relation;

import gaitkeeper.trainer.nn.LstmLayer;
import gaitkeeper.trainer.nn.Weights;
import java.util.Arrays;

/** The numbers of the specifications' scripted runs: element k of tensor p is 0.8 sin(0.7 k + 1.3 p + 0.2). */
public final class Scripted {
    private final Weights weights = new Weights();
    private int tensors;
    private int values;

    /** What was filled so far. */
    public Weights weights() {
        return weights;
    }

    /** Tensors numbered so far. */
    public int tensors() {
        return tensors;
    }

    /** Numbers in them. */
    public int values() {
        return values;
    }

    /** The next tensor's numbers. */
    public float[] next(int size) {
        float[] numbers = new float[size];
        for (int k = 0; k < size; k++) {
            numbers[k] = (float) (0.8 * Math.sin(0.7 * k + 1.3 * tensors + 0.2));
        }
        tensors++;
        values += size;
        return numbers;
    }

    /** Fills one tensor. */
    public Scripted put(String name, int... shape) {
        weights.put(name, next(Arrays.stream(shape).reduce(1, (a, b) -> a * b)), shape);
        return this;
    }

    /** Fills kernel and bias of memories, layer by layer. */
    public Scripted memory(String name, int input, int width, int layers) {
        for (int i = 0; i < layers; i++) {
            var layer = new LstmLayer(name + "." + (i + 1), i == 0 ? input : width, width);
            put(layer.kernel(), layer.input() + width, 4 * width).put(layer.bias(), 4 * width);
        }
        return this;
    }

    /** Fills a perceptron. */
    public Scripted perceptron(String name, int in, int hidden, int out) {
        return put(name + ".1.weight", in, hidden).put(name + ".1.bias", hidden).put(name + ".2.weight", hidden, out)
                .put(name + ".2.bias", out);
    }

    /** Fills a structural layer: E, e, then W, p, pi, q, kappa, b of each head. */
    public Scripted structural(String scale, int heads, int width) {
        String name = "structure." + scale + ".";
        put(name + "embed.weight", 3, width).put(name + "embed.bias", width);
        float[] square = new float[width * heads * width];
        float[][] scores = new float[2][heads * width];
        float[][] shifts = new float[2][heads];
        float[] bias = new float[heads * width];
        for (int head = 0; head < heads; head++) {
            float[] own = next(width * width);
            for (int at = 0; at < own.length; at++) {
                square[at / width * heads * width + head * width + at % width] = own[at];
            }
            for (int side = 0; side < 2; side++) {
                System.arraycopy(next(width), 0, scores[side], head * width, width);
                shifts[side][head] = next(1)[0];
            }
            System.arraycopy(next(width), 0, bias, head * width, width);
        }
        weights.put(name + "heads", square, width, heads * width).put(name + "receive", scores[0], heads, width)
                .put(name + "receive.bias", shifts[0], heads).put(name + "provide", scores[1], heads, width)
                .put(name + "provide.bias", shifts[1], heads).put(name + "bias", bias, heads * width);
        return this;
    }

    /** The scripted joints {@code [batch, f, J, 3]}, centred on joint 0. */
    public static float[] joints(int batch, int frames, int joints) {
        float[] values = new float[batch * frames * joints * 3];
        for (int at = 0; at < values.length; at++) {
            int axis = at % 3;
            int frame = at / 3 / joints % frames;
            int sequence = at / 3 / joints / frames;
            values[at] = (float) (wave(sequence, frame, at / 3 % joints, axis) - wave(sequence, frame, 0, axis));
        }
        return values;
    }

    private static double wave(int sequence, int frame, int joint, int axis) {
        return Math.sin(0.3 * (sequence + 1) + 0.5 * frame + 0.11 * joint + 0.9 * axis);
    }
}
