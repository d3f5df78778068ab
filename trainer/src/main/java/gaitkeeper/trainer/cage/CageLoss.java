package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Torch;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The terms of section 7 of {@code cage.md}. Sums over the batch, but for the contrast, which is a mean: their balance counts. */
final class CageLoss {
    private static final float NOT_ITSELF = -1e9f;

    private CageLoss() {}

    /** Half the squared error of the frames given. */
    static Tensor reconstruction(Ops<Tensor> ops, Tensor given, Tensor target) {
        return half(ops.square(given.sub(target)).sum());
    }

    /** Half the squares of attention away from the frame that is due. */
    static Tensor locality(Ops<Tensor> ops, Tensor attention, int frames) {
        return half(ops.square(attention.mul(ops.constant(away(frames), frames, frames))).sum());
    }

    private static Tensor half(Tensor sum) {
        return sum.mul(Torch.number(0.5));
    }

    /** 1 minus a bell around the anti-diagonal, as wide as half the sequence: {@code [f, f]}. */
    static float[] away(int frames) {
        double width = frames / 2.0;
        float[] away = new float[frames * frames];
        for (int at = 0; at < away.length; at++) {
            int off = at % frames - (frames - 1 - at / frames);
            away[at] = (float) (1 - Math.exp(-off * off / (2 * width * width)));
        }
        return away;
    }

    /**
     * Each sequence against its neighbour in time, among all others of the batch; mean over both ends of all pairs.
     *
     * @param projected {@code [batch, p]}
     * @param pairs positions of the first of each pair; the second comes right after it
     */
    static Tensor contrast(Ops<Tensor> ops, Tensor projected, double temperature, int... pairs) {
        int count = pairs.length;
        int[] rows = IntStream.concat(IntStream.of(pairs).map(first -> first + 1), IntStream.of(pairs)).toArray();
        Tensor unit = ops.unitLength(ops.pick(projected, 0, rows), 1);
        float[] itself = new float[4 * count * count];
        for (int row = 0; row < 2 * count; row++) {
            itself[row * (2 * count + 1)] = NOT_ITSELF;
        }
        Tensor alike = unit.matmul(unit.t()).div(Torch.number(temperature))
                .add(ops.constant(itself, 2 * count, 2 * count));
        int[] partners = IntStream.range(0, 2 * count).map(row -> (row + count) % (2 * count)).toArray();
        return torch.cross_entropy_loss(alike, Torch.indices(partners));
    }
}
