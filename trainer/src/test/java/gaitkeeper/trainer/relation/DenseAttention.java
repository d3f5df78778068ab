package gaitkeeper.trainer.relation;

import gaitkeeper.core.graph.BodyGraph;
import gaitkeeper.trainer.nn.TorchOps;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The structural layer exactly as {@code sm-sge.md} section 4.1 writes it down: the plain twin of the one that is used. */
final class DenseAttention {
    private DenseAttention() {}

    static Tensor of(TorchOps ops, BodyScale body, Tensor nodes, int heads, int width, int joints) {
        String name = "structure." + body.name() + ".";
        Tensor x = ops.linear(nodes, name + "embed");
        Tensor mask = ops.constant(BodyGraph.of(joints, body.scale()).attentionBias(), body.nodes(), body.nodes());
        List<Tensor> separate = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            int from = head * width;
            Tensor s = x.matmul(ops.slice(ops.parameter(name + "heads"), 1, from, from + width));
            Tensor u = score(ops, s, name + "receive", head);
            Tensor v = score(ops, s, name + "provide", head);
            Tensor scores = ops.leakyRelu(u.add(ops.transpose(v, 0, 2, 1)), 0.2f).add(mask);
            Tensor mixed = ops.softmax(scores, 2).matmul(s);
            separate.add(ops
                    .unsqueeze(ops.elu(mixed.add(ops.slice(ops.parameter(name + "bias"), 0, from, from + width))), 0));
        }
        return ops.mean(ops.concat(0, separate), 0, false);
    }

    private static Tensor score(TorchOps ops, Tensor s, String side, int head) {
        Tensor vector = ops.unsqueeze(ops.at(ops.parameter(side), 0, head), 1);
        return s.matmul(vector).add(ops.at(ops.parameter(side + ".bias"), 0, head));
    }
}
