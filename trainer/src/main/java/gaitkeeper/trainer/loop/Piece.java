package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A part of a step that needs no other: the losses of all pieces add up to those of the step. */
@FunctionalInterface
public interface Piece {
    /** Its losses, one for each optimiser. */
    List<Tensor> losses(TorchOps ops);

    /** What some rows cost. */
    @FunctionalInterface
    interface Cost {
        /** The losses of some rows, one for each optimiser. */
        List<Tensor> of(TorchOps ops, int... rows);
    }

    /** Both halves of a step whose losses are sums over its rows. */
    static List<Piece> halvesOfSum(Cost cost, int... rows) {
        int half = rows.length / 2;
        if (half == 0) {
            return List.of(ops -> cost.of(ops, rows));
        }
        return List.of(ops -> cost.of(ops, Arrays.copyOf(rows, half)),
                ops -> cost.of(ops, Arrays.copyOfRange(rows, half, rows.length)));
    }

    /** Both halves of a step whose losses are means over its rows. */
    static List<Piece> halvesOfMean(Cost cost, int... rows) {
        return halvesOfSum((ops, some) -> cost.of(ops, some).stream()
                .map(mean -> mean.mul(Torch.number((double) some.length / rows.length))).toList(), rows);
    }
}
