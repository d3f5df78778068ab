package gaitkeeper.trainer.cage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hand cases of {@code cage.md} sections 7 and 13.2. */
class CageLossTest {
    private static final Offset<Float> NEAR = offset(5e-6f);

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"6, 0.052637", "4, 0.050447", "8, 0.053399", "20, 0.054219"})
    void losesLocalityOfEvenAttention(int frames, float expected) {
        float[] even = new float[frames * frames];
        Arrays.fill(even, 1f / frames);

        assertThat(locality(frames, even)).isCloseTo(expected, NEAR);
    }

    @ParameterizedTest
    @CsvSource({"6, 0.721211", "4, 0.469901"})
    void losesLocalityOfForwardAttentionAndNoneOfBackward(int frames, float expected) {
        float[] forward = new float[frames * frames];
        float[] backward = new float[frames * frames];
        for (int i = 0; i < frames; i++) {
            forward[i * frames + i] = 1;
            backward[i * frames + frames - 1 - i] = 1;
        }

        assertThat(locality(frames, forward)).isCloseTo(expected, NEAR);
        assertThat(locality(frames, backward)).isZero();
    }

    private static float locality(int frames, float... attention) {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            return CageLoss.locality(ops, Torch.tensor(attention, 1, frames, frames), frames).item_float();
        }
    }

    /** The table of section 7; each later row is the same with its peak a column further left. */
    @ParameterizedTest
    @CsvSource({"4, '0.324652 0.606531 0.882497 1'", "6, '0.249352 0.411112 0.606531 0.800737 0.945959 1'",
        "8, '0.216265 0.324652 0.457833 0.606531 0.754840 0.882497 0.969233 1'"})
    void drawsAttentionAsTabled(int frames, String row) {
        double[] drawn = Arrays.stream(row.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
        float[] away = CageLoss.away(frames);

        for (int column = 0; column < frames; column++) {
            assertThat(1.0 - away[column]).as("column " + column).isCloseTo(drawn[column], offset(1e-6));
        }
        for (int at = 0; at < frames * frames; at++) {
            int off = Math.abs(at % frames + at / frames - (frames - 1));
            assertThat(away[at]).as("number " + at).isEqualTo(away[frames - 1 - off]);
        }
    }

    @Test
    void sumsSquaresOverTheBatch() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor nothing = ops.constant(new float[128 * 6 * 20], 128, 6, 20);

            assertThat(CageLoss.reconstruction(ops, nothing, nothing.add(Torch.number(1))).item_float())
                    .isEqualTo(7680);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1.551445", "0.5, 2.239545", "0.1, 10.000091"})
    void contrastsNeighbours(double temperature, float expected) {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor projected = Torch.tensor(new float[]{1, 0, 0, 1, 1, 0}, 3, 2);

            assertThat(CageLoss.contrast(ops, projected, temperature, 0, 1).item_float()).isCloseTo(expected,
                    offset(1e-5f));
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1.098612", "128, 5.533389"})
    void contrastsWhatIsAllAlike(int batch, float expected) {
        float[] ones = new float[batch * 2];
        Arrays.fill(ones, 1);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            int[] pairs = new int[batch - 1];
            Arrays.setAll(pairs, i -> i);

            assertThat(CageLoss.contrast(ops, Torch.tensor(ones, batch, 2), 0.1, pairs).item_float())
                    .isCloseTo(expected, offset(1e-5f));
        }
    }
}
