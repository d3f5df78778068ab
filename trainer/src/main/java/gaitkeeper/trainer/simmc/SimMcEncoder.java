package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Embeds many sequences in libtorch, without gradients. */
public final class SimMcEncoder {
    private static final int BATCH = 256;

    private final SimMcNetwork network;
    private final TorchOps ops;

    /** Prepares; the operator holds the weights. */
    public SimMcEncoder(SimMcNetwork network, TorchOps ops) {
        this.network = network;
        this.ops = ops;
    }

    /** Embeds whole sequences: a row of H numbers for each. */
    public EmbeddingSet embed(FrameSet set) {
        float[] vectors = new float[set.size() * network.width()];
        for (int from = 0; from < set.size(); from += BATCH) {
            int count = Math.min(BATCH, set.size() - from);
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor hidden = network.hidden(ops, frames(set, from, count));
                put(network.full(ops, hidden), vectors, from);
            }
        }
        return new EmbeddingSet(vectors, network.width(), set.persons(), set.recordings());
    }

    /** Embeds both masked views of the sequences: two arrays {@code [size, H]}. */
    float[][] embedMasked(FrameSet set, Masks masks) {
        float[][] views = new float[2][set.size() * network.width()];
        for (int from = 0; from < set.size(); from += BATCH) {
            int[] rows = IntStream.range(from, Math.min(from + BATCH, set.size())).toArray();
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor hidden = network.hidden(ops, frames(set, from, rows.length));
                for (int view = 0; view < 2; view++) {
                    put(masked(hidden, masks, view, from, rows), views[view], from);
                }
            }
        }
        return views;
    }

    /**
     * The embedding of a masked view.
     *
     * @param position of the batch's first sequence in its pass
     * @param rows sequences in the order of the embedding step
     */
    Tensor masked(Tensor hidden, Masks masks, int view, int position, int... rows) {
        float[] shares = masks.shares(view, position, rows);
        Tensor share = Torch.tensor(shares, rows.length, shares.length / rows.length, 1);
        return network.masked(ops, hidden, share);
    }

    private static Tensor frames(FrameSet set, int from, int count) {
        int size = set.frames() * set.width();
        float[] values = Arrays.copyOfRange(set.values(), from * size, (from + count) * size);
        return Torch.tensor(values, count, set.frames(), set.width());
    }

    private void put(Tensor rows, float[] target, int from) {
        float[] values = Torch.numbers(rows);
        System.arraycopy(values, 0, target, from * network.width(), values.length);
    }
}
