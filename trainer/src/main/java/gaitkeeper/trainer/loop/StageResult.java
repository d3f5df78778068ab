package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Weights;
import java.util.Map;

/**
 * How a stage ended.
 *
 * @param end why
 * @param epochs epochs done since its first start
 * @param bestEpoch the chosen epoch
 * @param weights of the chosen epoch
 * @param figures measured after it
 */
public record StageResult(End end, int epochs, int bestEpoch, Weights weights, Map<String, Double> figures) {
    /** Why a stage ended. */
    public enum End {
        /** All epochs are done. */
        COMPLETE,
        /** No improvement for as long as patience goes. */
        PATIENCE,
        /** Someone asked; the checkpoint holds the last whole epoch. */
        CANCELLED
    }

    /** Whether someone asked to stop. */
    public boolean cancelled() {
        return end == End.CANCELLED;
    }
}
