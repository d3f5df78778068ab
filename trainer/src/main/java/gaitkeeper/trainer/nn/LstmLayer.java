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

    /** What a layer remembers: {@code output} h and {@code memory} c, each {@code [.., H]}. */
    public record State<T>(T output, T memory) {}

    /** All outputs, {@code [batch, steps, H]} of sequences, and the last state. */
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

    /** The input's part in the gates, and the bias: {@code [.., input]} to {@code [.., 4 H]}. */
    public <T> T projected(Ops<T> ops, T x) {
        return ops.affine(x, ops.slice(ops.parameter(kernel()), 0, 0, input), bias(ops));
    }

    /** The bias of all gates. */
    public <T> T bias(Ops<T> ops) {
        float[] forget = new float[4 * width];
        Arrays.fill(forget, 2 * width, 3 * width, FORGET_BIAS);
        return ops.add(ops.parameter(bias()), ops.vector(forget));
    }

    /** Rows of the kernel for the last output: {@code [H, 4 H]}. */
    public <T> T recurrent(Ops<T> ops) {
        return ops.slice(ops.parameter(kernel()), 0, input, input + width);
    }

    /** The state after the first step, whose gates are those of the input alone. */
    private <T> State<T> first(Ops<T> ops, T gates) {
        List<T> each = gates(ops, gates);
        T in = ops.sigmoid(each.get(0));
        return state(ops, ops.mul(in, ops.tanh(each.get(1))), each.get(3));
    }

    /** The state after a later step, of what input, last output and bias tell the gates: {@code [.., 4 H]}. */
    public <T> State<T> next(Ops<T> ops, T gates, T memory) {
        List<T> each = gates(ops, gates);
        T in = ops.mul(ops.sigmoid(each.get(0)), ops.tanh(each.get(1)));
        T kept = ops.mul(ops.sigmoid(each.get(2)), memory);
        return state(ops, ops.add(kept, in), each.get(3));
    }

    private <T> List<T> gates(Ops<T> ops, T gates) {
        return ops.split(gates, -1, width, width, width, width);
    }

    private static <T> State<T> state(Ops<T> ops, T memory, T output) {
        return new State<>(ops.mul(ops.sigmoid(output), ops.tanh(memory)), memory);
    }

    /**
     * Over sub-sequences, each node from the state of the one it continues.
     *
     * @param projected {@link #projected} of all nodes: {@code [nodes, batch, 4 H]}
     * @return outputs {@code [nodes, batch, H]}, the last level's states
     */
    <T> Run<T> over(Ops<T> ops, T projected, SubSequences some) {
        T recurrent = recurrent(ops);
        List<SubSequences.Level> levels = some.levels();
        List<T> inputs = ops.split(projected, 0, levels.stream().mapToInt(level -> level.frames().length).toArray());
        State<T> state = first(ops, inputs.getFirst());
        List<T> outputs = new ArrayList<>(List.of(state.output()));
        for (int i = 1; i < levels.size(); i++) {
            state = next(ops, inputs.get(i), recurrent, levels.get(i).carried(ops, state));
            outputs.add(state.output());
        }
        return new Run<>(ops.concat(0, outputs), state);
    }

    private <T> State<T> next(Ops<T> ops, T input, T recurrent, State<T> before) {
        return next(ops, ops.affine(before.output(), recurrent, input), before.memory());
    }

    /** Step by step, by operators alone. */
    <T> Run<T> unrolled(Ops<T> ops, T x, int steps) {
        Run<T> run = over(ops, projected(ops, ops.transpose(x, 1, 0, 2)), SubSequences.whole(steps));
        State<T> last = new State<>(ops.at(run.last().output(), 0, 0), ops.at(run.last().memory(), 0, 0));
        return new Run<>(ops.transpose(run.outputs(), 1, 0, 2), last);
    }
}
