package gaitkeeper.trainer.loop;

/**
 * How a system of two stages is trained: an encoder first, then a head that recognises people, with the encoder or on top of it.
 *
 * @param faithful as the published code: batches drawn by label where it does so, the epoch of the head chosen by its result on the
 *        probes, of which an incomplete last batch may be left out. Otherwise the encoder's batches know no labels and a tenth of each
 *        training walk is held out to choose by
 * @param batch sequences of a step
 * @param rate Adam's step size for the encoder
 * @param epochs of the encoder
 * @param headRate Adam's step size for the head
 * @param headEpochs most epochs of the head; 0 leaves it out
 * @param patience epochs of the head without improvement after which it ends
 * @param centre joint that frames are made relative to
 * @param seed of everything random
 */
public record Settings(boolean faithful, int batch, double rate, int epochs, double headRate, int headEpochs,
        int patience, int centre, long seed) {
    /** Checks ranges. */
    public Settings {
        if (batch < 1 || !(rate > 0) || epochs < 1 || !(headRate > 0) || headEpochs < 0 || patience < 1 || centre < 0) {
            throw new IllegalArgumentException(
                    "batch, rates, epochs and patience must be above 0, --head-epochs and the centre 0 or more");
        }
    }

    /** The published settings of a system for a data set, without the published code's accidents. */
    public static Settings clean(int batch, double rate, int epochs, double headRate) {
        return new Settings(false, batch, rate, epochs, headRate, 1000, 100, 0, 0);
    }

    /** The same with so many epochs of the head at most. */
    public Settings withHeadEpochs(int most) {
        return new Settings(faithful, batch, rate, epochs, headRate, most, patience, centre, seed);
    }

    /** What a system's name gets that is not trained by default. */
    public String suffix() {
        return (faithful ? "-faithful" : "") + (centre == 0 ? "" : "-centre-" + centre);
    }

    /** What must not change between the parts of an encoder's run; how its head is trained may. */
    String encoderIdentity() {
        return (faithful ? "faithful" : "clean") + " batch " + batch + " rate " + rate + " centre " + centre + " seed "
                + seed;
    }
}
