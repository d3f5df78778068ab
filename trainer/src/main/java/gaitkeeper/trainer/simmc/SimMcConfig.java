package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.cluster.ClusterSettings;

/**
 * Everything a training run depends on besides its data.
 *
 * @param mode as published, or without labels
 * @param width H, numbers of an embedding
 * @param maskedFrames x, frames left out of a view
 * @param lambda weight of MIC, 0 to 1
 * @param temperature divides the cosines of MPC
 * @param clusters how embeddings are clustered in each epoch
 * @param balanced whether training sequences are drawn so that each person is equally frequent: faithful mode only
 * @param centre joint that frames are made relative to
 * @param schedule how long and how fast
 * @param seed of everything random
 */
public record SimMcConfig(Mode mode, int width, int maskedFrames, double lambda, double temperature,
        ClusterSettings clusters, boolean balanced, int centre, Schedule schedule, long seed) {
    /** Checks ranges. */
    public SimMcConfig {
        if (!(lambda >= 0 && lambda <= 1) || !(temperature > 0)) {
            throw new IllegalArgumentException("lambda must be 0 to 1 and the temperature above 0, were " + lambda
                    + " and " + temperature);
        }
        if (balanced && mode == Mode.CLEAN) {
            throw new IllegalArgumentException("balancing persons uses labels: faithful mode only");
        }
    }

    /**
     * How long and how fast.
     *
     * @param batch sequences of a step
     * @param rate Adam's step size
     * @param epochs most epochs
     * @param patience epochs without improvement after which training stops
     * @param evaluateEvery epochs between evaluations on the probes; faithful mode needs each
     */
    public record Schedule(int batch, double rate, int epochs, int patience, int evaluateEvery) {
        /** Checks ranges. */
        public Schedule {
            if (batch < 1 || !(rate > 0) || epochs < 1 || patience < 1 || evaluateEvery < 1) {
                throw new IllegalArgumentException(
                        "batch, rate, epochs, patience and the epochs between evaluations must be above 0");
            }
        }

        /** The published batch, rate and patience. */
        public static Schedule published(int epochs, int evaluateEvery) {
            return new Schedule(256, 3.5e-4, epochs, 100, evaluateEvery);
        }
    }

    /** The published settings for KGBD. */
    public static SimMcConfig kgbd(Mode mode, Schedule schedule, long seed) {
        return new SimMcConfig(mode, SimMcNetwork.WIDTH, 2, 0.5, 0.06, new ClusterSettings(0.6, 4, 20, 6, false),
                false, 0, schedule, seed);
    }

    /** What must not change between the parts of one run: all of it but how many epochs and how often they are measured. */
    String identity() {
        var run = new Schedule(schedule.batch, schedule.rate, 1, schedule.patience, 1);
        return new SimMcConfig(mode, width, maskedFrames, lambda, temperature, clusters, balanced, centre, run, seed)
                .toString();
    }

    /** Whether training follows the published code in everything. */
    boolean faithful() {
        return mode == Mode.FAITHFUL;
    }
}
