package gaitkeeper.core;

import java.util.Optional;

/**
 * What a track has shown so far.
 *
 * @param sinceNs event time of the first frame of its first window, nanoseconds since the epoch
 * @param windows sequences of the track compared so far, 1 or more
 * @param nearest the likeliest identity, or the one with most windows nearest to it, if the gallery holds anyone
 * @param votes windows that speak for that identity
 * @param score how near: its mean similarity over the windows (cosine, or negative Euclidean distance), or, of bundles that
 *     compare means, the logarithm of the likelihood ratio; higher is nearer
 * @param runnerUp score of the second identity, or negative infinity when there is none
 * @param threshold the score an identity must reach to be accepted after this many windows
 */
public record Evidence(long sinceNs, int windows, Optional<Candidate> nearest, int votes, float score, float runnerUp,
        float threshold) {
    /** Score distance to the runner-up; infinite when there is none. */
    public float margin() {
        return score - runnerUp;
    }

    /**
     * An identity as people see it.
     *
     * @param identity who
     * @param number the gallery's number for them
     * @param name the given name, or empty
     */
    public record Candidate(IdentityId identity, int number, String name) {
        /** The name, or "stranger n". */
        public String label() {
            return name.isEmpty() ? "stranger " + number : name;
        }
    }
}
