package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Weights;
import java.util.Optional;

/**
 * A run between two epochs: with the configuration and the data it determines everything that follows.
 *
 * @param nextEpoch the epoch that comes next
 * @param weights as they are now
 * @param optimiser Adam's memory
 * @param best the best epoch so far
 * @param chosen weights of the best epoch, those now before there is one
 * @param retrieval result of the best epoch on the probes, if it was measured
 */
record TrainingState(int nextEpoch, Weights weights, Adam.State optimiser, Selection best, Weights chosen,
        Optional<Retrieval> retrieval) {}
