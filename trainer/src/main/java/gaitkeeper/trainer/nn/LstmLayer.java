package gaitkeeper.trainer.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A layer of long short-term memory as TensorFlow 1 has it: one kernel {@code [input + H, 4 H]} for input and last output,
 * gates in the order i, j, f, o, and a constant 1 beside the forget gate's bias. Starts from zeros.
 *
 * @param name of its parameters
 * @param input numbers of a step
 * @param width H
 */
public record LstmLayer(String name, int input, int width) {
    /** What is added to the forget gate; no variable, so no decay reaches it. */
    public static final float FORGET_BIAS = 1;

    private static final int STEPS = 1;

    /** What a layer remembers: {@code output} h and {@code memory} c, each {@code [.., H]}. */
    public record State<T>(T output, T memory) {}

    /** All outputs {@code [batch, steps, H]} and the last state. */
    public record Run<T>(T outputs, State<T> last) {}

    /** Name of the kernel. */
    public String kernel() {
        return name + ".kernel";
    }

    /** Name of the bias. */
    public String bias() {
        return name + ".bias";
    }

    /** Adds weights to start from: Glorot's kernel, no bias. */
    public Weights initial(Weights weights, RandomGenerator random) {
        return weights.glorot(kernel(), input + width, 4 * width, random).zeros(bias(), 4 * width);
    }

    /** The input's part in the gates of all steps: {@code [.., input]} to {@code [.., 4 H]}. */
    public <T> T projected(Ops<T> ops, T x) {
        return projected(ops, x, 0);
    }

    /** The same for an input that begins with zeros: only its last {@code input - zeros} numbers are there. */
    public <T> T projected(Ops<T> ops, T x, int zeros) {
        return ops.add(ops.matmul(x, ops.slice(ops.parameter(kernel()), 0, zeros, input)), shift(ops));
    }

    /** The bias of all gates, for a step whose input is nothing but zeros. */
    public <T> T shift(Ops<T> ops) {
        float[] forget = new float[4 * width];
        Arrays.fill(forget, 2 * width, 3 * width, FORGET_BIAS);
        return ops.add(ops.parameter(bias()), ops.vector(forget));
    }

    /** Rows of the kernel for the last output: {@code [H, 4 H]}. */
    public <T> T recurrent(Ops<T> ops) {
        return ops.slice(ops.parameter(kernel()), 0, input, input + width);
    }

    /** The first step. */
    public <T> State<T> first(Ops<T> ops, T projected) {
        T in = ops.sigmoid(gate(ops, projected, 0));
        return state(ops, projected, ops.mul(in, ops.tanh(gate(ops, projected, 1))));
    }

    /** A later step. {@code recurrent} is {@link #recurrent}. */
    public <T> State<T> next(Ops<T> ops, T projected, T recurrent, State<T> before) {
        T gates = ops.add(projected, ops.matmul(before.output(), recurrent));
        T in = ops.sigmoid(gate(ops, gates, 0));
        T kept = ops.mul(ops.sigmoid(gate(ops, gates, 2)), before.memory());
        return state(ops, gates, ops.add(kept, ops.mul(in, ops.tanh(gate(ops, gates, 1)))));
    }

    private <T> State<T> state(Ops<T> ops, T gates, T memory) {
        return new State<>(ops.mul(ops.sigmoid(gate(ops, gates, 3)), ops.tanh(memory)), memory);
    }

    private <T> T gate(Ops<T> ops, T gates, int gate) {
        return ops.slice(gates, -1, gate * width, (gate + 1) * width);
    }

    /** Step by step, by operators alone. */
    <T> Run<T> unrolled(Ops<T> ops, T x, int steps) {
        T projected = projected(ops, x);
        T recurrent = recurrent(ops);
        State<T> state = first(ops, ops.at(projected, STEPS, 0));
        List<T> outputs = new ArrayList<>(List.of(ops.unsqueeze(state.output(), STEPS)));
        for (int step = 1; step < steps; step++) {
            state = next(ops, ops.at(projected, STEPS, step), recurrent, state);
            outputs.add(ops.unsqueeze(state.output(), STEPS));
        }
        return new Run<>(ops.concat(STEPS, outputs), state);
    }
}
