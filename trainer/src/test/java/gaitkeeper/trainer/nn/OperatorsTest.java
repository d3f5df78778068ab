package gaitkeeper.trainer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.Graphs;
import gaitkeeper.trainer.OnnxGraph;
import gaitkeeper.trainer.OnnxOps;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operators and layers against numbers worked out by hand, in libtorch and in ONNX Runtime. */
class OperatorsTest {
    private static final Offset<Float> NEAR = offset(1e-6f);
    private static final LstmLayer LAYER = new LstmLayer("l", 60, 7);
    private static final float[] INPUT = numbers(2 * 60);

    /** A model over the walkers' shape {@code [batch, 2, 20, 3]}. */
    private interface Model {
        <T> T of(Ops<T> ops, T x);
    }

    @BeforeAll
    static void start() {
        Torch.start();
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) Math.sin(1.3 * i) * 3;
        }
        return numbers;
    }

    @Test
    void takesTheSmallestNumbersForZeroWhileAsked() {
        try (PointerScope _ = new PointerScope()) {
            Tensor small = Torch.tensor(new float[]{1e-39f, 1e-30f}, 2);
            float[] flushed;
            try (var _ = new FlushedDenormals()) {
                flushed = Torch.numbers(small.mul(Torch.number(0.5)));
            }
            float[] kept = Torch.numbers(small.mul(Torch.number(0.5)));

            assertThat(kept[0]).isBetween(4e-40f, 6e-40f);
            assertThat(flushed).containsExactly(0, kept[1]);
        }
    }

    @Test
    void bendNumbers() {
        assertThat(torch(ops -> ops.sigmoid(ops.vector(0, 1, -1))))
                .containsExactly(new float[]{0.5f, 0.731059f, 0.268941f}, NEAR);
        assertThat(torch(ops -> ops.tanh(ops.vector(0, 1, -1)))).containsExactly(new float[]{0, 0.761594f, -0.761594f},
                NEAR);
        assertThat(torch(ops -> ops.leakyRelu(ops.vector(2, -2), 0.2f))).containsExactly(2, -0.4f);
        assertThat(torch(ops -> ops.elu(ops.vector(1, -1)))).containsExactly(new float[]{1, -0.632121f}, NEAR);
        assertThat(torch(ops -> ops.softmax(ops.vector(1, 0), 0))).containsExactly(new float[]{0.731059f, 0.268941f},
                NEAR);
        assertThat(torch(ops -> ops.softmax(ops.vector(1000, -1e9f), 0))).containsExactly(1, 0);
        assertThat(torch(ops -> ops.transpose(ops.constant(new float[]{1, 2, 3, 4, 5, 6}, 2, 3), 1, 0)))
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void doTheSameInOnnxRuntime() {
        same(new Weights(), Ops::sigmoid);
        same(new Weights(), Ops::tanh);
        same(new Weights(), Ops::elu);
        same(new Weights(), OperatorsTest::leaky);
        same(new Weights(), OperatorsTest::turned);
        same(new Weights(), OperatorsTest::exchanged);
        same(new Weights().put("w.weight", numbers(6), 3, 2).put("w.bias", numbers(2), 2), OperatorsTest::linear);
    }

    private static <T> T exchanged(Ops<T> ops, T x) {
        List<T> parts = ops.split(x, 2, 5, 15);
        return ops.concat(2, List.of(parts.get(1), parts.get(0)));
    }

    private static <T> T linear(Ops<T> ops, T x) {
        return ops.linear(x, "w");
    }

    @Test
    void addOneBiasForAllRowsOrOneForEach() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor x = Torch.tensor(new float[]{1, 2, 3, 4}, 2, 1, 2);
            Tensor weight = Torch.tensor(new float[]{1, 0, 0, 10}, 2, 2);

            assertThat(Torch.numbers(ops.affine(x, weight, ops.vector(0.5f, 0.25f))))
                    .containsExactly(1.5f, 20.25f, 3.5f, 40.25f);
            assertThat(Torch.numbers(ops.affine(x, weight, Torch.tensor(new float[]{1, 2, 3, 4}, 2, 1, 2))))
                    .containsExactly(2, 22, 6, 44);
        }
    }

    private static <T> T leaky(Ops<T> ops, T x) {
        return ops.leakyRelu(ops.sub(ops.softmax(x, 2), ops.scalar(0.1f)), 0.2f);
    }

    private static <T> T turned(Ops<T> ops, T x) {
        return ops.transpose(ops.slice(x, -1, 1, 3), 0, 3, 1, 2);
    }

    @Test
    void rememberAsWorkedOut() {
        var layer = new LstmLayer("l", 1, 1);
        var weights = new Weights().put("l.kernel", new float[]{0.5f, 0.5f, 0, 0.5f, 0, 0, 0, 0}, 2, 4).zeros("l.bias",
                4);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            LstmLayer.Run<Tensor> run = ops.lstm(Torch.tensor(new float[]{1, 1}, 1, 2, 1), layer, 2);

            assertThat(Torch.numbers(run.outputs())).containsExactly(new float[]{0.174270f, 0.286639f}, NEAR);
            assertThat(Torch.numbers(run.last().memory())).containsExactly(new float[]{0.497938f}, NEAR);
        }
    }

    @Test
    void rememberTheSameInOnnxRuntime() {
        Weights weights = LAYER.initial(new Weights(), new SplittableRandom(3));
        float[] bias = weights.numbers(LAYER.bias());
        for (int i = 0; i < bias.length; i++) {
            bias[i] = 0.1f * i - 1;
        }

        same(weights, OperatorsTest::outputs);
        same(weights, OperatorsTest::last);
        same(weights, OperatorsTest::unrolled);
    }

    private static <T> T outputs(Ops<T> ops, T x) {
        return ops.lstm(ops.reshape(x, 0, 2, 60), LAYER, 2).outputs();
    }

    private static <T> T last(Ops<T> ops, T x) {
        LstmLayer.State<T> last = ops.lstm(ops.reshape(x, 0, 2, 60), LAYER, 2).last();
        return ops.concat(1, List.of(last.output(), last.memory()));
    }

    private static <T> T unrolled(Ops<T> ops, T x) {
        return LAYER.unrolled(ops, ops.reshape(x, 0, 2, 60), 2).outputs();
    }

    @Test
    void rememberSubSequencesAsIfEachWereAlone() {
        Lstm memory = Lstm.of("m", 3, 4, 2);
        List<int[]> picks = List.of(new int[]{1}, new int[]{0, 2}, new int[]{0, 2, 3}, new int[]{0, 1, 3},
                new int[]{0, 1, 2, 3});
        var some = SubSequences.of(picks);
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(memory.initial(new Weights(), new SplittableRandom(3)))) {
            Tensor x = Torch.tensor(numbers(2 * 4 * 3), 2, 4, 3);
            Tensor nodes = memory.outputs(ops, x, some);
            Tensor alone = memory.outputs(ops, ops.pick(x, 1, 0, 1, 3), 3);

            assertThat(some.nodes()).as("1; 0; 0 2; 0 2 3; 0 1; 0 1 3; 0 1 2; 0 1 2 3").isEqualTo(8);
            assertThat(some.frames()).containsExactly(1, 0, 2, 1, 3, 3, 2, 3);
            assertThat(Torch.numbers(ops.at(nodes, 0, 5))).containsExactly(Torch.numbers(ops.at(alone, 1, 2)), NEAR);
        }
    }

    @Test
    void weighSubSequences() {
        var some = SubSequences.of(List.of(new int[]{1}, new int[]{0, 2}, new int[]{0, 1, 2}));

        assertThat(some.frames()).containsExactly(1, 0, 2, 1, 2);
        assertThat(some.sums()).containsExactly(new float[]{1 / 3f, 2 / 3f, 1 / 3f, 1 / 3f, 1 / 3f}, NEAR);
        assertThat(some.means()).containsExactly(new float[]{1 / 3f, 1 / 6f + 1 / 9f, 1 / 6f, 1 / 9f, 1 / 9f}, NEAR);
    }

    @Test
    void drawDistinctFramesInOrder() {
        var some = SubSequences.draw(6, 2, new SplittableRandom(8));

        assertThat(some.levels()).hasSize(6);
        assertThat(some.levels().getLast().frames()).containsExactly(5);
        double sum = 0;
        for (float share : some.means()) {
            sum += share;
        }
        assertThat(sum).isCloseTo(1, offset(1e-6));
    }

    private interface Made {
        Tensor of(TorchOps ops);
    }

    private static float[] torch(Made made) {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            return Torch.numbers(made.of(ops));
        }
    }

    private static void same(Weights weights, Model model) {
        var graph = new OnnxGraph("test");
        String x = graph.input("joints", OnnxGraph.BATCH, 2, 20, 3);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Tensor made = model.of(ops, Torch.tensor(INPUT, 1, 2, 20, 3));
            int[] shape = new int[Math.toIntExact(made.dim())];
            Arrays.setAll(shape, axis -> axis == 0 ? OnnxGraph.BATCH : Math.toIntExact(made.size(axis)));
            graph.output(model.of(new OnnxOps(graph, weights), x), "y", shape);

            assertThat(Graphs.run(graph.model(Map.of()), "y", 2, FloatBuffer.wrap(INPUT)))
                    .containsExactly(Torch.numbers(made), NEAR);
        }
    }
}
