package gaitkeeper.trainer.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operators that libtorch computes, with gradients towards the parameters. */
public final class TorchOps implements Ops<Tensor>, AutoCloseable {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();

    /** Copies weights into parameters, which outlive every scope until this is closed. */
    public TorchOps(Weights weights) {
        for (String name : weights.names()) {
            Tensor parameter = Torch.tensor(weights.numbers(name), longs(weights.shape(name)));
            parameter.requires_grad_(true);
            parameter.retainReference();
            parameters.put(name, parameter);
        }
    }

    /** All parameters, in order. */
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Copies the parameters out. */
    public Weights weights() {
        var weights = new Weights();
        parameters.forEach((name, tensor) -> {
            int[] shape = new int[Math.toIntExact(tensor.dim())];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = Math.toIntExact(tensor.size(i));
            }
            weights.put(name, Torch.numbers(tensor), shape);
        });
        return weights;
    }

    @Override
    public Tensor parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), () -> "no parameter " + name);
    }

    @Override
    public Tensor constant(float[] values, int... shape) {
        return Torch.tensor(values, values.length).reshape(longs(shape));
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
        return a.add(b);
    }

    @Override
    public Tensor sub(Tensor a, Tensor b) {
        return a.sub(b);
    }

    @Override
    public Tensor mul(Tensor a, Tensor b) {
        return a.mul(b);
    }

    @Override
    public Tensor div(Tensor a, Tensor b) {
        return a.div(b);
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b) {
        return a.matmul(b);
    }

    /** One call instead of two: the product is added to the bias in place. */
    @Override
    public Tensor affine(Tensor x, Tensor weight, Tensor bias) {
        Tensor rows = x.reshape(-1, x.size(-1));
        Tensor made = torch.addmm(bias.dim() < 2 ? bias : bias.reshape(-1, bias.size(-1)), rows, weight);
        long[] shape = x.sizes().vec().get();
        shape[shape.length - 1] = weight.size(1);
        return made.reshape(shape);
    }

    @Override
    public Tensor atLeast(Tensor x, float floor) {
        return x.clamp_min(Torch.number(floor));
    }

    @Override
    public Tensor sqrt(Tensor x) {
        return atLeast(x, TINY).sqrt();
    }

    @Override
    public Tensor exp(Tensor x) {
        return x.exp();
    }

    @Override
    public Tensor sigmoid(Tensor x) {
        return x.sigmoid();
    }

    @Override
    public Tensor tanh(Tensor x) {
        return x.tanh();
    }

    @Override
    public Tensor leakyRelu(Tensor x, float slope) {
        return torch.leaky_relu(x, Torch.number(slope));
    }

    @Override
    public Tensor elu(Tensor x) {
        return torch.elu(x);
    }

    @Override
    public Tensor softmax(Tensor x, int axis) {
        return x.softmax(axis);
    }

    @Override
    public Tensor sum(Tensor x, int axis, boolean keep) {
        return x.sum(new long[]{axis}, keep, new ScalarTypeOptional());
    }

    @Override
    public Tensor mean(Tensor x, int axis, boolean keep) {
        return x.mean(new long[]{axis}, keep, new ScalarTypeOptional());
    }

    @Override
    public Tensor pick(Tensor x, int axis, int... positions) {
        return x.index_select(axis, Torch.indices(positions));
    }

    @Override
    public Tensor at(Tensor x, int axis, int position) {
        return x.select(axis, position);
    }

    @Override
    public Tensor slice(Tensor x, int axis, int from, int to) {
        return x.slice(axis, new LongOptional(from), new LongOptional(to), 1);
    }

    @Override
    public Tensor concat(int axis, List<Tensor> parts) {
        return parts.size() == 1 ? parts.getFirst() : torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), axis);
    }

    /** All pieces know one another, so their gradients are put together once. */
    @Override
    public List<Tensor> split(Tensor x, int axis, int... lengths) {
        return List.of(x.split(longs(lengths), axis).get());
    }

    @Override
    public Tensor reshape(Tensor x, int... shape) {
        long[] dimensions = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            dimensions[i] = shape[i] == 0 ? x.size(i) : shape[i];
        }
        return x.reshape(dimensions);
    }

    @Override
    public Tensor unsqueeze(Tensor x, int axis) {
        return x.unsqueeze(axis);
    }

    @Override
    public Tensor transpose(Tensor x, int... axes) {
        return x.permute(longs(axes));
    }

    private static long[] longs(int... numbers) {
        return IntStream.of(numbers).asLongStream().toArray();
    }

    @Override
    public void close() {
        parameters.values().forEach(Tensor::close);
    }
}
