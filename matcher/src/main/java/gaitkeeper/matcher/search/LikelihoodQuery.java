package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Plda;
import gaitkeeper.core.bundle.Plda.Form;
import java.util.HashMap;
import java.util.Map;

/** A track compared with means by likelihood. For one thread. */
final class LikelihoodQuery implements Query {
    /** Beside each row: of how many vectors it is the mean, and how many those count as. */
    static final int NUMBERS = 2;

    private final Kernels kernels = Kernels.best();
    private final Plda plda;
    private final float[] track;
    private final int windows;
    private final Map<Integer, Form> forms = new HashMap<>();
    private final float[] part = new float[Kernels.ROWS];

    /**
     * Makes the query.
     *
     * @param track projected mean
     * @param windows of the track
     */
    LikelihoodQuery(Plda plda, float[] track, int windows) {
        this.plda = plda;
        this.track = track;
        this.windows = windows;
    }

    /** Writes beside a row of how many vectors it is the mean. */
    static void tell(Block block, int lane, int vectors) {
        block.beside[lane] = vectors;
        block.beside[Kernels.ROWS + lane] = Plda.counted(vectors);
    }

    static int vectors(Block block, int lane) {
        return (int) block.beside[lane];
    }

    @Override
    public int count() {
        return 1;
    }

    /** Means of equally many vectors are compared together; of those a block holds one sort, or a few. */
    @Override
    public void score(Block block, float[] scores) {
        long left = block.live();
        while (left != 0) {
            float counted = block.beside[Kernels.ROWS + Long.numberOfTrailingZeros(left)];
            Form form = forms.computeIfAbsent((int) counted, known -> plda.against(track, windows, known));
            kernels.quadratics(block.values, block.at, form.linear(), form.square(), part);
            for (int lane = 0; lane < Kernels.ROWS; lane++) {
                if (block.beside[Kernels.ROWS + lane] == counted) {
                    scores[lane] = part[lane] + form.constant();
                    left &= ~(1L << lane);
                }
            }
        }
    }
}
