package gaitkeeper.trainer.mgscr;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** What MG-SCR learns from ({@code mg-scr.md} sections 3 and 4). */
final class MgScrLoss {
    private MgScrLoss() {}

    /**
     * Sparse sequential prediction: half the squared error of the skeletons after those picked, summed over batch, positions and
     * coordinates, averaged over sub-sequences.
     *
     * @param joints {@code [batch, f, J, 3]}, centred
     */
    static Tensor prediction(Ops<Tensor> ops, MgScrNetwork network, SubSequences some, Tensor joints) {
        return squares(ops, network.predicted(ops, joints, some), following(ops, joints, some), some);
    }

    /** The same with the published fault: every sub-sequence is tiled. */
    static Tensor tiledPrediction(Ops<Tensor> ops, MgScrNetwork network, List<int[]> some, Tensor joints) {
        int batch = Math.toIntExact(joints.size(0));
        List<TiledFrames> runs = some.stream().map(picked -> TiledFrames.of(batch, picked)).toList();
        List<Tensor> states = network.states(ops, joints, runs);
        return IntStream.range(0, runs.size()).mapToObj(run -> {
            Tensor target = runs.get(run).later(1).of(ops, joints, network.frames(), 3 * network.joints());
            return ops.square(network.predicted(ops, states.get(run)).sub(target)).sum();
        }).reduce(Tensor::add).orElseThrow().mul(Torch.number(0.5 / some.size()));
    }

    static Tensor squares(Ops<Tensor> ops, Tensor predicted, Tensor target, SubSequences some) {
        Tensor perNode = ops.sum(ops.sum(ops.square(predicted.sub(target)), 2, false), 1, false);
        return perNode.mul(ops.vector(some.sums())).sum().mul(Torch.number(0.5));
    }

    /** The skeletons after the nodes of the sub-sequences: {@code [nodes, batch, 3 J]}. */
    static Tensor following(Ops<Tensor> ops, Tensor joints, SubSequences some) {
        Tensor frames = ops.transpose(ops.reshape(joints, 0, 0, -1), 1, 0, 2);
        return ops.pick(frames, 0, Arrays.stream(some.frames()).map(frame -> frame + 1).toArray());
    }

    /** Weight decay over every parameter, biases and the predictor among them: half the squares times a share. */
    static Tensor decay(Map<String, Tensor> parameters, double share) {
        Tensor squares = parameters.values().stream().map(weights -> weights.mul(weights).sum()).reduce(Tensor::add)
                .orElseThrow();
        return squares.mul(Torch.number(share / 2));
    }
}
