package gaitkeeper.trainer.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hand cases of {@code sm-sge.md} section 15.2, and the layer as it is written down beside the layer as it is computed. */
class StructuralRelationTest {
    private static final Offset<Float> NEAR = offset(1e-6f);

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @Test
    void attendsEvenlyWithoutScores() {
        var layer = new StructuralRelation(new BodyScale(20, Scale.BODY), 1, 8);
        var weights = layer.initial(new Weights(), new SplittableRandom(1));
        Arrays.fill(weights.numbers("structure.body.receive"), 0);
        Arrays.fill(weights.numbers("structure.body.provide"), 0);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            float[] attention = Torch.numbers(layer.attention(ops, nodes(1, 5)));

            assertThat(layer.body().neighbours(2)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(layer.body().neighbours(0)).containsExactly(0, 2);
            assertThat(attention)
                    .containsExactly(new float[]{.5f, .5f, 0, 0, 0, .5f, .5f, 0, 0, 0, .2f, .2f, .2f, .2f, .2f,
                        .5f, .5f, 0, 0, 0, .5f, .5f, 0, 0, 0}, NEAR);
        }
    }

    @Test
    void attendsByLeakyScores() {
        // A leaf (node 0) with u = 1, v = 0, and the torso (node 2) with u = 0, v = -2; the torso's other neighbours are far off.
        var layer = new StructuralRelation(new BodyScale(20, Scale.BODY), 1, 2);
        var weights = new Weights().put("structure.body.embed.weight", new float[]{1, 0, 0, 1, 0, 0}, 3, 2)
                .zeros("structure.body.embed.bias", 2).put("structure.body.heads", new float[]{1, 0, 0, 1}, 2, 2)
                .put("structure.body.receive", new float[]{1, 0}, 1, 2).zeros("structure.body.receive.bias", 1)
                .put("structure.body.provide", new float[]{0, 1}, 1, 2).zeros("structure.body.provide.bias", 1)
                .zeros("structure.body.bias", 2);
        float[] nodes = {1, 0, 0, 0, -1e4f, 0, 0, -2, 0, 0, -1e4f, 0, 0, -1e4f, 0};
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            float[] attention = Torch.numbers(layer.attention(ops, Torch.tensor(nodes, 1, 5, 3)));

            assertThat(attention[0]).isCloseTo(0.768525f, NEAR);
            assertThat(attention[1]).isCloseTo(0.231475f, NEAR);
            assertThat(attention[10]).as("the torso to itself").isCloseTo(0.401312f, NEAR);
            assertThat(attention[14]).as("the torso to the leaf, its last neighbour").isCloseTo(0.598688f, NEAR);
        }
    }

    @Test
    void averagesHeadsAfterBendingThem() {
        var layer = new StructuralRelation(new BodyScale(20, Scale.BODY), 2, 1);
        var weights = layer.initial(new Weights(), new SplittableRandom(1));
        weights.names().forEach(name -> Arrays.fill(weights.numbers(name), 0));
        System.arraycopy(new float[]{1, -1}, 0, weights.numbers("structure.body.bias"), 0, 2);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            assertThat(Torch.numbers(layer.of(ops, nodes(1, 5)))[0]).isCloseTo(0.183940f, NEAR);
        }
    }

    @Test
    void tellsReceiversWhatResemblesThem() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            var provider = new Collaboration.Provider<>(2, Torch.tensor(new float[]{1, 0, 0, 1}, 1, 2, 2),
                    Torch.tensor(new float[]{1, 0, 0, 1}, 2, 2));
            Tensor receiver = Torch.tensor(new float[]{1, 0}, 1, 1, 2);

            assertThat(Torch.numbers(Collaboration.told(ops, receiver, List.of(provider))))
                    .containsExactly(new float[]{0.731059f, 0.268941f}, NEAR);
            assertThat(Torch.numbers(Collaboration.told(ops, receiver, List.of(provider, provider))))
                    .containsExactly(new float[]{1.462117f, 0.537883f}, NEAR);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, JOINT", "20, HYPER_JOINT", "25, PART", "14, BODY"})
    void computesWhatIsWrittenDown(int joints, Scale scale) {
        var body = new BodyScale(joints, scale);
        var layer = new StructuralRelation(body, 8, 8);
        Weights weights = layer.initial(new Weights(), new SplittableRandom(5));
        weights.names().stream().filter(name -> name.endsWith("bias")).forEach(name -> {
            float[] bias = weights.numbers(name);
            for (int i = 0; i < bias.length; i++) {
                bias[i] = (float) Math.cos(i);
            }
        });
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Tensor nodes = nodes(2, body.nodes());

            assertThat(Torch.numbers(layer.of(ops, nodes))).containsExactly(
                    Torch.numbers(DenseAttention.of(ops, body, nodes, 8, 8, joints)), offset(1e-5f));
        }
    }

    @Test
    void sharesAllAttentionAmongNeighbours() {
        var layer = new StructuralRelation(new BodyScale(20, Scale.HYPER_JOINT), 3, 8);
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(layer.initial(new Weights(), new SplittableRandom(1)))) {
            Tensor sums = ops.sum(layer.attention(ops, nodes(2, 39)), 2, false);

            assertThat(Torch.numbers(sums)).hasSize(2 * 39 * 3).usingComparatorWithPrecision(1e-6f).containsOnly(1);
        }
    }

    private static Tensor nodes(int graphs, int nodes) {
        float[] numbers = new float[graphs * nodes * 3];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(0.37 * i);
        }
        return Torch.tensor(numbers, graphs, nodes, 3);
    }
}
