package gaitkeeper.trainer.relation;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Weights;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One layer of graph attention (Velickovic et al. 2018) over the nodes of a body, its heads averaged after their ELU: {@code sm-sge.md}
 * section 4.1, the same in MG-SCR.
 *
 * @param body the graph
 * @param heads R
 * @param width d, features of a node
 */
public record StructuralRelation(BodyScale body, int heads, int width) {
    /*
     * As written down: X = V E + e; for each head S = X W, u = S p + pi, v = S q + kappa, attention A = softmax(leaky(u_i + v_j)),
     * output ELU(A S + b). Everything before the attention is linear in the three coordinates V, and the rows of A sum to one, so
     * A S = (A V) E W + e W: attention averages three coordinates instead of d features, and neighbours' scores come from
     * neighbours' coordinates, which have no gradient. A body is a tree; scores exist only for the few nodes that one
     * attends to. Products of parameters alone are folded into constants when ONNX Runtime loads the graph.
     */
    private static final float SLOPE = 0.2f;
    private static final int SLOT_AXIS = 2;

    private String parameter(String what) {
        return "structure." + body.name() + "." + what;
    }

    /** Adds weights to start from. */
    public Weights initial(Weights weights, RandomGenerator random) {
        double square = Math.sqrt(6.0 / (width + width));
        double score = Math.sqrt(6.0 / (width + 1));
        return weights.normal(parameter("embed.weight"), 3, width, random).zeros(parameter("embed.bias"), width)
                .uniform(parameter("heads"), square, random, width, heads * width)
                .uniform(parameter("receive"), score, random, heads, width).zeros(parameter("receive.bias"), heads)
                .uniform(parameter("provide"), score, random, heads, width).zeros(parameter("provide.bias"), heads)
                .zeros(parameter("bias"), heads * width);
    }

    /** Features of the nodes: {@code [graphs, n, 3]} to {@code [graphs, n, d]}. */
    public <T> T of(Ops<T> ops, T nodes) {
        T around = body.around(ops, nodes);
        T attention = ops.transpose(attention(ops, nodes, around), 0, 1, 3, 2);
        T averaged = ops.reshape(ops.matmul(attention, around), -1, body.nodes(), heads * 3);
        T shift = ops.add(ops.matmul(ops.parameter(parameter("embed.bias")), heads(ops)),
                ops.parameter(parameter("bias")));
        T separate = ops.elu(ops.add(ops.matmul(averaged, projection(ops)), shift));
        return ops.mean(ops.reshape(separate, -1, body.nodes(), heads, width), SLOT_AXIS, false);
    }

    /** How much each node attends to its neighbours: {@code [graphs, n, slots, R]}; sums to one over the slots. */
    <T> T attention(Ops<T> ops, T nodes) {
        return attention(ops, nodes, body.around(ops, nodes));
    }

    private <T> T attention(Ops<T> ops, T nodes, T around) {
        T receiving = ops.unsqueeze(score(ops, nodes, "receive"), SLOT_AXIS);
        T scores = ops.leakyRelu(ops.add(receiving, score(ops, around, "provide")), SLOPE);
        return ops.softmax(ops.add(scores, body.freeSlots(ops)), SLOT_AXIS);
    }

    /** {@code [.., 3]} to {@code [.., R]}. */
    private <T> T score(Ops<T> ops, T coordinates, String side) {
        T vectors = ops.mul(ops.reshape(heads(ops), width, heads, width), ops.parameter(parameter(side)));
        T perHead = ops.sum(vectors, 2, false);
        T shift = ops.add(ops.matmul(ops.parameter(parameter("embed.bias")), perHead),
                ops.parameter(parameter(side + ".bias")));
        return ops.add(ops.matmul(coordinates, ops.matmul(ops.parameter(parameter("embed.weight")), perHead)), shift);
    }

    private <T> T heads(Ops<T> ops) {
        return ops.parameter(parameter("heads"));
    }

    /** Each head's own three coordinates to its own d features: {@code [3 R, R d]}, zero between heads. */
    private <T> T projection(Ops<T> ops) {
        T each = ops.matmul(ops.parameter(parameter("embed.weight")), heads(ops));
        T below = ops.pick(each, 0, IntStream.range(0, 3 * heads).map(row -> row % 3).toArray());
        float[] own = new float[3 * heads * heads * width];
        for (int at = 0; at < own.length; at++) {
            own[at] = at / (heads * width) / 3 == at % (heads * width) / width ? 1 : 0;
        }
        return ops.mul(below, ops.constant(own, 3 * heads, heads * width));
    }
}
