package gaitkeeper.trainer.protocol;

import gaitkeeper.trainer.protocol.Tracks.Track;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Closed-set identification of tracks: several sequences of one recording give one answer.
 *
 * @param rank1 share of tracks named rightly by the live matcher's rule
 * @param tracks number of tracks
 * @param windows sequences of a track, {@link Tracks#WHOLE} for whole recordings
 */
public record TrackRetrieval(double rank1, int tracks, int windows) {
    /**
     * Measures tracks of a length, cut from recordings without overlap.
     *
     * @param windows sequences of a track, or {@link Tracks#WHOLE}
     * @throws gaitkeeper.core.MalformedException if no recording is that long
     */
    public static TrackRetrieval evaluate(TrackScores scores, int windows) {
        int[] everyone = everyone(scores);
        return share(scores, windows, track -> scores.ask(track).among(everyone).nearest());
    }

    /** The same by the highest mean score over the sequences. */
    public static TrackRetrieval byMeanScore(PersonScores scores, int windows) {
        int[] everyone = everyone(scores);
        float[] row = new float[everyone.length];
        return share(scores, windows, track -> {
            double[] sums = new double[everyone.length];
            for (int window = track.first(); window < track.first() + track.windows(); window++) {
                scores.copy(window, everyone, row);
                Arrays.setAll(sums, i -> sums[i] + row[i]);
            }
            return highest(sums);
        });
    }

    private static int[] everyone(TrackScores scores) {
        return IntStream.range(0, scores.people()).toArray();
    }

    private static TrackRetrieval share(TrackScores scores, int windows, ToIntFunction<Track> named) {
        List<Track> tracks = scores.tracks().cut(windows);
        long right = tracks.stream().filter(track -> scores.place(track.person()) == named.applyAsInt(track)).count();
        return new TrackRetrieval(right / (double) tracks.size(), tracks.size(), windows);
    }

    private static int highest(double[] sums) {
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        return best;
    }

    /**
     * Sequences that are complete after a time.
     *
     * @param seconds since the track's first frame
     * @param framesPerSecond of the sensor
     * @param frames f, frames of a sequence
     * @return 0 if not even one is
     */
    public static int windows(double seconds, double framesPerSecond, int frames) {
        return (int) (seconds * framesPerSecond / frames + 1e-9);
    }
}
