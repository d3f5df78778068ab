package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.Graphs;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimMcExportTest {
    private static final SimMcNetwork NETWORK = new SimMcNetwork(60, 256);
    private static final Weights WEIGHTS = NETWORK.initial(new SplittableRandom(9));

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 40})
    void agreesWithLibtorch(int frames) {
        FloatBuffer windows = Graphs.walkers(17, frames);

        float[] exported = Graphs.embed(SimMcExport.graph(NETWORK, WEIGHTS, frames, 0), frames, 256, windows);

        float[] trained = trained(windows, frames, 0);
        assertThat(exported).hasSize(17 * 256).containsExactly(trained, offset(1e-5f));
    }

    @Test
    void agreesWithTheTrainersForwardPassOnRecordings() {
        SequenceSet some = Graphs.recorded(6).probe().pick(IntStream.range(0, 500).map(i -> 31 * i).toArray());
        FloatBuffer windows = FloatBuffer.allocate(some.size() * some.width());
        for (int i = 0; i < some.size(); i++) {
            some.copy(i, windows);
        }

        float[] exported = Graphs.embed(SimMcExport.graph(NETWORK, WEIGHTS, 6, 0), 6, 256, windows.flip());

        try (var ops = new TorchOps(WEIGHTS)) {
            float[] trained = new SimMcEncoder(NETWORK, ops).embed(FrameSet.ofJoints(some, 0)).vectors();
            for (int i = 0; i < some.size(); i++) {
                assertThat(cosine(exported, trained, i * 256)).isGreaterThan(0.99999);
            }
        }
    }

    private static double cosine(float[] some, float[] others, int offset) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int k = offset; k < offset + 256; k++) {
            product += (double) some[k] * others[k];
            squares += (double) some[k] * some[k];
            otherSquares += (double) others[k] * others[k];
        }
        return product / Math.sqrt(squares * otherSquares);
    }

    @Test
    void centresOnTheJointItWasTrainedWith() {
        FloatBuffer windows = Graphs.walkers(3, 6);

        float[] exported = Graphs.embed(SimMcExport.graph(NETWORK, WEIGHTS, 6, 3), 6, 256, windows);

        assertThat(exported).containsExactly(trained(windows, 6, 3), offset(1e-5f));
    }

    @Test
    void doesNotDependOnWhereTheBodyStands() {
        FloatBuffer here = Graphs.walkers(3, 6);
        FloatBuffer there = FloatBuffer.allocate(here.limit());
        for (int i = 0; i < here.limit(); i++) {
            there.put(here.get(i) + (i % 3 == 0 ? 1.5f : -0.25f) * (1 + i / 60 % 4));
        }
        byte[] graph = SimMcExport.graph(NETWORK, WEIGHTS, 6, 0);

        float[] moved = Graphs.embed(graph, 6, 256, there.flip());

        assertThat(moved).containsExactly(Graphs.embed(graph, 6, 256, here), offset(1e-5f));
    }

    @Test
    void dependsOnTheBodysSize() {
        FloatBuffer here = Graphs.walkers(1, 6);
        FloatBuffer larger = FloatBuffer.allocate(here.limit());
        for (int i = 0; i < here.limit(); i++) {
            larger.put(here.get(i) * 1.3f);
        }
        byte[] graph = SimMcExport.graph(NETWORK, WEIGHTS, 6, 0);

        float[] plain = Graphs.embed(graph, 6, 256, here);

        assertThat(Graphs.embed(graph, 6, 256, larger.flip())[0]).isNotCloseTo(plain[0], offset(1e-3f));
    }

    private static float[] trained(FloatBuffer windows, int frames, int centre) {
        int count = windows.limit() / frames / 60;
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(WEIGHTS)) {
            var joints = Torch.tensor(windows.array(), count, frames, 20, 3);
            return Torch.numbers(NETWORK.full(ops, NETWORK.hidden(ops, NETWORK.centred(ops, joints, centre))));
        }
    }
}
