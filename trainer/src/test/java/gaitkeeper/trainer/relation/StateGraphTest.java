package gaitkeeper.trainer.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.Graphs;
import gaitkeeper.trainer.mgscr.MgScrNetwork;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.smsge.SmSgeNetwork;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ONNX Runtime makes of the exported networks, beside libtorch. */
public class StateGraphTest {
    /** Of sums of hundreds of products with standard normal weights, such as scores. */
    public static final float CLOSE_SUM = 2e-3f;

    /** Of everything else. */
    public static final float CLOSE = 1e-5f;

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"20, 128, 1, 6, 0", "20, 128, 3, 6, 3", "20, 128, 64, 6, 0", "20, 128, 3, 9, 0", "25, 16, 3, 6, 0",
        "14, 16, 2, 4, 2"})
    void writesSmSgeAsTrained(int joints, int width, int batch, int frames, int centre) {
        var network = new SmSgeNetwork(SmSgeNetwork.Sizes.published(joints, frames, width));

        agrees(network,
                network.initial(new SplittableRandom(4)).putAll(network.initialHead(7, new SplittableRandom(5))),
                batch, centre);
    }

    @Test
    void writesOtherUsesOfStatesAsTrained() {
        var network = new SmSgeNetwork(SmSgeNetwork.Sizes.published(20, 6, 128), true, true);

        agrees(network,
                network.initial(new SplittableRandom(4)).putAll(network.initialHead(7, new SplittableRandom(5))), 3, 0);
    }

    @ParameterizedTest
    @CsvSource({"20, 128, 1, 6, 0", "20, 128, 3, 6, 3", "20, 128, 64, 6, 0", "20, 128, 3, 9, 0", "25, 16, 3, 6, 0",
        "14, 16, 2, 4, 2"})
    void writesMgScrAsTrained(int joints, int width, int batch, int frames, int centre) {
        var network = new MgScrNetwork(MgScrNetwork.Sizes.published(joints, frames, width));

        agrees(network,
                network.initial(new SplittableRandom(4)).putAll(network.initialHead(7, new SplittableRandom(5))),
                batch, centre);
    }

    /** Compares all outputs of a graph. */
    public static void agrees(StateNetwork network, Weights weights, int batch, int centre) {
        agrees(network, weights, batch, centre, CLOSE);
    }

    /** The same with another tolerance for the embedding. */
    public static void agrees(StateNetwork network, Weights weights, int batch, int centre, float tolerance) {
        FloatBuffer windows = Graphs.walkers(batch, network.frames(), network.joints());
        byte[] graph = StateGraph.write("test", network, weights, centre, 7);

        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Tensor joints = Torch.tensor(windows.array(), batch, network.frames(), network.joints(), 3);
            Tensor centred = gaitkeeper.trainer.relation.Graphs.centred(ops, joints, centre);
            Tensor states = network.states(ops, centred);
            Tensor levels = network.levels(ops, centred);
            same(graph, StateGraph.EMBEDDING, windows, network, Torch.numbers(network.embedding(ops, states)),
                    tolerance);
            same(graph, StateGraph.STATES, windows, network, Torch.numbers(states), CLOSE);
            same(graph, StateGraph.LOGITS, windows, network, Torch.numbers(network.logits(ops, levels, 7)),
                    CLOSE_SUM);
        }
    }

    private static void same(byte[] graph, String output, FloatBuffer windows, StateNetwork network, float[] trained,
            float tolerance) {
        assertThat(Graphs.run(graph, output, network.frames(), network.joints(), windows))
                .containsExactly(trained, offset(tolerance));
    }
}
