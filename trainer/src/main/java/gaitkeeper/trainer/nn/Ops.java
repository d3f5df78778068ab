package gaitkeeper.trainer.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Tensor operators. A network is one method over this interface; {@link TorchOps} runs it with gradients, {@code OnnxOps}
 * writes it down. Axes count from 0, -1 is the last; element-wise operators broadcast.
 *
 * @param <T> a tensor of the back-end
 */
public interface Ops<T> {
    /** Smallest number under a root: keeps the root of nothing finite, 1e-6. */
    float TINY = 1e-12f;

    /** A learned tensor by its name. */
    T parameter(String name);

    /** A fixed tensor in C order; no dimensions make a scalar. */
    T constant(float[] values, int... shape);

    /** Element-wise sum. */
    T add(T a, T b);

    /** Element-wise difference. */
    T sub(T a, T b);

    /** Element-wise product. */
    T mul(T a, T b);

    /** Element-wise quotient. */
    T div(T a, T b);

    /** Matrix product over the last two axes. */
    T matmul(T a, T b);

    /** The greater of each element and a number. */
    T atLeast(T x, float floor);

    /** The root of each element, of those below {@value #TINY} the root of that. */
    T sqrt(T x);

    /** The natural logarithm's inverse of each element. */
    T exp(T x);

    /** {@code 1 / (1 + e^-x)} of each element. */
    T sigmoid(T x);

    /** The hyperbolic tangent of each element. */
    T tanh(T x);

    /** Each element, those below zero times a slope. */
    T leakyRelu(T x, float slope);

    /** Each element, those below zero as {@code e^x - 1}. */
    T elu(T x);

    /** {@code e^x} divided by its sum along an axis; does not overflow. */
    T softmax(T x, int axis);

    /** Sums over one axis, which is kept with length 1 or removed. */
    T sum(T x, int axis, boolean keep);

    /** Averages over one axis, which is kept with length 1 or removed. */
    T mean(T x, int axis, boolean keep);

    /** Picks positions along an axis, in the order given; a position may repeat. */
    T pick(T x, int axis, int... positions);

    /** Picks one position along an axis and removes the axis. */
    T at(T x, int axis, int position);

    /** Cuts positions {@code from} (inclusive) to {@code to} (exclusive) out of an axis. */
    T slice(T x, int axis, int from, int to);

    /** Puts tensors one after another along an axis. */
    T concat(int axis, List<T> parts);

    /** Cuts an axis into pieces of these lengths, one after another. */
    default List<T> split(T x, int axis, int... lengths) {
        List<T> parts = new ArrayList<>();
        int from = 0;
        for (int length : lengths) {
            parts.add(slice(x, axis, from, from + length));
            from += length;
        }
        return parts;
    }

    /** Gives a tensor another shape; 0 keeps a dimension, one -1 takes what is left. */
    T reshape(T x, int... shape);

    /** Adds an axis of length 1. */
    T unsqueeze(T x, int axis);

    /** Reorders all axes: axis i of the result is axis {@code axes[i]} of x. */
    T transpose(T x, int... axes);

    /**
     * Runs a recurrent layer over whole sequences.
     *
     * @param x {@code [batch, steps, input]}
     * @param steps of a sequence
     */
    default LstmLayer.Run<T> lstm(T x, LstmLayer layer, int steps) {
        return layer.unrolled(this, x, steps);
    }

    /** A number without dimensions. */
    default T scalar(float value) {
        return constant(new float[]{value});
    }

    /** A tensor with one axis. */
    default T vector(float... values) {
        return constant(values, values.length);
    }

    /** The product of each element with itself. */
    default T square(T x) {
        return mul(x, x);
    }

    /** Each element, those below zero as zero. */
    default T relu(T x) {
        return atLeast(x, 0);
    }

    /** Divides by the Euclidean length along an axis. */
    default T unitLength(T x, int axis) {
        return div(x, sqrt(sum(square(x), axis, true)));
    }

    /** {@code x W + b}: W is {@code [in, out]}, b has one number for each of out, or x's axes before the last as well. */
    default T affine(T x, T weight, T bias) {
        return add(matmul(x, weight), bias);
    }

    /** {@code x W + b} with the parameters {@code name.weight [in, out]} and {@code name.bias [out]}. */
    default T linear(T x, String name) {
        return affine(x, parameter(name + ".weight"), parameter(name + ".bias"));
    }
}
