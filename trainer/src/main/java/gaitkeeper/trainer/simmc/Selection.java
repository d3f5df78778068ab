package gaitkeeper.trainer.simmc;

/**
 * Which epoch was best so far. Epoch 0, the random start, is never chosen, and equal results do not replace.
 *
 * @param best the best result, 0 before the first
 * @param epoch its epoch, -1 before the first
 * @param waited epochs since
 */
record Selection(double best, int epoch, int waited) {
    static final Selection NONE = new Selection(0, -1, 0);

    /** After an epoch's result. */
    Selection after(int now, double result) {
        return now > 0 && result > best ? new Selection(result, now, 0) : new Selection(best, epoch, waited + 1);
    }

    /** Whether the last result was the best. */
    boolean improved() {
        return epoch >= 0 && waited == 0;
    }
}
