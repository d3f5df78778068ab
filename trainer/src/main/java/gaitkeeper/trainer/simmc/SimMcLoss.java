package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Torch;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Masked prototype contrast (MPC) and masked intra-sequence contrast (MIC).
 *
 * @param lambda weight of MIC; MPC has the rest
 * @param temperature divides the cosines of MPC
 * @param zeroRule as published: a batch whose labels are all 0 has no MPC
 */
record SimMcLoss(double lambda, double temperature, boolean zeroRule) {
    /**
     * Mean cross-entropy of the cosines to the prototypes.
     *
     * @param embeddings {@code [batch, H]}
     * @param prototypes {@code [K, H]}, of unit length
     * @param labels cluster of each embedding
     */
    Tensor mpc(Ops<Tensor> ops, Tensor embeddings, Tensor prototypes, int... labels) {
        Tensor logits = ops.unitLength(embeddings, 1).matmul(prototypes.t()).div(Torch.number(temperature));
        Tensor loss = torch.cross_entropy_loss(logits, Torch.indices(labels));
        boolean nothing = zeroRule && Arrays.stream(labels).allMatch(label -> label == 0);
        return nothing ? loss.mul(Torch.number(0)) : loss;
    }

    /** Mean of both views' cosines of prediction and the other view, negated; the other view has no gradient. */
    Tensor mic(Ops<Tensor> ops, SimMcNetwork network, Tensor first, Tensor second) {
        Tensor there = cosine(ops, network.predicted(ops, first), second.detach());
        Tensor back = cosine(ops, network.predicted(ops, second), first.detach());
        return there.add(back).mul(Torch.number(-0.5));
    }

    private static Tensor cosine(Ops<Tensor> ops, Tensor a, Tensor b) {
        return ops.sum(ops.mul(ops.unitLength(a, 1), ops.unitLength(b, 1)), 1, false).mean();
    }

    /** The weighted sum. */
    Tensor total(Tensor mic, Tensor mpc) {
        return mic.mul(Torch.number(lambda)).add(mpc.mul(Torch.number(1 - lambda)));
    }
}
