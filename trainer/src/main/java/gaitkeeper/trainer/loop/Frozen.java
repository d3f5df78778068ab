package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Torch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What a finished encoder makes of sequences, computed once. Hundreds of megabytes, which libtorch keeps, not the heap. */
public final class Frozen {
    private static final int BATCH = 256;

    private final Tensor rows;

    /**
     * Encodes a set.
     *
     * @param encode {@code [batch, f, J, 3]}, as recorded, to numbers with the batch as first axis
     * @param width numbers of a row
     * @param perSequence rows of a sequence
     */
    public Frozen(JointWindows set, int perSequence, int width, UnaryOperator<Tensor> encode) {
        rows = torch.zeros((long) set.size() * perSequence, width);
        for (int from = 0; from < set.size(); from += BATCH) {
            int to = Math.min(set.size(), from + BATCH);
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                Tensor some = encode.apply(set.tensor(IntStream.range(from, to).toArray()));
                rows.slice(0, new LongOptional((long) from * perSequence), new LongOptional((long) to * perSequence), 1)
                        .copy_(some.reshape((long) (to - from) * perSequence, width));
            }
        }
    }

    /** Some rows, copied: {@code [count, width]}. */
    public Tensor pick(int... which) {
        return rows.index_select(0, Torch.indices(which));
    }
}
