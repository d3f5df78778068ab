package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.StateGraphTest;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ONNX Runtime makes of the exported encoders, beside libtorch. */
class CageGraphTest {
    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"20, 64, 1, 6, -1, MEAN, 1", "20, 64, 3, 6, 0, WHOLE, 1", "20, 64, 33, 4, -1, WHOLE, 1",
        "20, 64, 2, 6, -1, WHOLE, 3", "20, 64, 3, 6, -1, PROJECTED, 1", "20, 64, 2, 6, 0, PROJECTED, 3",
        "25, 8, 3, 6, -1, MEAN, 1", "14, 8, 2, 20, 0, WHOLE, 1"})
    void writesEncodersAsTrained(int joints, int width, int batch, int frames, int centre, Embedding embedding,
            int pretexts) {
        var network = new CageNetwork(joints, frames, width, List.of(Pretext.values()).subList(0, pretexts),
                embedding);
        var weights = new Weights();
        for (Pretext pretext : Pretext.values()) {
            weights.putAll(network.initial(pretext, true, new SplittableRandom(pretext.ordinal())));
        }

        StateGraphTest.agrees(network, weights.putAll(network.initialHead(7, new SplittableRandom(5))), batch, centre,
                embedding == Embedding.PROJECTED ? StateGraphTest.CLOSE_SUM : StateGraphTest.CLOSE);
    }
}
