package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What the operators written for ONNX Runtime do there, on two frames of one joint: (1, 2, 3) and (4, 5, 6). */
class OnnxOpsTest {
    @Test
    void doArithmeticElementByElement() {
        assertThat(run(3, (ops, x) -> first(ops, ops.add(x, x)))).containsExactly(2, 4, 6);
        assertThat(run(3, (ops, x) -> first(ops, ops.sub(x, ops.scalar(1))))).containsExactly(0, 1, 2);
        assertThat(run(3, (ops, x) -> first(ops, ops.mul(x, ops.vector(1, 2, 3))))).containsExactly(1, 4, 9);
        assertThat(run(3, (ops, x) -> first(ops, ops.div(x, ops.scalar(2))))).containsExactly(.5f, 1, 1.5f);
        assertThat(run(3, (ops, x) -> first(ops, ops.atLeast(x, 2.5f)))).containsExactly(2.5f, 2.5f, 3);
    }

    @Test
    void reduceAnAxis() {
        assertThat(run(3, (ops, x) -> ops.reshape(ops.sum(x, 1, false), 0, 3))).containsExactly(5, 7, 9);
        assertThat(run(3, (ops, x) -> ops.reshape(ops.mean(x, 1, true), 0, 3))).containsExactly(2.5f, 3.5f, 4.5f);
    }

    @Test
    void pickAndCutPositions() {
        assertThat(run(2, (ops, x) -> first(ops, ops.pick(x, 3, 2, 0)))).containsExactly(3, 1);
        assertThat(run(2, (ops, x) -> ops.reshape(ops.at(x, 3, 1), 0, 2))).containsExactly(2, 5);
        assertThat(run(2, (ops, x) -> first(ops, ops.slice(x, 3, 1, 3)))).containsExactly(2, 3);
    }

    @Test
    void changeTheShape() {
        assertThat(run(6, (ops, x) -> ops.reshape(ops.unsqueeze(x, 1), 0, -1))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(run(4, (ops, x) -> ops.concat(1, ops.reshape(ops.slice(x, 3, 0, 1), 0, 2),
                ops.reshape(ops.slice(x, 3, 2, 3), 0, 2)))).containsExactly(1, 4, 3, 6);
    }

    @Test
    void giveUnitLengthAndKeepNothingFinite() {
        assertThat(run(2, (ops, x) -> ops.unitLength(first(ops, ops.add(ops.pick(x, 3, 1, 2), ops.scalar(1))), 1)))
                .containsExactly(.6f, .8f);
        assertThat(run(3, (ops, x) -> first(ops, ops.sqrt(ops.sub(x, x))))).containsExactly(1e-6f, 1e-6f, 1e-6f);
    }

    private static String first(OnnxOps ops, String x) {
        return ops.at(ops.at(x, 1, 0), 1, 0);
    }

    private static float[] run(int width, BiFunction<OnnxOps, String, String> model) {
        var graph = new OnnxGraph("test");
        String x = graph.input("x", OnnxGraph.BATCH, 2, 1, 3);
        graph.output(model.apply(new OnnxOps(graph), x), "y", OnnxGraph.BATCH, width);
        try (var embedder = new Embedder(graph.model(Map.of()), "x", 2, 1, width)) {
            return embedder.embed(FloatBuffer.wrap(new float[]{1, 2, 3, 4, 5, 6}));
        }
    }
}
