package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked cases and invariants of the specification, section 13. */
class SimMcNetworkTest {
    private static final Offset<Float> NEAR = offset(1e-5f);
    private static final SimMcNetwork TINY = new SimMcNetwork(3, 2);
    private static final float[] FRAMES = {1, 0, 0, 0, 1, 0, 0, 0, -1};
    private static final float[] FIRST_TWO = {0.5f, 0.5f, 0};
    private static final float[] LAST_TWO = {0, 0.5f, 0.5f};
    private static final float[] AXES = {1, 0, 0, 1};

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"60, 147200", "75, 151040", "42, 142592"})
    void hasThePublishedSize(int frameWidth, int encoder) {
        Weights weights = new SimMcNetwork(frameWidth, 256).initial(new SplittableRandom(1));

        assertThat(weights.size()).isEqualTo(encoder);
    }

    @Test
    void hasThePublishedShapes() {
        var network = new SimMcNetwork(75, 256);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(network.initial(new SplittableRandom(1)))) {
            Tensor hidden = network.hidden(ops, Torch.tensor(new float[256 * 6 * 75], 256, 6, 75));

            assertThat(hidden.sizes().vec().get()).containsExactly(256, 6, 256);
            assertThat(network.full(ops, hidden).sizes().vec().get()).containsExactly(256, 256);
        }
    }

    @Test
    void givesTheForwardPassComputedByHand() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            Tensor hidden = TINY.hidden(ops, Torch.tensor(FRAMES, 1, 3, 3));

            assertThat(Torch.numbers(TINY.full(ops, hidden))).containsExactly(new float[]{0.833333f, 0.333333f}, NEAR);
            assertThat(Torch.numbers(masked(ops, hidden, FIRST_TWO))).containsExactly(new float[]{1, 0.5f}, NEAR);
            assertThat(Torch.numbers(masked(ops, hidden, LAST_TWO))).containsExactly(new float[]{0.5f, 0.5f}, NEAR);
        }
    }

    @Test
    void givesTheLossesComputedByHand() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            Tensor hidden = TINY.hidden(ops, Torch.tensor(FRAMES, 1, 3, 3));
            Tensor first = masked(ops, hidden, FIRST_TWO);
            Tensor second = masked(ops, hidden, LAST_TWO);
            var loss = new SimMcLoss(0.25, 0.5, false);
            Tensor prototypes = Torch.tensor(AXES, 2, 2);

            Tensor mpc1 = loss.mpc(ops, first, prototypes, 0);
            Tensor mpc2 = loss.mpc(ops, second, prototypes, 0);
            Tensor mic = loss.mic(ops, TINY, first, second);

            assertThat(mpc1.item_float()).isCloseTo(0.342768f, NEAR);
            assertThat(mpc2.item_float()).isCloseTo(0.693147f, NEAR);
            assertThat(mic.item_float()).isCloseTo(-0.948683f, NEAR);
            assertThat(loss.total(mic, mpc1.add(mpc2)).item_float()).isCloseTo(0.539765f, NEAR);
        }
    }

    @Test
    void forgetsPrototypesWhenAllLabelsAreZeroAsPublished() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            Tensor hidden = TINY.hidden(ops, Torch.tensor(FRAMES, 1, 3, 3));
            Tensor first = masked(ops, hidden, FIRST_TWO);
            Tensor second = masked(ops, hidden, LAST_TWO);
            var loss = new SimMcLoss(0.25, 0.5, true);
            Tensor prototypes = Torch.tensor(AXES, 2, 2);

            Tensor mpc = loss.mpc(ops, first, prototypes, 0).add(loss.mpc(ops, second, prototypes, 0));

            assertThat(loss.total(loss.mic(ops, TINY, first, second), mpc).item_float()).isCloseTo(-0.237171f, NEAR);
            Tensor both = torch.cat(new org.bytedeco.pytorch.TensorVector(first, second), 0);
            assertThat(loss.mpc(ops, both, prototypes, 0, 1).item_float()).isCloseTo((0.342768f + 0.693147f) / 2, NEAR);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.513015", "0.08, 0.078890"})
    void scalesTheCrossEntropyByTheTemperature(double temperature, float expected) {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            Tensor prototypes = ops.unitLength(Torch.tensor(new float[]{1, 0, 0, 2}, 2, 2), 1);

            Tensor loss = new SimMcLoss(0.5, temperature, true).mpc(ops, Torch.tensor(new float[]{3, 4}, 1, 2),
                    prototypes,
                    1);

            assertThat(loss.item_float()).isCloseTo(expected, NEAR);
        }
    }

    @Test
    void seesOneViewTwiceWhenNothingIsMasked() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            Tensor hidden = TINY.hidden(ops, Torch.tensor(FRAMES, 1, 3, 3));
            Tensor all = masked(ops, hidden, 1 / 3f, 1 / 3f, 1 / 3f);

            assertThat(Torch.numbers(all)).containsExactly(Torch.numbers(TINY.full(ops, hidden)), NEAR);
            assertThat(new SimMcLoss(0.5, 1, false).mic(ops, TINY, all, all).item_float()).isCloseTo(-1, NEAR);
        }
    }

    @Test
    void doesNotDependOnLengthsInPrototypeContrast() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            var loss = new SimMcLoss(0.5, 0.2, false);
            Tensor prototypes = ops.unitLength(Torch.tensor(new float[]{1, 2, 3, 1}, 2, 2), 1);
            Tensor longer = ops.unitLength(Torch.tensor(new float[]{7, 14, 0.3f, 0.1f}, 2, 2), 1);

            float plain = loss.mpc(ops, Torch.tensor(new float[]{1, 3}, 1, 2), prototypes, 1).item_float();

            assertThat(loss.mpc(ops, Torch.tensor(new float[]{5, 15}, 1, 2), longer, 1).item_float())
                    .isCloseTo(plain, NEAR);
        }
    }

    @Test
    void givesTargetsNoGradient() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(worked())) {
            Tensor first = Torch.tensor(new float[]{1, 0.5f}, 1, 2);
            Tensor second = Torch.tensor(new float[]{0.2f, 0.9f}, 1, 2);
            second.requires_grad_(true);

            new SimMcLoss(0.5, 1, false).mic(ops, TINY, first, second).backward();

            // Only what comes through the prediction from the second view: -1/2 cos(u2, first) and its derivative.
            assertThat(Torch.numbers(second.grad())).containsExactly(cosineGradient(0.2, 0.9, 1, 0.5), NEAR);
        }
    }

    @Test
    void doesNotDependOnTheOrderOrRepetitionOfFrames() {
        var network = new SimMcNetwork(60, 16);
        FrameSet set = SyntheticWalkers.frames(1, 1, 6, 3);
        float[] values = set.values();
        float[] turned = new float[values.length];
        float[] twice = new float[2 * values.length];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(values, i * 60, turned, (5 - i) * 60, 60);
            System.arraycopy(values, i * 60, twice, 2 * i * 60, 60);
            System.arraycopy(values, i * 60, twice, (2 * i + 1) * 60, 60);
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(network.initial(new SplittableRandom(1)))) {
            float[] plain = full(network, ops, values, 6);

            assertThat(full(network, ops, turned, 6)).containsExactly(plain, NEAR);
            assertThat(full(network, ops, twice, 12)).containsExactly(plain, NEAR);
        }
    }

    private static float[] full(SimMcNetwork network, TorchOps ops, float[] values, int frames) {
        return Torch.numbers(network.full(ops, network.hidden(ops, Torch.tensor(values, 1, frames, 60))));
    }

    private static Tensor masked(TorchOps ops, Tensor hidden, float... share) {
        return TINY.masked(ops, hidden, Torch.tensor(share, 1, 3, 1));
    }

    /** Gradient of minus half the cosine of (x, y) and (a, b) in x and y. */
    private static float[] cosineGradient(double x, double y, double a, double b) {
        double length = Math.hypot(x, y);
        double cosine = (x * a + y * b) / length / Math.hypot(a, b);
        double scale = -0.5 / length;
        return new float[]{(float) (scale * (a / Math.hypot(a, b) - cosine * x / length)),
            (float) (scale * (b / Math.hypot(a, b) - cosine * y / length))};
    }

    private static Weights worked() {
        return new Weights().put("encoder.1.weight", new float[]{1, 0, 0, 1, 1, 1}, 3, 2).zeros("encoder.1.bias", 2)
                .put("encoder.2.weight", AXES.clone(), 2, 2).put("encoder.2.bias", new float[]{0.5f, 0}, 2)
                .put("predictor.weight", AXES.clone(), 2, 2).zeros("predictor.bias", 2);
    }
}
