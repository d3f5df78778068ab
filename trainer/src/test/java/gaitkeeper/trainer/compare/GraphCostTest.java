package gaitkeeper.trainer.compare;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.trainer.OnnxGraph;
import gaitkeeper.trainer.OnnxOps;
import gaitkeeper.trainer.nn.LstmLayer;
import gaitkeeper.trainer.nn.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small graphs over two frames of 60 numbers, counted by hand. */
class GraphCostTest {
    private static final LstmLayer LAYER = new LstmLayer("l", 60, 3);

    @TempDir
    Path folder;

    /**
     * In each of two frames each of three units has four gates of 60 + 3 products that are added up, 2 x 4 x 63 = 504;
     * a bias for each gate, 4; three sigmoids and two tangents at 4 each, 20; what is kept, what comes in, their sum
     * and what is given, 4. That is 2 x 3 x 532. Beside the products' weights the graph holds two biases for each gate.
     */
    @Test
    void countsAMemory() {
        GraphCost cost = cost(LAYER.initial(new Weights(), new SplittableRandom(1)), 3,
                (ops, x) -> ops.lstm(x, LAYER, 2).last().output());

        assertThat(cost.flops()).isEqualTo(3192);
        assertThat(cost.numbers()).isEqualTo(4 * 3 * (60 + 3 + 2));
    }

    /** Whichever state is taken, the memory has to run over all frames. */
    @Test
    void countsAMemoryOnceWhateverIsTakenOfIt() {
        GraphCost cost = cost(LAYER.initial(new Weights(), new SplittableRandom(1)), 6,
                (ops, x) -> ops.reshape(ops.lstm(x, LAYER, 2).outputs(), 0, 6));

        assertThat(cost.flops()).isEqualTo(3192);
    }

    /** An exponential, counted as 4, for each of 2 x 60 numbers; shapes cost nothing. */
    @Test
    void countsASoftmax() {
        GraphCost cost = cost(new Weights(), 120, (ops, x) -> ops.reshape(ops.softmax(x, 2), 0, 120));

        assertThat(cost.flops()).isEqualTo(4 * 2 * 60);
        assertThat(cost.numbers()).isZero();
    }

    /** A softmax of constants is folded when the graph is loaded; adding it to each number is not. */
    @Test
    void countsNothingThatIsAlwaysTheSame() {
        GraphCost cost = cost(new Weights(), 120,
                (ops, x) -> ops.reshape(ops.add(x, ops.softmax(ops.vector(new float[60]), 0)), 0, 120));

        assertThat(cost.flops()).isEqualTo(2 * 60);
        assertThat(cost.numbers()).isEqualTo(60);
    }

    private GraphCost cost(Weights weights, int width, BiFunction<OnnxOps, String, String> model) {
        var graph = new OnnxGraph("test");
        var ops = new OnnxOps(graph, weights);
        String joints = graph.input("joints", OnnxGraph.BATCH, 2, 20, 3);
        graph.output(model.apply(ops, ops.reshape(joints, 0, 2, 60)), "embedding", OnnxGraph.BATCH, width);
        var row = new Calibration.Row(1, 1, 0, List.of(new Calibration.Point(0.01, 0.5f, 0.5)));
        var spec = new ModelSpec("made@1", "made", "Made for a test.", "skeleton", 20, 2, "joints", "embedding", width,
                Metric.EUCLIDEAN, List.of("k1"),
                Calibration.ofExemplars("nobody", List.of(new Calibration.Gallery(1, List.of(row)))), Map.of(),
                new ModelSpec.TrainedOn("nothing", "0", "none"), 0, "none");
        return GraphCost.of(ModelBundle.write(folder.resolve("made"), spec, graph.model(Map.of()),
                new ModelBundle.Golden(1, FloatBuffer.allocate(120), FloatBuffer.allocate(width))));
    }
}
