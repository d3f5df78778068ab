package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Weights;
import java.util.List;
import java.util.Map;

/**
 * A stage between two epochs: with its identity it determines everything that follows.
 *
 * @param nextEpoch the epoch that comes next
 * @param weights as they are now
 * @param optimisers their memories
 * @param best the best score so far
 * @param bestEpoch its epoch, -1 before there is one
 * @param waited epochs since
 * @param chosen weights of the best epoch
 * @param figures measured then
 */
record StageState(int nextEpoch, Weights weights, List<Adam.State> optimisers, double best, int bestEpoch, int waited,
        Weights chosen, Map<String, Double> figures) {}
