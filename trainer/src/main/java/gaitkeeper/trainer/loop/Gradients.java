package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.FlushedDenormals;
import gaitkeeper.trainer.nn.TorchOps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What a piece of a step found. Nothing is written to the parameters, so pieces can be worked on side by side.
 *
 * @param loss the sum of its losses
 * @param each for each optimiser the gradients of its parameters in their order; undefined where a loss does not reach
 */
record Gradients(double loss, List<List<Tensor>> each) implements AutoCloseable {
    /** All gradients are taken at the same parameters. */
    static Gradients of(Piece piece, TorchOps ops, List<Adam> optimisers) {
        double sum = 0;
        List<List<Tensor>> each = new ArrayList<>();
        try (PointerScope _ = new PointerScope(); var _ = new FlushedDenormals()) {
            List<Tensor> losses = piece.losses(ops);
            for (int i = 0; i < losses.size(); i++) {
                var towards = new TensorVector(optimisers.get(i).parameters().toArray(Tensor[]::new));
                TensorVector found = torch.grad(new TensorVector(losses.get(i)), towards, new TensorVector(),
                        new BoolOptional(i < losses.size() - 1), false, true);
                each.add(Stream.of(found.get()).map(Gradients::kept).toList());
                sum += losses.get(i).item_float();
            }
        }
        return new Gradients(sum, each);
    }

    /** One that outlives the scope and the vector that it stands in. */
    private static Tensor kept(Tensor gradient) {
        var kept = new Tensor(gradient);
        kept.retainReference();
        return kept;
    }

    /** Gradients of one optimiser's parameters, summed over pieces. */
    static List<Tensor> sum(List<Gradients> pieces, int optimiser) {
        return pieces.stream().map(piece -> piece.each.get(optimiser)).reduce(Gradients::sum).orElseThrow();
    }

    private static List<Tensor> sum(List<Tensor> some, List<Tensor> others) {
        List<Tensor> sums = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            sums.add(sum(some.get(i), others.get(i)));
        }
        return sums;
    }

    private static Tensor sum(Tensor one, Tensor other) {
        if (!one.defined()) {
            return other;
        }
        return other.defined() ? one.add(other) : one;
    }

    @Override
    public void close() {
        each.forEach(gradients -> gradients.forEach(Tensor::close));
    }
}
