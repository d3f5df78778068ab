package gaitkeeper.trainer.nn;

import java.util.random.RandomGenerator;

/**
 * {@code ReLU(x W1 + b1) W2 + b2}: the published systems' predictors and recognition heads. Axes before the last are kept.
 *
 * @param name of its parameters
 * @param in numbers it takes
 * @param hidden numbers between
 * @param out numbers it gives
 */
public record Perceptron(String name, int in, int hidden, int out) {
    /** Adds standard normal weights and no biases, as published: the deviation is 1 whatever the size. */
    public Weights initial(Weights weights, RandomGenerator random) {
        return weights.normal(name + ".1.weight", in, hidden, random).zeros(name + ".1.bias", hidden)
                .normal(name + ".2.weight", hidden, out, random).zeros(name + ".2.bias", out);
    }

    /** What it makes of numbers: {@code [.., in]} to {@code [.., out]}. */
    public <T> T of(Ops<T> ops, T x) {
        return ops.linear(ops.relu(ops.linear(x, name + ".1")), name + ".2");
    }
}
