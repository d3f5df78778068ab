package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Weights;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param end why
 * @param epochs epochs done since its first start
 * @param bestEpoch the chosen epoch, -1 if none was
 * @param weights of the chosen epoch
 * @param retrieval of the chosen epoch on the probes, if it was measured
 */
public record Outcome(End end, int epochs, int bestEpoch, Weights weights, Optional<Retrieval> retrieval) {
    /** Why a run ended. */
    public enum End {
        /** All epochs are done. */
        COMPLETE,
        /** No improvement for as long as patience goes. */
        PATIENCE,
        /** Someone asked; the checkpoint holds the last whole epoch. */
        CANCELLED
    }
}
