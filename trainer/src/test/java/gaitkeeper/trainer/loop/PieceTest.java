package gaitkeeper.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pieces find together what a whole step finds. */
class PieceTest {
    private static final Offset<Float> NEAR = offset(1e-5f);
    private static final int[] ROWS = {3, 1, 4, 1, 5};

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @Test
    void halvesOfASumAddUp() {
        assertThat(found(Piece.halvesOfSum(PieceTest::squares, ROWS)))
                .containsExactly(found(List.of(ops -> squares(ops, ROWS))), NEAR);
    }

    @Test
    void halvesOfAMeanAddUpHoweverUnequal() {
        assertThat(found(Piece.halvesOfMean(PieceTest::mean, ROWS)))
                .containsExactly(found(List.of(ops -> mean(ops, ROWS))), NEAR);
    }

    @Test
    void oneRowIsOnePiece() {
        assertThat(Piece.halvesOfMean(PieceTest::mean, 7)).hasSize(1);
    }

    @Test
    void gradientsOfPiecesThatShareNothingStandSideBySide() {
        List<Piece> apart = List.of(ops -> List.of(ops.parameter("a").mul(Torch.number(2)).sum()),
                ops -> List.of(ops.parameter("b").mul(Torch.number(3)).sum()));

        assertThat(found(apart)).containsExactly(2, 3);
    }

    /** The sum over rows of (a row + b)^2. */
    private static List<Tensor> squares(TorchOps ops, int... rows) {
        float[] numbers = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            numbers[i] = rows[i];
        }
        return List.of(ops.square(ops.add(ops.mul(ops.vector(numbers), ops.parameter("a")), ops.parameter("b"))).sum());
    }

    private static List<Tensor> mean(TorchOps ops, int... rows) {
        return squares(ops, rows).stream().map(sum -> sum.div(Torch.number(rows.length))).toList();
    }

    /** Gradients towards a and b. */
    private static float[] found(List<Piece> pieces) {
        var weights = new Weights().put("a", new float[]{0.7f}, 1).put("b", new float[]{-0.3f}, 1);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Map<String, Tensor> parameters = ops.parameters();
            try (var adam = new Adam(parameters, 0.1)) {
                List<Gradients> all = pieces.stream().map(piece -> Gradients.of(piece, ops, List.of(adam))).toList();
                List<Tensor> sums = Gradients.sum(all, 0);
                return new float[]{sums.get(0).item_float(), sums.get(1).item_float()};
            }
        }
    }
}
