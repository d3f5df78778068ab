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
    @CsvSource({"1, 6, -1, false, 1", "3, 6, 0, true, 1", "33, 4, -1, true, 1", "2, 6, -1, true, 3"})
    void writesEncodersAsTrained(int batch, int frames, int centre, boolean whole, int pretexts) {
        var network = new CageNetwork(20, frames, 64, List.of(Pretext.values()).subList(0, pretexts), whole);
        var weights = new Weights();
        for (Pretext pretext : Pretext.values()) {
            weights.putAll(network.initial(pretext, false, new SplittableRandom(pretext.ordinal()))
                    .only(AxisNetwork::isEncoder));
        }

        StateGraphTest.agrees(network, weights.putAll(network.initialHead(7, new SplittableRandom(5))), batch, centre);
    }
}
