package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.TrackVote.Standing;
import java.util.List;

/** The number that the live matcher tests against a threshold, by how a bundle compares tracks with people. */
public sealed interface LiveScore {
    /** Its name in tables. */
    String label();

    /** The number for a track; higher means rather known. */
    double of(Standing standing);

    /** How much a track resembles anybody; the live matcher takes one that resembles nobody for a stranger's. */
    double resemblance(Standing standing);

    /** What {@link gaitkeeper.core.bundle.Calibration.Row} keeps as its reference. */
    double reference();

    /**
     * Windows are compared with exemplars: how much nearer the nearest is than it would have to be by chance.
     *
     * @param metric of the embeddings
     * @param reference caps the runner-up's distance
     */
    record CappedLead(Metric metric, double reference) implements LiveScore {
        /** Capped at the median distance between strangers' tracks and their runners-up. */
        public static CappedLead of(List<Standing> strangers, Metric metric) {
            double[] distances = strangers.stream().mapToDouble(stranger -> metric.distance(stranger.runnerUp()))
                    .sorted().toArray();
            return new CappedLead(metric, distances[distances.length / 2]);
        }

        @Override
        public String label() {
            return "capped lead";
        }

        @Override
        public double of(Standing standing) {
            return 1 - metric.distance(standing.score()) / Math.min(metric.distance(standing.runnerUp()), reference);
        }

        @Override
        public double resemblance(Standing standing) {
            return 1 - metric.distance(standing.score()) / reference;
        }
    }

    /** Means are compared with means by a {@link gaitkeeper.core.bundle.Plda}. */
    record LikelihoodRatio() implements LiveScore {
        @Override
        public String label() {
            return "likelihood ratio";
        }

        @Override
        public double of(Standing standing) {
            return standing.score();
        }

        @Override
        public double resemblance(Standing standing) {
            return standing.score();
        }

        @Override
        public double reference() {
            return 1;
        }
    }
}
