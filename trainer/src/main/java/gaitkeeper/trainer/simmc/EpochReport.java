package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.work.Phases;
import java.util.Optional;

/**
 * What one epoch did. Clusters and retrieval are those of the weights before its steps.
 *
 * @param epoch number from 0
 * @param mpc mean over the steps, NaN without steps
 * @param mic mean over the steps, NaN without steps
 * @param firstClusters clusters of the first view
 * @param secondClusters clusters of the second view
 * @param outliers sequences left out
 * @param agreement of the views' clusters, 0 to 1
 * @param retrieval on the probes, if measured
 * @param improved whether this epoch is the best so far
 * @param phases where the time went
 */
public record EpochReport(int epoch, double mpc, double mic, int firstClusters, int secondClusters, int outliers,
        double agreement, Optional<Retrieval> retrieval, boolean improved, Phases phases) {}
