package gaitkeeper.trainer.smsge;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.SubSequences;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * Multi-scale skeleton reconstruction ({@code sm-sge.md} section 6): from the states of sub-sequences each scale gives its own
 * and all coarser skeletons of the same frames back; mean absolute error.
 */
final class SmSgeLoss {
    private final SmSgeNetwork network;
    private final SubSequences some;

    SmSgeLoss(SmSgeNetwork network, SubSequences some) {
        this.network = network;
        this.some = some;
    }

    /** One loss per scale, of centred joints {@code [batch, f, J, 3]}. */
    Map<Scale, Tensor> of(Ops<Tensor> ops, Tensor joints) {
        Map<Scale, Tensor> nodes = network.nodes(ops, joints);
        Map<Scale, Tensor> targets = new EnumMap<>(Scale.class);
        nodes.forEach((scale, own) -> targets.put(scale, target(ops, own)));
        Map<Scale, Tensor> losses = new EnumMap<>(Scale.class);
        network.frames(ops, nodes).forEach((scale, frames) -> losses.put(scale, loss(ops, scale,
                network.remembered(ops, scale, frames, some), targets)));
        return losses;
    }

    /** Skeletons at the end of each node of the sub-sequences: {@code [nodes, batch, 3 n]}. */
    private Tensor target(Ops<Tensor> ops, Tensor nodes) {
        int numbers = Math.toIntExact(nodes.size(1) * 3);
        Tensor frames = ops.transpose(ops.reshape(nodes, -1, network.sizes().frames(), numbers), 1, 0, 2);
        return ops.pick(frames, 0, some.frames());
    }

    private Tensor loss(Ops<Tensor> ops, Scale scale, Tensor states, Map<Scale, Tensor> targets) {
        return SmSgeNetwork.from(scale).stream()
                .map(to -> error(ops, network.predicted(ops, states, scale, to),
                        Objects.requireNonNull(targets.get(to))))
                .reduce(Tensor::add).orElseThrow();
    }

    /** Mean over batch and coordinates, then weighted over the nodes. */
    private Tensor error(Ops<Tensor> ops, Tensor predicted, Tensor target) {
        Tensor perNode = ops.mean(ops.mean(predicted.sub(target).abs(), 2, false), 1, false);
        return perNode.mul(ops.vector(some.means())).sum();
    }
}
