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
    @CsvSource({"20, 64, 1, 6, -1, false, 1", "20, 64, 3, 6, 0, true, 1", "20, 64, 33, 4, -1, true, 1",
        "20, 64, 2, 6, -1, true, 3", "25, 8, 3, 6, -1, false, 1", "14, 8, 2, 20, 0, true, 1"})
    void writesEncodersAsTrained(int joints, int width, int batch, int frames, int centre, boolean whole,
            int pretexts) {
        var network = new CageNetwork(joints, frames, width, List.of(Pretext.values()).subList(0, pretexts), whole);
        var weights = new Weights();
        for (Pretext pretext : Pretext.values()) {
            weights.putAll(network.initial(pretext, false, new SplittableRandom(pretext.ordinal()))
                    .only(AxisNetwork::isEncoder));
        }

        StateGraphTest.agrees(network, weights.putAll(network.initialHead(7, new SplittableRandom(5))), batch, centre);
    }
}
