package gaitkeeper.trainer.loop;

/** The loss is no longer a number. The checkpoint holds the last whole epoch. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Tells where. */
    public DivergedException(String stage, int epoch, int step, double loss) {
        super("the loss is " + loss + " in step " + step + " of epoch " + epoch + " of " + stage
                + ": the run has diverged. A checkpoint, if there is one, holds the epoch before; try a smaller --rate.");
    }
}
