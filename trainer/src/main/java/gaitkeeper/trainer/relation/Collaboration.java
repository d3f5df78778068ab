package gaitkeeper.trainer.relation;

import gaitkeeper.trainer.nn.Ops;

/** What the nodes of one scale take from those of another: {@code sm-sge.md} section 4.2, the same in MG-SCR. */
public final class Collaboration {
    private Collaboration() {}

    /**
     * The providers' features, weighted by how much a receiver's resemble them; no scaling, no mask.
     *
     * @param receivers {@code [graphs, n, d]}
     * @param providers {@code [graphs, m, d]}
     * @return {@code [graphs, n, d]}
     */
    public static <T> T message(Ops<T> ops, T receivers, T providers) {
        T alike = ops.softmax(ops.matmul(receivers, ops.transpose(providers, 0, 2, 1)), 2);
        return ops.matmul(alike, providers);
    }
}
