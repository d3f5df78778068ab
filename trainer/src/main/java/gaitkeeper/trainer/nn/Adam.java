package gaitkeeper.trainer.nn;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015) as TensorFlow has it: epsilon stands outside of the bias correction, so that a step is
 * {@code rate * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + 1e-8)}. libtorch's own corrects v first; the difference is one
 * part in 3,000 in the first step and vanishes after. Its state is plain numbers, which makes a checkpoint exact.
 */
public final class Adam implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> first = new LinkedHashMap<>();
    private final Map<String, Tensor> second = new LinkedHashMap<>();
    private final double rate;
    private final Penalty penalty;
    private int steps;

    /** What {@link Adam} remembers between steps. */
    public record State(int steps, Weights first, Weights second) {
        /** Writes it. */
        public void write(DataOutputStream out) throws IOException {
            out.writeInt(steps);
            first.write(out);
            second.write(out);
        }

        /** Reads what {@link #write} wrote. */
        public static State read(DataInputStream in) throws IOException {
            return new State(in.readInt(), Weights.read(in), Weights.read(in));
        }
    }

    /**
     * What is done to gradients before they are used.
     *
     * @param decay share of each parameter that is added to its gradient
     * @param limit greatest size of each number of a gradient after that
     */
    public record Penalty(double decay, double limit) {
        /** Gradients as they are. */
        public static final Penalty NONE = new Penalty(0, Double.POSITIVE_INFINITY);

        private Tensor shaped(Tensor gradient, Tensor parameter) {
            Tensor decayed = decay > 0 ? gradient.add(parameter, Torch.number(decay)) : gradient;
            return limit < Double.POSITIVE_INFINITY
                    ? decayed.clamp(new ScalarOptional(Torch.number(-limit)), new ScalarOptional(Torch.number(limit)))
                    : decayed;
        }
    }

    /** Starts anew, with step size {@code rate}. */
    public Adam(Map<String, Tensor> parameters, double rate) {
        this(parameters, rate, Penalty.NONE);
    }

    /** Starts anew, with step size {@code rate}. */
    public Adam(Map<String, Tensor> parameters, double rate, Penalty penalty) {
        this.penalty = penalty;
        this.parameters = new LinkedHashMap<>(parameters);
        this.rate = rate;
        parameters.forEach((name, parameter) -> {
            first.put(name, retained(parameter.detach().mul(Torch.number(0))));
            second.put(name, retained(parameter.detach().mul(Torch.number(0))));
        });
    }

    private static Tensor retained(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }

    /** One step against the gradients, which are then cleared. Call without gradients being recorded. */
    public void step() {
        gather(parameters().stream().map(Tensor::grad).toList());
        parameters().forEach(parameter -> parameter.mutable_grad().reset());
        move();
    }

    /** Its parameters, in the order of their gradients. */
    public List<Tensor> parameters() {
        return List.copyOf(parameters.values());
    }

    /**
     * Takes gradients in, without moving anything yet: several optimisers can gather at the same parameters and move one after
     * the other. Call without gradients being recorded.
     *
     * @param gradients of {@link #parameters}; undefined ones change nothing
     */
    public void gather(List<Tensor> gradients) {
        steps++;
        Iterator<Tensor> next = gradients.iterator();
        parameters.forEach((name, parameter) -> gather(name, parameter, next.next()));
    }

    private void gather(String name, Tensor parameter, Tensor gradient) {
        if (gradient.defined()) {
            Tensor shaped = penalty.shaped(gradient, parameter);
            of(first, name).mul_(Torch.number(BETA1)).add_(shaped, Torch.number(1 - BETA1));
            of(second, name).mul_(Torch.number(BETA2)).addcmul_(shaped, shaped, Torch.number(1 - BETA2));
        }
    }

    private static Tensor of(Map<String, Tensor> memory, String name) {
        return Objects.requireNonNull(memory.get(name));
    }

    /** Moves the parameters by what was gathered. Call without gradients being recorded. */
    public void move() {
        double size = rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
        parameters.forEach((name, parameter) -> parameter.addcdiv_(of(first, name),
                of(second, name).sqrt().add_(Torch.number(EPSILON)), Torch.number(-size)));
    }

    /** Copies the state out. */
    public State state() {
        return new State(steps, numbers(first), numbers(second));
    }

    /** Goes on from a state. Call without gradients being recorded. */
    public void restore(State state) {
        steps = state.steps();
        first.forEach((name, m) -> m.copy_(like(m, state.first().numbers(name))));
        second.forEach((name, v) -> v.copy_(like(v, state.second().numbers(name))));
    }

    private static Weights numbers(Map<String, Tensor> tensors) {
        var weights = new Weights();
        tensors.forEach((name, tensor) -> {
            float[] numbers = Torch.numbers(tensor);
            weights.put(name, numbers, numbers.length);
        });
        return weights;
    }

    private static Tensor like(Tensor tensor, float[] numbers) {
        return Torch.tensor(numbers, numbers.length).view_as(tensor);
    }

    @Override
    public void close() {
        first.values().forEach(Tensor::close);
        second.values().forEach(Tensor::close);
    }
}
