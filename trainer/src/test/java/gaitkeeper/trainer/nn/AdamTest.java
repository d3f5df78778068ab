package gaitkeeper.trainer.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Steps worked out by hand, with what {@code cage.md} section 8 does to gradients before. */
class AdamTest {
    private static final Offset<Float> NEAR = offset(1e-6f);
    /** Of parameters around 100. */
    private static final Offset<Float> CLOSE = offset(1e-4f);
    private static final Adam.Penalty PUBLISHED = new Adam.Penalty(0.02, 5);

    @BeforeAll
    static void start() {
        Torch.start();
    }

    /**
     * Of 100, -100, 100 and 100 go 2, -2, 2 and 2 into gradients of 4, 6, -1 and -9; of the 6, 4, 1 and -7 remain 5, 4,
     * 1 and -5, each cut by itself. Cut before, they would be 6, 3, 1 and -3. What is remembered first is a tenth of
     * them, and a thousandth of their squares.
     */
    @Test
    void decaysThenCutsEachNumber() {
        var weights = new Weights().put("l.kernel", new float[]{100, -100, 100, 100}, 2, 2);
        try (PointerScope _ = new PointerScope();
                var _ = new NoGradGuard();
                var ops = new TorchOps(weights);
                var adam = new Adam(ops.parameters(), 1, PUBLISHED)) {
            adam.gather(List.of(Torch.tensor(new float[]{4, 6, -1, -9}, 2, 2)));
            adam.move();

            assertThat(adam.state().first().numbers("l.kernel"))
                    .containsExactly(new float[]{0.5f, 0.4f, 0.1f, -0.5f}, NEAR);
            assertThat(adam.state().second().numbers("l.kernel"))
                    .containsExactly(new float[]{0.025f, 0.016f, 0.001f, 0.025f}, NEAR);
            assertThat(numbers(ops, "l.kernel")).as("all by the rate, against their signs")
                    .containsExactly(new float[]{99, -101, 99, 101}, CLOSE);
        }
    }

    @Test
    void decaysBiasesAsWell() {
        var weights = new Weights().put("l.bias", new float[]{10, -10, 0}, 3);
        try (PointerScope _ = new PointerScope();
                var _ = new NoGradGuard();
                var ops = new TorchOps(weights);
                var adam = new Adam(ops.parameters(), 1, PUBLISHED)) {
            adam.gather(List.of(Torch.tensor(new float[3], 3)));
            adam.move();

            assertThat(adam.state().first().numbers("l.bias")).containsExactly(new float[]{0.02f, -0.02f, 0}, NEAR);
            assertThat(numbers(ops, "l.bias")).containsExactly(new float[]{9, -9, 0}, CLOSE);
        }
    }

    /**
     * At 100 a gradient of 4 becomes 6, cut to 5, and the step leads to 99. There -3 becomes -1.02, so that
     * m = 0.9 x 0.5 - 0.1 x 1.02 = 0.348, v = 0.999 x 0.025 + 0.001 x 1.0404 = 0.0260154, and the step is
     * sqrt(1 - 0.999^2) / (1 - 0.9^2) x m / sqrt(v) = 0.507711. Cut before it decays, it would end at 98.464203.
     */
    @Test
    void remembersWhatWasDecayedAndCut() {
        var weights = new Weights().put("w", new float[]{100}, 1);
        try (PointerScope _ = new PointerScope();
                var _ = new NoGradGuard();
                var ops = new TorchOps(weights);
                var adam = new Adam(ops.parameters(), 1, PUBLISHED)) {
            adam.gather(List.of(Torch.tensor(new float[]{4}, 1)));
            adam.move();
            adam.gather(List.of(Torch.tensor(new float[]{-3}, 1)));
            adam.move();

            assertThat(adam.state().steps()).isEqualTo(2);
            assertThat(adam.state().first().numbers("w")).containsExactly(new float[]{0.348f}, NEAR);
            assertThat(adam.state().second().numbers("w")).containsExactly(new float[]{0.0260154f}, NEAR);
            assertThat(numbers(ops, "w")).containsExactly(new float[]{98.492289f}, CLOSE);
        }
    }

    /** Epsilon outside of the bias correction: 1e-6 moves by sqrt(0.001) / (sqrt(0.001) + 0.01), not by 1 / 1.01. */
    @Test
    void movesByItsRateButForTheSmallestGradients() {
        var weights = new Weights().zeros("w", 3);
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(weights);
                var adam = new Adam(ops.parameters(), 1)) {
            Tensor loss = ops.mul(ops.parameter("w"), ops.vector(-2, 700, 1e-6f)).sum();
            loss.backward();
            try (var _ = new NoGradGuard()) {
                adam.step();
            }

            assertThat(numbers(ops, "w")).containsExactly(new float[]{1, -1, -0.759747f}, offset(1e-5f));
        }
    }

    private static float[] numbers(TorchOps ops, String name) {
        return Torch.numbers(ops.parameter(name));
    }
}
