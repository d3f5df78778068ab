package gaitkeeper.trainer.relation;

import gaitkeeper.trainer.nn.Ops;
import java.util.List;

/** What the nodes of one scale are told by those of others: {@code sm-sge.md} section 4.2, the same in MG-SCR. */
public final class Collaboration {
    private static final int NODES = 1;
    private static final int PROVIDED = 2;

    private Collaboration() {}

    /**
     * A scale that tells another something.
     *
     * @param nodes m
     * @param features {@code [graphs, m, d]}
     * @param exchange what features are multiplied by on the way: {@code [d, d]}
     */
    public record Provider<T>(int nodes, T features, T exchange) {}

    /**
     * The sum over providers of their features, weighted by how much a receiver's resemble them; no scaling, no mask. All
     * providers stand side by side, so there are two products for each graph, however many they are.
     *
     * @param receivers {@code [graphs, n, d]}
     * @return {@code [graphs, n, d]}
     */
    public static <T> T told(Ops<T> ops, T receivers, List<Provider<T>> providers) {
        T features = ops.concat(NODES, providers.stream().map(Provider::features).toList());
        T likeness = ops.matmul(receivers, ops.transpose(features, 0, 2, 1));
        List<T> shares = ops.split(likeness, PROVIDED, providers.stream().mapToInt(Provider::nodes).toArray()).stream()
                .map(own -> ops.softmax(own, PROVIDED)).toList();
        T messages = ops.concat(NODES, providers.stream()
                .map(provider -> ops.matmul(provider.features(), provider.exchange())).toList());
        return ops.matmul(ops.concat(PROVIDED, shares), messages);
    }
}
