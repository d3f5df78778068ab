package gaitkeeper.trainer.simmc;

/** The loss is no longer a number. The checkpoint holds the last whole epoch. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(int epoch, int step, float loss) {
        super("the loss is " + loss + " in step " + step + " of epoch " + epoch
                + ": the run has diverged. A checkpoint,"
                + " if there is one, holds the epoch before; try a smaller --rate or a larger --temperature.");
    }
}
