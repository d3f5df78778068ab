package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.protocol.TrackVote.Standing;

/**
 * What is known of a person who is compared by a {@link Plda}.
 *
 * @param projected mean of the person's exemplars, along the PLDA's axes
 * @param windows how many they are, 1 or more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prototype(float[] projected, int windows) {
    /** Where a track of some windows stands, given its scores for those of a gallery, as the live matcher ranks them. */
    public static Standing standing(int windows, float... scores) {
        int nearest = 0;
        double second = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < scores.length; i++) {
            second = Math.max(second, Math.min(scores[i], scores[nearest]));
            nearest = scores[i] > scores[nearest] ? i : nearest;
        }
        return new Standing(windows, nearest, windows, scores[nearest], second, 0, scores[nearest]);
    }
}
