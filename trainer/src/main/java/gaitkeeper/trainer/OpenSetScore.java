package gaitkeeper.trainer;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.TrackVote.Standing;

/** Candidates for the number that tells strangers from acquaintances; higher means rather known. */
public enum OpenSetScore {
    /** The nearest identity's mean score. */
    MEAN {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return standing.score();
        }
    },
    /** Its lead over the runner-up. */
    MARGIN {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return standing.score() - standing.runnerUp();
        }
    },
    /** Its lead over the mean of the ranked identities. */
    COHORT {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return standing.score() - standing.cohort();
        }
    },
    /** Mean score plus lead. */
    MEAN_PLUS_MARGIN {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return 2 * standing.score() - standing.runnerUp();
        }
    },
    /** Share of the windows nearest to it. */
    VOTES {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return standing.votes() / (double) standing.windows();
        }
    },
    /** Lead over the identity with the second most votes, as a share of the windows. */
    VOTE_MARGIN {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return (standing.votes() - standing.secondVotes()) / (double) standing.windows();
        }
    },
    /** One minus its distance over the runner-up's. */
    RATIO {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return 1 - metric.distance(standing.score()) / metric.distance(standing.runnerUp());
        }
    },
    /** The same with the runner-up's distance capped: what bundles are calibrated for. */
    CAPPED_RATIO {
        @Override
        public double of(Standing standing, Metric metric, double reference) {
            return 1 - metric.distance(standing.score())
                    / Math.min(metric.distance(standing.runnerUp()), reference);
        }
    };

    /**
     * The number for a track.
     *
     * @param reference cap of the runner-up's distance, for {@link #CAPPED_RATIO}
     */
    public abstract double of(Standing standing, Metric metric, double reference);
}
